/** The files that init writes, from the templates in init/templates/. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { registryConfig } from '../charts/registry/config';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { ownFile } from '../lib/own-folder';
import { engines } from '../package.json';
import { type Answers, NONE } from './questions';
import { newSettings, settingsText } from './renovate/config';
import type { PinningFile } from './renovate/mirrors';

/** A file of init: its path in the user's folder, with `/`, and its text. */
export type NewFile = readonly [file: string, text: string];

/** Where the file for continuous integration is, by the answer, and its template. */
const CI: Readonly<Record<string, readonly [file: string, template: string]>> = {
  github: ['.github/workflows/tempo-gitops.yml', 'github.yml'],
  gitlab: ['.gitlab-ci.yml', 'gitlab-ci.yml'],
};

/** The commands of the package that are scripts of the user's, because messages name them. */
export const SCRIPTS = [
  ...['synth', 'check', 'verify', 'diff', 'explain', 'graph', 'images', 'snapshots', 'smoke', 'upgrade'],
  ...['bucket', 'minio', 'secret', 'seal', 'renovate', 'releases', 'servers', 'rules'],
];

/** A template with its placeholders replaced: `{{cluster}}`, but not `${{ … }}` of GitHub. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(ownFile(`init/templates/${template}`), 'utf8');
  return text.replace(/(?<!\$)\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template}: nothing to write for ${name}`);
    return value;
  });
}

/** All files except package.json. @param source the cluster file */
export function newFiles(answers: Answers, source: ClusterSource): NewFile[] {
  const values = { cluster: source.name, node: engines.node.replace(/\D/g, '') };
  const [ci, template] = CI[answers.ci ?? ''] ?? [];
  return [
    [source.file, source.text],
    ...(ci && template ? [[ci, filled(template, values)] as const] : []),
    ['renovate.json', settingsText(newSettings(answers.ci === 'github', [pinningFile(answers)]))],
    ['.gitignore', filled('gitignore', values)],
    ['README.md', filled('README.md', values)],
  ];
}

/**
 * The text of package.json.
 * @param present that of the folder, as `npm install` of this package writes it. @default none
 * @param wanted what npm installs: a version, or the path of a packed package
 */
export function packageText(present: Readonly<Record<string, unknown>> | undefined, wanted: string): string {
  const scripts = Object.fromEntries(SCRIPTS.map((name) => [name, `tempo-gitops ${name}`]));
  const fresh = { name: folderName(), private: true, scripts };
  const dependencies = present ? {} : { devDependencies: { 'tempo-gitops': wanted } };
  return `${JSON.stringify({ ...fresh, ...present, ...dependencies }, null, 2)}\n`;
}

/** A name that npm accepts. */
const folderName = (): string =>
  path
    .basename(process.cwd())
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'tracing';

/** The cluster file, whose charts may have a mirror. */
const pinningFile = ({ cluster = '', 'chart-mirror': charts = NONE }: Answers): PinningFile => ({
  name: cluster,
  ...(charts !== NONE && { registry: registryConfig.parse({ charts }) }),
});
