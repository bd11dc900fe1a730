/** Loads `main.ts` or `main.js` of the user's folder, which adds charts to each cluster. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type { Components } from '../../components';
import { Refusal } from '../../lib/command-line/errors';
import { isFile } from '../../lib/files/file-kind';
import { isInRepository } from '../../lib/files/own-folder';

const PACKAGE = 'tempo-gitops';
const NAMES = ['main.ts', 'main.js'];

/**
 * The file of the working directory; undefined without one. A file that does not name this package is another program, and so is the
 * main.ts of this repository.
 */
export const mainFile = (): string | undefined =>
  isInRepository() ? undefined : NAMES.find((name) => isFile(name) && readFileSync(name, 'utf8').includes(PACKAGE));

let loaded: { readonly file: string; readonly components: Components } | undefined;

/**
 * @returns what the file exports by default; undefined without a file. It is loaded once
 * @throws Refusal if it cannot be loaded, or exports something else
 */
export function ownComponents(): Components | undefined {
  const name = mainFile();
  if (name === undefined) return undefined;
  const file = path.resolve(name);
  if (loaded?.file !== file) loaded = { file, components: load(name, file) };
  return loaded.components;
}

function load(name: string, file: string): Components {
  const module: { exports: Readonly<Record<string, unknown>> } = { exports: {} };
  try {
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${bundled(file)}\n})`, { filename: file });
    script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  } catch (error) {
    throw refusal(name, 'cannot be loaded', error);
  }
  const exported: unknown = module.exports.default ?? module.exports;
  if (typeof exported !== 'function') throw new Refusal(`${name}: exports no function by default; export one, of type Components`);
  return exported as Components;
}

/** With the files that it imports, as CommonJS. Packages are loaded from its own node_modules/. */
function bundled(file: string): string {
  // Loaded on demand: most users have no such file.
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const options = {
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    absWorkingDir: path.dirname(file),
  } as const;
  const { outputFiles } = buildSync({ ...options, entryPoints: [file], logLevel: 'silent' });
  return outputFiles.map(({ text }) => text).join('');
}

/** An error of the user's code, in one line. */
export function refusal(name: string, problem: string, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  // esbuild names the mistake in its second line.
  const line = lines.find((each) => each.includes(' ERROR: ')) ?? lines[0] ?? '';
  const [, missing] = /Cannot find module '((?:@[^/']+\/)?[^./'][^/']*)/.exec(line) ?? [];
  return new Refusal(`${name}: ${problem} (${line.trim()}); ${missing ? `run npm install --save-dev ${missing}` : 'correct it'}`);
}
