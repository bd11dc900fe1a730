/** Finds and reads the cluster files. */
import path from 'node:path';
import { CLUSTERS_OPTION } from '../command-line/command';
import { Refusal, UsageError } from '../command-line/errors';
import { entriesOf } from '../files/entries';
import { isBrokenLink, isFolder, kindOf } from '../files/file-kind';
import { namesIn } from '../files/plain-file';
import { type Finding, note } from '../findings/finding';
import { listed } from '../findings/listed';
import { nearest } from '../findings/nearest';
import { APPLICATIONS } from '../output/argocd-files';
import { listFiles, readOutput } from '../output/compare';
import { FLEET_SOURCE } from '../output/fleet-files';
import { isOurs } from '../output/header';
import { type Base, basesOf } from './bases/bases';
import { CLUSTER_NAME_PATTERN, MAX_CLUSTER_NAME } from './cluster-name';
import { CLUSTER_FILE_RULES } from './rules';
import { aboutFile, readText } from './source-text';

export interface ClusterSource {
  /** The file's name without its ending: the cluster's name, unless `gitops.name` sets another one. */
  readonly name: string;
  /** The path of the file, as shown in messages. */
  readonly file: string;
  /** Its folder below that with the cluster files. @default that folder itself */
  readonly folder?: string;
  readonly text: string;
  /** The files that it extends, the lowest first. @default none */
  readonly bases?: readonly Base[];
  /** The file of the fleet that it belongs to. @default none */
  readonly fleet?: FleetSource;
  /** What is wrong with the files themselves, apart from what they contain. @default nothing */
  readonly problems?: readonly Finding[];
  /** Whether bases, or the file itself, cannot be read. What is missing may be there. @default false */
  readonly lacksBases?: boolean;
}

/** The file of a fleet, beside the folder with the cluster files. */
export interface FleetSource {
  /** Its path, as shown in messages. */
  readonly file: string;
  readonly text: string;
}

/** A cluster file in the folder or below. */
interface ClusterPath extends Listed {
  readonly name: string;
  /** What is wrong with its name. */
  readonly problems: readonly Finding[];
}

/**
 * @param folder the folder with the cluster files
 * @param names the clusters to read; empty for all of them
 * @param out the output folder: where it has the output of a cluster, that of the last cluster may be removed. @default there is none
 * @returns the cluster files, each with what is wrong with it
 * @throws UsageError for a name without a file, Refusal for a folder that cannot be read or has no cluster file
 */
export function readSources(folder: string, names: readonly string[], out?: string): ClusterSource[] {
  if (names.length === 0 && out !== undefined && isFolder(folder) && isEmpty(folder) && hasOutput(out)) return [];
  const all = clusterPaths(folder);
  const known = [...new Set(all.map(({ name }) => name))];
  for (const name of names) {
    if (known.includes(name)) continue;
    const meant = nearest(withoutEnding(name), known);
    throw new UsageError(`no cluster ${name} in ${folder}; ${meant ? `did you mean ${meant}?` : `use one of ${shown(known)}`}`);
  }
  const { fleet, problem } = fleetBeside(folder);
  return all
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((cluster) => readSource(folder, problem ? { ...cluster, problems: [problem, ...cluster.problems] } : cluster, fleet));
}

/** Whether synth wrote the output of a cluster there. */
const hasOutput = (out: string): boolean =>
  listFiles(out).some((file) => file.endsWith(`/${APPLICATIONS}`) && isOurs(readOutput(out, file)));

/** The cluster files beside the named ones, as far as they can be read; none if no name is given, because then all are named. */
export function readOtherSources(folder: string, names: readonly string[]): ClusterSource[] {
  if (names.length === 0) return [];
  try {
    const { fleet } = fleetBeside(folder);
    return clusterPaths(folder)
      .filter(({ name }) => !names.includes(name))
      .map((cluster) => readSource(folder, cluster, fleet));
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
    throw new UsageError(`several clusters in ${folder}; name one of ${shown(all.map(({ name }) => name))}`);
  return readSources(folder, names);
}

/** The names of clusters in a message that has one line. */
const shown = (names: readonly string[]): string => (names.length > MOST_SHOWN ? listed(names, MOST_SHOWN) : names.join(', '));

const MOST_SHOWN = 12;

/** The file of the fleet, or what is wrong with it; neither if there is none. */
function fleetBeside(folder: string): { readonly fleet?: FleetSource; readonly problem?: Finding } {
  const file = path.join(folder, '..', FLEET_SOURCE);
  const other = namesIn(path.dirname(file)).find(
    (name) => name !== FLEET_SOURCE && name.replace(ENDING, '.yaml').toLowerCase() === FLEET_SOURCE,
  );
  if (other !== undefined) return { problem: otherName(path.join(path.dirname(file), other), FLEET_SOURCE) };
  if (kindOf(file) === undefined && !isBrokenLink(file)) return {};
  const text = readText(file);
  return typeof text === 'string' ? { fleet: { file, text } } : { problem: text };
}

function clusterPaths(folder: string): ClusterPath[] {
  if (!isFolder(folder)) {
    const place = folder === CLUSTERS_OPTION.clusters.default ? `; run the command in the folder that has it, or` : ';';
    throw new UsageError(`no folder ${folder}${place} name the folder with the cluster files by --clusters`);
  }
  const files = filesBelow(folder).filter(({ file }) => ENDING.test(file));
  if (files.length === 0) throw new Refusal(`${folder}: no cluster file; write ${path.join(folder, '<cluster>.yaml')}`);
  const known = new Map<string, string>();
  return files
    .map(({ file, isPlain }) => {
      const name = withoutEnding(file);
      const problem = problemOfName(file, name, known.get(name));
      known.set(name, file);
      return { name, file, isPlain, problems: problem ? [problem] : [] };
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** @param other an earlier file of the same name */
function problemOfName(file: string, name: string, other: string | undefined): Finding | undefined {
  if (other !== undefined) return aboutFile('file-name', file, `${other} has the name ${name} too`, 'rename one of them');
  if (!file.endsWith('.yaml')) return otherName(file, `${name}.yaml`);
  if (CLUSTER_NAME_PATTERN.test(name)) return undefined;
  const fix = `rename the file to at most ${MAX_CLUSTER_NAME} lower-case letters, digits and hyphens`;
  return aboutFile('file-name', file, `"${name}" is not a valid name for a cluster`, fix);
}

/** The endings that are meant as that of a cluster file, of which only `.yaml` is read. */
const ENDING = /\.ya?ml$/i;

const withoutEnding = (file: string): string => path.basename(file).replace(ENDING, '');

function otherName(file: string, right: string): Finding {
  const problem = file.endsWith('.yaml') ? `only the name ${right} is read` : `the ending ${path.extname(file)} is not read`;
  return aboutFile('file-name', file, problem, `rename the file to ${right}`);
}

/** A note on each file in the folder that is not a cluster file. Hidden files and Markdown are not meant to be. */
export function unreadIn(folder: string): Finding[] {
  const files = filesBelow(folder).map(({ file }) => file);
  const names = new Set(files.filter((file) => ENDING.test(file)).map(withoutEnding));
  return files.filter((file) => !ENDING.test(file) && !file.endsWith('.md')).map((file) => unread(file, folder, names));
}

/** @param names those of the cluster files: a copy such as `home.yaml.orig` cannot have the name of one */
function unread(file: string, folder: string, names: ReadonlySet<string>): Finding {
  const [name = ''] = path.basename(file).split('.');
  const mayBeCluster = CLUSTER_NAME_PATTERN.test(name) && !names.has(name) && !isFolder(file);
  const move = `move it out of ${folder}`;
  const fix = mayBeCluster ? `rename it to ${name}.yaml if it is a cluster file; else ${move}` : move;
  const problem = isFolder(file) ? 'is a link to a folder, which is not followed' : 'is not read';
  // No cluster file can accept it.
  return note({ file }, { ...CLUSTER_FILE_RULES.says('not-read', problem, fix), isFinal: true });
}

/** Whether a folder has no files but hidden ones. */
const isEmpty = (folder: string): boolean =>
  entriesOf(folder).every((entry) => entry.name.startsWith('.') || (entry.isDirectory() && isEmpty(path.join(folder, entry.name))));

/** What a folder lists as no folder. */
interface Listed {
  readonly file: string;
  /** Whether it is a plain file, and not a link or a pipe. */
  readonly isPlain: boolean;
}

/** The files in a folder and below, except hidden ones, in order. Links to folders are not followed. */
function filesBelow(folder: string): Listed[] {
  const start = path.join(folder, 'x').slice(0, -1);
  return entriesOf(folder)
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = start + entry.name;
      return entry.isDirectory() ? filesBelow(file) : { file, isPlain: entry.isFile() };
    });
}

function readSource(folder: string, { name, file, isPlain, problems: ofName }: ClusterPath, fleet: FleetSource | undefined): ClusterSource {
  const own = path.dirname(file);
  const below = own === folder ? '' : path.relative(folder, own);
  const where = { name, file, folder: below || undefined, fleet };
  const text = readText(file, isPlain);
  if (typeof text !== 'string') return { ...where, text: UNREAD, problems: [...ofName, text], lacksBases: true };
  const { bases, problems } = basesOf({ file, text, folder, read: readText });
  return { ...where, text, bases: filled(bases), problems: filled([...ofName, ...problems]), lacksBases: problems.length > 0 };
}

const filled = <One>(list: readonly One[]): readonly One[] | undefined => (list.length > 0 ? list : undefined);

/** In place of a text that cannot be read. */
const UNREAD = '{}';
