/**
 * Writes the output folder atomically, or only the folder of one cluster, if nothing else changes.
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
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { atEnd, uninterrupted } from '../command-line/at-end';
import { printError } from '../command-line/command';
import { Refusal } from '../command-line/errors';
import { isRunning } from '../command-line/running';
import { codeOf, reasonOf } from '../files/error-code';
import { isFile } from '../files/file-kind';
import { namesIn } from '../files/plain-file';
import { whyUnwritten } from '../files/why-unwritten';
import { claim, forgetUnfinishedClaims, ownerOf } from './claim';
import { type Changes, compareOutput, isAsWanted, type Wanted } from './compare';
import { FLEET_SET } from './fleet-files';
import { type Contents, identityOf, Leftovers } from './leftovers';
import { exists, type Places, placesOf } from './places';

/**
 * Cleans up after a killed command: the output folder is complete afterwards, old or new.
 * @throws Refusal while another process writes it
 */
export const recover = (folder: string): void => uninterrupted(() => recoverFolder(folder));

function recoverFolder(folder: string, attempt = 1): void {
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
    // Another command cleans up at the same time.
    if (codeOf(error) !== 'ENOENT' || attempt === ATTEMPTS)
      throw new Refusal(`${folder}: cannot be cleaned up (${reasonOf(error)}); what is missing in it is in ${staging}`);
    recoverFolder(folder, attempt + 1);
  }
}

/** Undoes a swap that was not finished. */
function putBack(places: Places): void {
  const { out, old } = places;
  if (!exists(old)) return;
  // Another program made the folder again, while the complete one was in the staging folder.
  if (exists(replacementIn(places)) && exists(out)) setAside(places);
  if (exists(out)) return;
  mkdirSync(path.dirname(out), { recursive: true });
  renameSync(old, out);
}

/** What takes the place of `out`. */
const replacementIn = ({ fresh, part }: Places): string => path.join(fresh, part);

/** Removes the staging folder, after everything that other programs wrote was moved out of it. */
function cleanUp({ out, staging, fresh, old, contents, partFile, owner }: Places): void {
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
  for (const place of [fresh, contents, partFile, owner]) rmSync(place, { recursive: true, force: true });
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

/**
 * Decides whether the new folder may replace the old one.
 * @param fresh contains at least the folders of the clusters that change; the old folder itself, if nothing does
 */
export type Review = (fresh: string, changes: Changes) => boolean;

/** A new output folder, complete beside the old one. Until it is written, the end of the process removes it. */
export interface PreparedOutput {
  /** @returns what was changed @throws Refusal if it cannot be written; then nothing is changed */
  write(): Changes;
}

/**
 * Prepares the output folder with the wanted files, and without the others. Signals are handled before this returns and after it.
 * @param review called before the new folder may replace the old one, also if they are the same. @default it may
 * @returns undefined if the review refused it
 * @throws Refusal if it cannot be prepared; then nothing is changed
 */
export function prepareOutput(folder: string, wanted: Wanted, review: Review = () => true): PreparedOutput | undefined {
  if (isAsWanted(folder, wanted)) {
    wanted.known?.save();
    const changes = { written: [], unchanged: [...wanted.files.keys()].sort(), removed: [], replaced: new Map() };
    return review(folder, changes) ? { write: () => changes } : undefined;
  }
  const whole = placesOf(folder, '');
  const withdraw = atEnd(() => recoverIfPossible(folder, whole));
  const end = () => {
    recoverOwn(folder, whole);
    // A signal is delivered with the next events.
    setImmediate(withdraw);
  };
  let isAccepted = false;
  try {
    const { changes, places } = orRecover(folder, whole, () => {
      mkdirSync(path.dirname(whole.out), { recursive: true });
      claim(folder, whole);
      // From here on, no other synth writes.
      const current = compareOutput(folder, wanted);
      const part = changedPart(whole, current, wanted);
      if (part) writeFileSync(whole.partFile, part);
      const changed = placesOf(folder, part ?? '');
      build(changed, current, wanted.files);
      wanted.known?.confirmWritten(changed.fresh, current.written, changed.contents, !exists(whole.out));
      return { changes: current, places: changed };
    });
    isAccepted = review(places.fresh, changes);
    if (!isAccepted) return undefined;
    return {
      write: () => {
        try {
          orRecover(folder, places, () => swap(places));
          wanted.known?.save();
          return changes;
        } finally {
          end();
        }
      },
    };
  } finally {
    if (!isAccepted) end();
  }
}

/** Prepares and writes at once. @returns undefined if the review refused it, and then nothing is changed */
export const writeOutput = (folder: string, wanted: Wanted, review?: Review): Changes | undefined =>
  prepareOutput(folder, wanted, review)?.write();

function recoverOwn(folder: string, { owner }: Places): void {
  if (ownerOf(owner) === process.pid) recoverFolder(folder);
}

/** What is left, the next command cleans up, or says why not. */
function recoverIfPossible(folder: string, places: Places): void {
  try {
    recoverOwn(folder, places);
  } catch {
    // the process ends
  }
}

/** The folder of the one cluster that changes; undefined if more does, or if the folder comes or goes. */
function changedPart({ out }: Places, { written, removed }: Changes, { files }: Wanted): string | undefined {
  const [part, ...others] = new Set([...written, ...removed].map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
  if (!part || others.length > 0) return undefined;
  const stays = [...files.keys()].some((file) => file.startsWith(`${part}/`));
  return stays && lstatSync(path.join(out, part), { throwIfNoEntry: false })?.isDirectory() ? part : undefined;
}

/** How often the new folder is put in its place if another program makes the folder again in between. */
const ATTEMPTS = 100;

function swap(places: Places): void {
  const { out, old } = places;
  if (exists(out)) renameSync(out, old);
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(replacementIn(places), out);
      return;
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '');
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
    const reason = whyUnwritten(error as Error, folder, places.fresh);
    recoverOwn(folder, places);
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${folder}: cannot be written (${reason}); nothing was changed`);
  }
}

/** @param files the text of each file by its path below the whole output folder, as in the changes */
function build(places: Places, { written, removed }: Changes, files: ReadonlyMap<string, string>): void {
  const { out, part, fresh, contents } = places;
  const replacement = replacementIn(places);
  const gone = new Set([...written, ...removed].map((file) => (part ? file.slice(part.length + 1) : file)));
  const kept: Record<string, string> = {};
  mkdirSync(replacement, { recursive: true });
  if (exists(out)) {
    chmodSync(replacement, lstatSync(out).mode & 0o7777);
    keepFolder(out, replacement, '', gone, kept);
  }
  // A review of one cluster reads the ApplicationSet too, which makes its root Application.
  const fleet = path.join(path.dirname(out), FLEET_SET);
  if (part && isFile(fleet)) keepFile(fleet, path.join(fresh, FLEET_SET));
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
