/**
 * Writes the output folder atomically.
 *
 * The new folder is built beside the old one, unchanged files as hard links, and then takes its place by two renames: no
 * file system can rename onto a folder that is not empty, and Node.js has no call that exchanges two. Between the renames
 * the complete old folder is in the staging folder; `recover` puts it back. What other programs wrote into the old folder
 * meanwhile moves into the new one.
 */
import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { uninterrupted } from '../command-line/at-end';
import { printError, Refusal } from '../command-line/command';
import { isRunning } from '../command-line/running';
import { type Changes, compareOutput, type Wanted } from './compare';
import { kindOf } from './file-kind';
import { type Contents, identityOf, Leftovers } from './leftovers';
import { namesIn } from './plain-file';

interface Places {
  readonly out: string;
  /** Beside the output folder, so on the same file system. It exists while a process writes, or after it was killed while writing. */
  readonly staging: string;
  readonly fresh: string;
  readonly old: string;
  /** A file with the contents of the old folder when the new one was built. */
  readonly contents: string;
  /** A file with the id of the writing process. */
  readonly owner: string;
}

/** @throws Refusal for a folder that cannot be replaced */
function placesOf(folder: string): Places {
  const out = realPathOf(folder);
  refuseBelowFile(folder, out);
  // The whole folder is moved, so it must not contain the working directory or this program.
  const moved = [process.cwd(), __dirname].find((place) => !path.relative(out, place).startsWith('..'));
  if (moved !== undefined) throw new Refusal(`${folder}: contains ${moved}, and would be moved; choose another folder with --out`);
  const staging = path.join(path.dirname(out), `.${path.basename(out)}.tempo-gitops`);
  const within = (name: string) => path.join(staging, name);
  return { out, staging, fresh: within('new'), old: within('old'), contents: within('contents'), owner: within('owner') };
}

function realPathOf(folder: string): string {
  try {
    return exists(folder) ? realpathSync(folder) : path.resolve(folder);
  } catch {
    throw new Refusal(`${folder}: a link that leads nowhere; choose another folder with --out`);
  }
}

/** @param out its real path */
function refuseBelowFile(folder: string, out: string): void {
  for (let parent = path.dirname(out); ; parent = path.dirname(parent)) {
    const kind = kindOf(parent);
    if (kind === 'folder' || (kind === undefined && parent === path.dirname(parent))) return;
    if (kind !== undefined) throw new Refusal(`${folder}: ${parent} is not a folder; choose another folder with --out`);
  }
}

function exists(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // below a file
  }
}

/**
 * Cleans up after a killed command: the output folder is complete afterwards, old or new.
 * @throws Refusal while another process writes it
 */
export const recover = (folder: string): void => uninterrupted(() => recoverFolder(folder));

function recoverFolder(folder: string): void {
  const places = placesOf(folder);
  const { staging, owner } = places;
  forgetUnfinishedClaims(staging);
  if (!exists(staging)) return;
  const writer = ownerOf(owner);
  if (writer !== undefined && writer !== process.pid && isRunning(writer)) {
    throw new Refusal(`${folder}: is being written by process ${writer}; wait for it, or delete ${owner} if that process is not a synth`);
  }
  try {
    putBack(places);
    cleanUp(places);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Refusal(`${folder}: cannot be cleaned up (${code ?? message}); what is missing in it is in ${staging}`);
  }
}

/** Undoes a swap that was not finished. */
function putBack(places: Places): void {
  const { out, fresh, old } = places;
  if (!exists(old)) return;
  // Another program made the folder again, while the complete one was in the staging folder.
  if (exists(fresh) && exists(out)) setAside(places);
  if (!exists(out)) renameSync(old, out);
}

/** Removes the staging folder, after everything that other programs wrote was moved out of it. */
function cleanUp({ out, staging, fresh, old, contents, owner }: Places): void {
  const known = contentsIn(contents);
  const found = namesIn(staging).filter((name) => name.startsWith(FOUND));
  const all = [
    ...(exists(old) ? [new Leftovers(old, out, known)] : []),
    ...found.map((name) => new Leftovers(path.join(staging, name), out, known)),
  ];
  for (const leftovers of all) {
    leftovers.settle();
    for (const moved of leftovers.moved) printError(`note: ${moved}`);
  }
  for (const place of [fresh, contents, owner]) rmSync(place, { recursive: true, force: true });
  rmdirSync(staging);
}

/** The prefix of folders in the staging folder that another program made in the place of the output folder. */
const FOUND = 'found-';

function setAside({ out, staging }: Places): void {
  const taken = namesIn(staging);
  let number = 1;
  while (taken.includes(`${FOUND}${number}`)) number++;
  renameSync(out, path.join(staging, `${FOUND}${number}`));
}

function contentsIn(file: string): Contents {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Contents;
  } catch {
    return { kept: {}, gone: [] };
  }
}

/** Decides whether the new folder may replace the old one. @param fresh the complete new folder */
export type Review = (fresh: string, changes: Changes) => boolean;

/**
 * Writes the wanted files to the output folder, and removes the others.
 * @param review called before the new folder replaces the old one. @default it may
 * @returns what was changed; undefined if the review refused it, and then nothing is changed
 * @throws Refusal if it cannot be written; then nothing is changed
 */
export const writeOutput = (folder: string, wanted: Wanted, review: Review = () => true): Changes | undefined =>
  uninterrupted(() => writeFolder(folder, wanted, review));

function writeFolder(folder: string, wanted: Wanted, review: Review): Changes | undefined {
  const before = compareOutput(folder, wanted);
  if (isNothing(before)) return before;
  const places = placesOf(folder);
  const changes = orRecover(folder, places, () => {
    mkdirSync(path.dirname(places.out), { recursive: true });
    claim(places);
    // Another process may have written since the first comparison.
    const current = compareOutput(folder, wanted);
    build(places, current, wanted.files);
    return current;
  });
  let isAccepted = false;
  try {
    isAccepted = review(places.fresh, changes);
    if (isAccepted) orRecover(folder, places, () => swap(places));
  } finally {
    recoverFolder(folder);
  }
  return isAccepted ? changes : undefined;
}

/** How often the new folder is put in its place if another program makes the folder again in between. */
const ATTEMPTS = 100;

function swap(places: Places): void {
  const { out, old, fresh } = places;
  if (exists(out)) renameSync(out, old);
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(fresh, out);
      return;
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!isTaken || attempt === ATTEMPTS) throw error;
      setAside(places);
    }
  }
}

/** Does a step of writing. If it fails, the output folder is as before. */
function orRecover<Result>(folder: string, places: Places, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (ownerOf(places.owner) === process.pid) recoverFolder(folder);
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${folder}: cannot be written (${(error as Error).message}); nothing was changed`);
  }
}

const isNothing = ({ written, removed }: Changes): boolean => written.length + removed.length === 0;

/** Creates the staging folder with its owner in it, in one step. */
function claim({ out, staging, owner }: Places): void {
  const prepared = `${staging}.${process.pid}`;
  rmSync(prepared, { recursive: true, force: true });
  mkdirSync(prepared);
  writeFileSync(path.join(prepared, path.basename(owner)), String(process.pid));
  try {
    renameSync(prepared, staging);
  } catch {
    rmSync(prepared, { recursive: true, force: true });
    throw new Refusal(`${out}: is being written by another process; wait for it and try again`);
  }
}

/** Removes staging folders that were not renamed because their process was killed. */
function forgetUnfinishedClaims(staging: string): void {
  const parent = path.dirname(staging);
  for (const name of namesIn(parent)) {
    const pid = name.startsWith(`${path.basename(staging)}.`) ? Number(name.slice(path.basename(staging).length + 1)) : 0;
    if (pid > 0 && (pid === process.pid || !isRunning(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function build({ out, fresh, contents }: Places, { written, removed }: Changes, files: ReadonlyMap<string, string>): void {
  const gone = new Set([...written, ...removed]);
  const kept: Record<string, string> = {};
  mkdirSync(fresh);
  if (exists(out)) {
    chmodSync(fresh, lstatSync(out).mode & 0o7777);
    keepFolder(out, fresh, '', gone, kept);
  }
  for (const folder of new Set(written.map((file) => path.dirname(file)))) mkdirSync(path.join(fresh, folder), { recursive: true });
  for (const file of written) writeFileSync(path.join(fresh, file), files.get(file) ?? '');
  const known: Contents = { kept, gone: [...gone] };
  writeFileSync(contents, JSON.stringify(known));
}

/** Copies a folder without the files in `gone`, and adds the others to `kept`. A folder that contained only those is left out; an empty folder is kept. */
function keepFolder(from: string, to: string, below: string, gone: ReadonlySet<string>, kept: Record<string, string>): void {
  for (const child of readdirSync(path.join(from, below), { withFileTypes: true })) {
    const name = below ? `${below}/${child.name}` : child.name;
    const source = path.join(from, name);
    const target = path.join(to, name);
    if (child.isDirectory()) {
      mkdirSync(target);
      chmodSync(target, lstatSync(source).mode & 0o7777);
      keepFolder(from, to, name, gone, kept);
      if (readdirSync(target).length === 0 && readdirSync(source).length > 0) rmSync(target, { recursive: true });
    } else if (child.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target);
      kept[name] = identityOf(source, false);
    } else if (!gone.has(name)) kept[name] = keepFile(source, target);
  }
}

/** @returns its identity */
function keepFile(source: string, target: string): string {
  try {
    linkSync(source, target);
    return identityOf(target, true);
  } catch {
    const identity = identityOf(source, false);
    copyFileSync(source, target); // a file system without hard links
    return identity;
  }
}

function ownerOf(owner: string): number | undefined {
  try {
    return Number(readFileSync(owner, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
