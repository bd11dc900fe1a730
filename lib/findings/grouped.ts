/** Groups findings that say the same. */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { alsoIn } from './clusters';
import { commandsFor } from './commands-for';
import { type Finding, type Place, type Severity, saidBy } from './finding';
import { groupedBy } from './grouped-by';
import { listed } from './listed';
import { printable } from './printable';

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Notes that differ only in their subject are printed one by one up to this number. A group of more names this many subjects. */
const FEW = 3;

/** Several findings of one rule with the same problem and the same fix, as one. */
export interface Grouped extends Finding {
  /** The subject of each. */
  readonly subjects: readonly string[];
  /** The number of findings. */
  readonly count: number;
}

/**
 * Errors first, then warnings, then notes, and after them what is accepted. A group has the place of its first finding. Findings of
 * different objects in a file are not grouped.
 */
export function grouped(findings: readonly Finding[]): Grouped[] {
  const sorted = findings.map(printable).toSorted((a, b) => rank(a) - rank(b));
  return group(sorted, ({ place }) => place.name).map((alike) => merged(alike));
}

/** Grouped for people: many notes in a file that differ only in their object or subject become one line. */
export function folded(findings: readonly Finding[]): Grouped[] {
  return group(grouped(findings), ({ severity, place }) => (severity === 'note' ? undefined : place.name)).flatMap((alike) =>
    alike[0]?.severity === 'note' && alike.reduce((sum, { subjects, count }) => sum + (subjects.length || count), 0) > FEW
      ? [shortened(merged(alike, FEW))]
      : alike,
  );
}

const rank = ({ severity, accepted }: Finding): number => ORDER[severity] + (accepted === undefined ? 0 : Object.keys(ORDER).length);

/**
 * Grouped for people, over clusters: what is said of several cluster files, or of the same file in the folders of several clusters, is
 * one finding, at the place of the first, with the names of the others and the commands of all. Of many notes, the others are counted.
 * @param clusterFiles the cluster files: other files are named by their paths. @default all files with lines
 */
export function acrossFiles(findings: readonly Finding[], clusterFiles?: readonly string[]): Grouped[] {
  const known = clusterFiles && new Set(clusterFiles);
  return together(grouped(findings), (alike) => clusterNames(alike, known), known);
}

/** The same for groups of each cluster. What several clusters have at one place, such as in a file of the fleet, is one finding too. */
export function acrossClusters(clusters: readonly { readonly name: string; readonly findings: readonly Grouped[] }[]): Grouped[] {
  const names = new Map<Finding, string>();
  const all = clusters.flatMap(({ name, findings }) => findings.map((finding) => ({ name, finding })));
  const shared = groupedBy(all, ({ finding }) => JSON.stringify([finding.place, finding.clusters, ...saidBy(finding)]));
  const once = [...shared.values()].map((alike) => {
    const [{ name, finding }] = alike;
    const [own, ...others] = alike.map((one) => ({ name: one.name, commands: one.finding.commands ?? [] }));
    const differ = others.some(({ commands }) => !isDeepStrictEqual(commands, own?.commands));
    const one = differ && own ? { ...finding, commands: commandsFor([own, ...others]) } : finding;
    names.set(one, name);
    return one;
  });
  return together(once, (alike) =>
    alike.map((finding) => (finding.clusters === undefined ? (names.get(finding) ?? '') : finding.place.file)),
  );
}

type Alike = readonly [Grouped, ...Grouped[]];

/**
 * @param namesOf the names of the clusters that groups are about
 * @param clusterFiles what is said of all of one, without a line, is said of others too. @default of files with the same name
 */
function together(
  findings: readonly Grouped[],
  namesOf: (alike: Alike) => readonly string[],
  clusterFiles?: ReadonlySet<string>,
): Grouped[] {
  const counts = new Map<string, number>();
  const groups = groupedBy(findings, (finding) => {
    const { place } = finding;
    const isInOutput = place.line === undefined && !clusterFiles?.has(place.file);
    const about = JSON.stringify([isInOutput && fileName(place), ...saidBy(finding)]);
    // Several in one file stay apart: the first of a file is like the first of another one.
    const inFile = JSON.stringify([about, place.file]);
    const number = counts.get(inFile) ?? 0;
    counts.set(inFile, number + 1);
    return `${number} ${about}`;
  });
  return [...groups.values()].map((alike) => {
    const [first, ...others] = alike;
    if (others.length === 0) return first;
    const names = namesOf(alike);
    const commands = commandsFor(alike.map((one, index) => ({ name: names[index] ?? '', commands: one.commands ?? [] })));
    const clusters = [first.clusters, alsoIn(names.slice(1), first.severity === 'note')].filter(Boolean).join(', ');
    return { ...first, clusters, ...(commands.length > 0 && { commands }) };
  });
}

const fileName = ({ file }: Place): string => path.basename(file);

/** The name of the cluster of each: its file, or the folder of its output, where all have a file of the same name. */
function clusterNames(alike: Alike, clusterFiles: ReadonlySet<string> | undefined): string[] {
  const [{ place: first }] = alike;
  const isOutput = first.line === undefined && alike.every(({ place }) => fileName(place) === fileName(first));
  if (isOutput) return alike.map(({ place: { file } }) => path.basename(path.dirname(file)));
  const isCluster = ({ line, file }: Place) => line === undefined || (clusterFiles?.has(file) ?? true);
  return alike.map(({ place }) => (isCluster(place) ? path.parse(place.file).name : place.file));
}

/** Lists of findings that say the same, in the order of the first of each. */
const group = <One extends Finding>(
  findings: readonly One[],
  objectOf: (finding: One) => string | undefined,
): (readonly [One, ...One[]])[] => [
  ...groupedBy(findings, (finding) => {
    const { rule, severity, place, clusters, problem, fix, accepted } = finding;
    return JSON.stringify([rule, severity, place.file, place.line, place.column, objectOf(finding), clusters, problem, fix, accepted]);
  }).values(),
];

/** @param most the maximum number of subjects to name. @default all */
function merged(alike: readonly (Finding & Partial<Grouped>)[], most = Number.POSITIVE_INFINITY): Grouped {
  const [first] = alike as [Finding & Partial<Grouped>];
  // The usual one, which needs nothing of what follows.
  if (alike.length === 1 && !first.subjects && !first.commands)
    return { ...first, subjects: first.subject === undefined ? [] : [first.subject], count: 1 };
  const sameObject = alike.every(({ place }) => place.name === first.place.name);
  const subjectsOf = ({ subject, subjects, place }: Finding & Partial<Grouped>): readonly string[] => {
    const own = subjects ?? (subject === undefined ? [] : [subject]);
    if (sameObject || place.name === undefined) return own;
    // A group over several objects names the objects too.
    return own.length > 0 ? own.map((each) => `${place.name} ${each}`) : [place.name];
  };
  const subjects = unique(alike.flatMap(subjectsOf));
  const [subject, ...others] = subjects;
  const parts = unique(alike.flatMap(({ part }) => part ?? []));
  const keys = unique(alike.flatMap(({ each }) => each ?? []));
  const commands = commandsOf(alike);
  const { name: _, ...file } = first.place;
  return {
    ...first,
    place: sameObject ? first.place : file,
    subject,
    // The problem is said of one of them: `Deployment a (also Deployment b): has no ...`.
    part: others.length > 0 ? `also ${listed(others, most - 1)}` : listed(parts) || undefined,
    ...(commands.length > 0 && { commands }),
    each: keys.length > 0 ? listed(keys) : undefined,
    subjects,
    count: alike.reduce((sum, { count = 1 }) => sum + count, 0),
  };
}

/** The commands of several findings, by cluster: those of the first finding there, and what others have besides. */
function commandsOf(findings: readonly Finding[]): string[] {
  const all = new Map<string, string[]>();
  for (const { commands = [] } of findings) {
    for (const [cluster, own] of byCluster(commands)) {
      const known = all.get(cluster);
      if (known) known.push(...own.filter((command) => !known.includes(command)));
      else all.set(cluster, own);
    }
  }
  return [...all.values()].flat();
}

/** The commands after each comment that says in which cluster they belong, with it. */
function byCluster(commands: readonly string[]): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  let cluster = '';
  for (const command of commands) {
    if (command.startsWith('# in the cluster ')) cluster = command;
    const block = blocks.get(cluster);
    if (block) block.push(command);
    else blocks.set(cluster, [command]);
  }
  return blocks;
}

/** The number of findings, if none of them has a subject. */
const shortened = (one: Grouped): Grouped => (one.subject === undefined ? { ...one, subject: `${one.count} times` } : one);

const unique = (values: readonly string[]): string[] => [...new Set(values)];
