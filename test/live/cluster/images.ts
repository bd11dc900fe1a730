/** The binaries that stand for images. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import path from 'node:path';
import { PROGRAMS, type Program } from './programs';

export interface Image extends Program {
  /** `tempo` */
  readonly name: string;
  /** The file of the binary; undefined for an image of which only the userland is used. */
  readonly binary?: string;
  /** The program that the binary, Node.js, runs as a stand-in: the second word of the entry point. */
  readonly script?: string;
}

const NODE = realpathSync(process.execPath);
const STAND_IN = ['/usr/local/bin/node', '/stand-in.cjs'];

export interface MissingImage {
  /** The image, and what would stand for it: `docker.io/traefik:v3.7.11 (traefik-3.7.11, traefik-3.7, traefik-3 or traefik)`. */
  readonly missing: string;
}

export interface ImageOptions {
  /** Programs whose binary must have the image's whole version in its name. @default none */
  readonly exact?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Finds the binary for an image: first in the folder LIVE_BIN, then on PATH, first with its version in its name, then without.
 * A program that tells its version must have the image's major one.
 */
export function imageFor(image: string, { exact = [], environment = process.env }: ImageOptions = {}): Image | MissingImage {
  const { name, version } = parsed(image);
  const program = PROGRAMS[name] ?? { entry: [`/usr/local/bin/${name}`], hasUserland: true };
  if (name === 'busybox') return { ...program, name };
  if (name === 'node') return { ...program, name, binary: NODE };
  const names = exact.includes(name) ? namesOf(name, version).slice(0, 1) : namesOf(name, version);
  const folders = [environment.LIVE_BIN ?? '', ...(environment.PATH ?? '').split(':')].filter((folder) => folder !== '');
  for (const each of names)
    for (const folder of folders) {
      const binary = path.resolve(folder, each);
      if (isExecutable(binary) && hasMajor(binary, program, version)) return { ...program, name, binary: realpathSync(binary) };
    }
  if (program.standIn) return { ...program, name, entry: [...STAND_IN], binary: NODE, script: path.resolve(program.standIn) };
  return { missing: `${image} (${names.length > 1 ? `${names.slice(0, -1).join(', ')} or ` : ''}${names.at(-1)})` };
}

/** `docker.io/traefik:v2.11.2@sha256:…` is traefik 2.11.2. */
function parsed(image: string): { readonly name: string; readonly version?: string } {
  const [reference = ''] = image.split('@');
  const [, name = '', tag] = /([^/:]+)(?::([^/:]+))?$/.exec(reference) ?? [];
  const version = /^v?(\d+(\.\d+)*)/.exec(tag ?? '')?.[1];
  return { name, version };
}

/** `traefik-2.11.2`, `traefik-2.11`, `traefik-2`, `traefik` */
function namesOf(name: string, version: string | undefined): string[] {
  const parts = version?.split('.') ?? [];
  return [...parts.map((_, index) => `${name}-${parts.slice(0, parts.length - index).join('.')}`), name];
}

function hasMajor(binary: string, { version: args }: Program, wanted: string | undefined): boolean {
  if (args === undefined || wanted === undefined) return true;
  const { stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8' });
  const [, major] = /version:?\s+v?(\d+)\./i.exec(`${stdout}${stderr}`) ?? [];
  return major === undefined || major === wanted.split('.')[0];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
