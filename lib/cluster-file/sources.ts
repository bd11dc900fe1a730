/** Finds and reads the cluster files. */
import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { Refusal, UsageError } from '../command-line/command';
import { type Finding, note } from '../findings/finding';
import { nearest } from '../findings/nearest';
import { listFiles, readOutput } from '../output/compare';
import { isFolder, kindOf } from '../output/file-kind';
import { FLEET_SOURCE } from '../output/fleet-files';
import { isOurs } from '../output/header';
import { readPlainFile, whyUnreadable } from '../output/plain-file';
import { type Base, basesOf } from './bases';
import { CLUSTER_NAME_PATTERN, MAX_CLUSTER_NAME } from './cluster-name';
import { CLUSTER_FILE_RULES } from './rules';

export interface ClusterSource {
  /** The file's name without its ending: the cluster's name, unless `gitops.name` sets another one. */
  readonly name: string;
  /** The path of the file, as shown in messages. */
  readonly file: string;
  readonly text: string;
  /** The files that it extends, the lowest first. @default none */
  readonly bases?: readonly Base[];
  /** The file of the fleet that it belongs to. @default none */
  readonly fleet?: FleetSource;
}

/** The file of a fleet, beside the folder with the cluster files. */
export interface FleetSource {
  /** Its path, as shown in messages. */
  readonly file: string;
  readonly text: string;
}

/** A cluster file in the folder or below. */
interface ClusterPath {
  readonly name: string;
  readonly file: string;
}

/**
 * @param folder the folder with the cluster files
 * @param names the clusters to read; empty for all of them
 * @param out the output folder: where it has the output of a cluster, that of the last cluster may be removed. @default there is none
 * @throws UsageError for a name without a file, Refusal for a file or folder that cannot be read
 */
export function readSources(folder: string, names: readonly string[], out?: string): ClusterSource[] {
  if (names.length === 0 && out !== undefined && isFolder(folder) && filesBelow(folder).length === 0 && hasOutput(out)) return [];
  const all = clusterPaths(folder);
  const known = all.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(name.replace(/^.*\//, '').replace(/\.ya?ml$/, ''), known);
    throw new UsageError(`no cluster ${name} in ${folder}; ${meant ? `did you mean ${meant}?` : `use one of ${known.join(', ')}`}`);
  }
  const fleet = fleetBeside(folder);
  return all
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((cluster) => ({ ...readSource(folder, cluster), ...(fleet && { fleet }) }));
}

/** Whether synth wrote the output of a cluster there. */
const hasOutput = (out: string): boolean =>
  listFiles(out).some((file) => file.endsWith('/bootstrap.k8s.yaml') && isOurs(readOutput(out, file)));

/** The cluster files beside the named ones, as far as they can be read; none if no name is given, because then all are named. */
export function readOtherSources(folder: string, names: readonly string[]): ClusterSource[] {
  if (names.length === 0) return [];
  try {
    return clusterPaths(folder)
      .filter(({ name }) => !names.includes(name))
      .flatMap((cluster) => readIfPossible(folder, cluster));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function readIfPossible(folder: string, cluster: ClusterPath): ClusterSource[] {
  try {
    return [readSource(folder, cluster)];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/**
 * The same for a command that is about one cluster, whose name may be left out where there is only one.
 * @throws UsageError where there are several and none is named, and as `readSources`
 */
export function readChosenSources(folder: string, names: readonly string[]): ClusterSource[] {
  const all = clusterPaths(folder);
  if (names.length === 0 && all.length > 1)
    throw new UsageError(`several clusters in ${folder}; name one of ${all.map(({ name }) => name).join(', ')}`);
  return readSources(folder, names);
}

/** The file of the fleet. @throws Refusal if it cannot be read */
function fleetBeside(folder: string): FleetSource | undefined {
  const file = path.join(path.dirname(folder), FLEET_SOURCE);
  const other = file.replace(/yaml$/, 'yml');
  if (kindOf(other) !== undefined) throw otherEnding(other);
  return kindOf(file) === undefined ? undefined : { file, text: readText(file) };
}

function clusterPaths(folder: string): ClusterPath[] {
  if (!isFolder(folder)) throw new UsageError(`no folder ${folder}; name the folder with the cluster files by --clusters`);
  const files = filesBelow(folder).filter((file) => /\.ya?ml$/.test(file));
  if (files.length === 0) throw new Refusal(`${folder}: no cluster file; write ${path.join(folder, '<cluster>.yaml')}`);
  const known = new Map<string, string>();
  return files
    .map((file) => {
      const name = nameOf(file);
      const other = known.get(name);
      if (other !== undefined) throw new Refusal(`${file}:1:1 file: ${other} has the name ${name} too; rename one of them`);
      known.set(name, file);
      return { name, file };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const otherEnding = (file: string): Refusal =>
  new Refusal(`${file}:1:1 file: the ending .yml is not read; rename the file to ${path.basename(file, '.yml')}.yaml`);

function nameOf(file: string): string {
  const name = path.basename(file).replace(/\.ya?ml$/, '');
  if (file.endsWith('.yml')) throw otherEnding(file);
  if (CLUSTER_NAME_PATTERN.test(name)) return name;
  throw new Refusal(
    `${file}:1:1 file: "${name}" is not a valid name for a cluster; rename the file to at most ${MAX_CLUSTER_NAME} lower-case letters, digits and hyphens`,
  );
}

/** A note on each file in the folder that is not a cluster file. Hidden files and Markdown are not meant to be. */
export const unreadIn = (folder: string): Finding[] =>
  filesBelow(folder)
    .filter((file) => !/\.(ya?ml|md)$/.test(file))
    .map((file) => {
      const fix = `rename it to ${path.basename(file).replace(/\.[^.]*$/, '')}.yaml if it is a cluster file; else move it out of ${folder}`;
      // No cluster file can accept it.
      return note({ file }, { ...CLUSTER_FILE_RULES.says('not-read', 'is not read', fix), isFinal: true });
    });

/** The files in a folder and below, except hidden ones, in order. Links to folders are not followed. */
function filesBelow(folder: string): string[] {
  return entriesOf(folder)
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new Refusal(`${folder}: ${whyUnreadable(error)}; make it readable`);
  }
}

function readSource(folder: string, { name, file }: ClusterPath): ClusterSource {
  const text = readText(file);
  const bases = basesOf({ file, text, folder, read: readText });
  return { name, file, text, ...(bases.length > 0 && { bases }) };
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readPlainFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal(`${file}:1:1 file: not encoded as UTF-8; save it as UTF-8`);
    throw new Refusal(`${file}:1:1 file: ${whyUnreadable(error)}; make it a readable file`);
  }
}
