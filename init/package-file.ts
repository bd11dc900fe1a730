/** package.json of the user's folder: the commands as scripts, and this package as a dependency. */
import path from 'node:path';
import { Refusal } from '../lib/command-line/errors';
import { isFile } from '../lib/files/file-kind';
import { listed } from '../lib/findings/listed';
import { isMap, textAt } from '../lib/yaml/parsed';
import { name as ownName } from '../package.json';
import type { NewFile } from './files';
import { type JsonFile, jsonText, readJson, rewritten } from './json-file';

export const PACKAGE = 'package.json';

/** The commands of the package that are scripts of the user's, because messages name them. */
export const SCRIPTS = [
  ...['synth', 'check', 'verify', 'diff', 'explain', 'graph', 'images', 'snapshots', 'smoke', 'upgrade'],
  ...['bucket', 'minio', 'secret', 'seal', 'renovate', 'releases', 'servers', 'rules'],
];

const CORRECT = 'correct it';
const ELSEWHERE = 'rename them, or run init in a folder of its own';

/**
 * The file, or that of the folder with what it lacks.
 * @param wanted what npm installs: a version, or the path of a packed package
 * @throws {Refusal} if the one of the folder cannot be read, or has other scripts of the same names
 */
export function packageFile(wanted: string): NewFile {
  return [PACKAGE, packageText(wanted, isFile(PACKAGE) ? readJson(PACKAGE, CORRECT) : undefined)];
}

/** @param present the file of the folder. @default none */
export function packageText(wanted: string, present?: JsonFile): string {
  const scripts = Object.fromEntries(SCRIPTS.map((name) => [name, `${ownName} ${name}`]));
  if (!present) return jsonText({ name: folderName(), private: true, scripts, devDependencies: { [ownName]: wanted } });
  const { content } = present;
  const odd = ['scripts', 'devDependencies'].find((key) => content[key] !== undefined && !isMap(content[key]));
  if (odd !== undefined) throw new Refusal(`${PACKAGE}: ${odd}: is not an object; ${CORRECT}`);
  const own = isMap(content.scripts) ? content.scripts : {};
  const other = SCRIPTS.filter((name) => Object.hasOwn(own, name) && own[name] !== scripts[name]);
  if (other.length > 0)
    throw new Refusal(
      `${PACKAGE}: has scripts of its own named ${listed(other)}, which messages and continuous integration of ${ownName} call; ${ELSEWHERE}`,
    );
  const isInstalled = dependencyIn(content) !== undefined;
  const dependencies = isMap(content.devDependencies) ? content.devDependencies : {};
  return rewritten(present, {
    ...content,
    scripts: { ...own, ...scripts },
    ...(!isInstalled && { devDependencies: { ...dependencies, [ownName]: wanted } }),
  });
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies'];

const dependencyIn = (content: unknown): string | undefined =>
  DEPENDENCIES.map((key) => textAt(content, key, ownName)).find((spec) => spec !== undefined);

/** What the package.json of the folder depends on already, which stays. */
export const presentSpec = (): string | undefined => (isFile(PACKAGE) ? dependencyIn(readJson(PACKAGE, CORRECT).content) : undefined);

/**
 * A note on a package that stays, although another one runs.
 * @param spec what package.json depends on
 * @param wanted the one that runs. A version says nothing: a package from a URL has one, too
 */
export const staysNotes = (spec: string, wanted: string): string[] =>
  spec !== wanted && wanted.startsWith('file:')
    ? [`${PACKAGE}: ${ownName} stays ${spec}; for the one that runs, npm install --save-dev ${wanted}`]
    : [];

/** The lock files of other package managers, which a repository of their own has. */
const OTHER_MANAGERS: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};

/**
 * A note on a package manager that is not npm, which continuous integration and messages call.
 * @param hasCi whether init writes continuous integration
 */
export function managerNotes(hasCi: boolean): string[] {
  const lock = Object.keys(OTHER_MANAGERS).find(isFile);
  if (lock === undefined) return [];
  const own = OTHER_MANAGERS[lock];
  const inCi = hasCi ? ', and replace npm ci and the cache of npm in the continuous integration' : '';
  return [`${lock}: this repository uses ${own}; install with it${inCi}`];
}

/** A name that npm accepts. */
const folderName = (): string =>
  path
    .basename(process.cwd())
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'tracing';
