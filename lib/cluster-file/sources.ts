/** Finds and reads the cluster files. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Refusal, UsageError } from '../command-line/command';
import { nearest } from '../findings/nearest';
import { isFolder } from '../output/file-kind';
import { readPlainFile, whyUnreadable } from '../output/plain-file';
import { CLUSTER_NAME_PATTERN, MAX_CLUSTER_NAME } from './cluster-name';

export interface ClusterSource {
  /** The file's name without its ending: the cluster's name, unless `gitops.name` sets another one. */
  readonly name: string;
  /** The path of the file, as shown in messages. */
  readonly file: string;
  readonly text: string;
}

/**
 * @param folder the folder with the cluster files
 * @param names the clusters to read; empty for all of them
 * @throws UsageError for a name without a file, Refusal for a file or folder that cannot be read
 */
export function readSources(folder: string, names: readonly string[]): ClusterSource[] {
  const all = clusterNames(folder);
  for (const name of names) {
    if (all.includes(name)) continue;
    const meant = nearest(name.replace(/^.*\//, '').replace(/\.ya?ml$/, ''), all);
    throw new UsageError(`no cluster ${name} in ${folder}; ${meant ? `did you mean ${meant}?` : `use one of ${all.join(', ')}`}`);
  }
  return all.filter((name) => names.length === 0 || names.includes(name)).map((name) => readSource(folder, name));
}

/** The cluster files beside the named ones, as far as they can be read; none if no name is given, because then all are named. */
export function readOtherSources(folder: string, names: readonly string[]): ClusterSource[] {
  if (names.length === 0) return [];
  try {
    return clusterNames(folder)
      .filter((name) => !names.includes(name))
      .flatMap((name) => readIfPossible(folder, name));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function readIfPossible(folder: string, name: string): ClusterSource[] {
  try {
    return [readSource(folder, name)];
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
  const all = clusterNames(folder);
  if (names.length === 0 && all.length > 1) throw new UsageError(`several clusters in ${folder}; name one of ${all.join(', ')}`);
  return readSources(folder, names);
}

function clusterNames(folder: string): string[] {
  if (!isFolder(folder)) throw new UsageError(`no folder ${folder}; name the folder with the cluster files by --clusters`);
  const files = entriesOf(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
  if (files.length === 0) throw new Refusal(`${folder}: no cluster file; write ${path.join(folder, '<cluster>.yaml')}`);
  return files.map((file) => {
    const name = file.replace(/\.ya?ml$/, '');
    if (file.endsWith('.yml'))
      throw new Refusal(`${path.join(folder, file)}:1:1 file: the ending .yml is not read; rename the file to ${name}.yaml`);
    if (!CLUSTER_NAME_PATTERN.test(name)) {
      throw new Refusal(
        `${path.join(folder, file)}:1:1 file: "${name}" is not a valid name for a cluster; rename the file to at most ${MAX_CLUSTER_NAME} lower-case letters, digits and hyphens`,
      );
    }
    return name;
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Refusal(`${folder}: ${whyUnreadable(error)}; make it readable`);
  }
}

function readSource(folder: string, name: string): ClusterSource {
  const file = path.join(folder, `${name}.yaml`);
  try {
    return { name, file, text: new TextDecoder('utf-8', { fatal: true }).decode(readPlainFile(file)) };
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal(`${file}:1:1 file: not encoded as UTF-8; save it as UTF-8`);
    throw new Refusal(`${file}:1:1 file: ${whyUnreadable(error)}; make it a readable file`);
  }
}
