/** What a reviewer asks first about a change of a cluster. */
import type { Finding } from '../lib/findings/finding';
import { lineOf, reasonOf, sentence } from '../lib/findings/sentence';
import { CHANGE_RULES } from '../verify/change/rules';
import { counted } from '../verify/report/tally';
import { type ClusterDiff, VALUES_FILE } from './cluster-diff';
import { isGenerated, titleOf } from './details';
import type { Block, Item } from './document';
import type { ObjectChange } from './objects';
import { type Steps, stepBlocks, stepsOf } from './steps';

/** In the order in which a reviewer needs them. */
export function openingOf(diff: ClusterDiff): Block[] {
  if (diff.state === 'unchanged') return [...unchanged(diff), ...notCompared(diff)];
  const { findings } = diff;
  const isRestart = ({ rule }: Finding) => rule === CHANGE_RULES.idOf('restarts');
  const dangers = findings.filter(({ severity }) => severity !== 'note');
  const restarted = findings.filter(isRestart);
  const steps = stepsOf(
    findings.filter((finding) => !isRestart(finding)),
    diff.byHand.steps,
  );
  return [
    ...(diff.renamedFrom ? [{ text: `The cluster \`${diff.renamedFrom}\` is now \`${diff.name}\`.` }] : []),
    ...stale(diff),
    ...verdict(diff),
    ...overview(diff, dangers, restarted, steps),
    ...list('What it loses, or what blocks it', dangers.map(said)),
    ...components(diff),
    ...list('Deleted', deleted(diff.objects)),
    ...list('Leaves the output, and stays in the cluster', staying(diff.objects)),
    ...list('Added', byComponent(diff.objects.filter(({ change, kind }) => change === 'added' && kind !== VALUES_FILE))),
    ...list('Moved or renamed: the old ones leave the output, and the new ones are created', replaced(diff.objects)),
    ...list('Restarts', restarted.map(said)),
    ...list(
      'Addresses that move',
      diff.addresses.map(({ subject, before, after }) => ({ text: `${subject}: ${moved(before, after)}` })),
    ),
    ...list('Argo CD may do more', permissions(diff.objects)),
    ...list(
      diff.state === 'new' ? 'The cluster must already have' : 'The cluster must have before the merge, and did not need until now',
      diff.byHand.required.map(requirement),
    ),
    ...stepBlocks(steps),
    ...list('Good to know', steps.remarks),
    ...notCompared(diff),
  ];
}

/** Below the first line of a requirement is YAML, indented as for a terminal. */
function requirement(text: string): Item {
  const [first = '', ...lines] = text.split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return { text: first, ...(lines.length > 0 && { yaml: lines.map((line) => line.slice(indent)) }) };
}

function unchanged(diff: ClusterDiff): Block[] {
  if (diff.stale !== undefined) return stale(diff);
  return [{ text: diff.notCompared.length > 0 ? 'Nothing changes in what could be compared.' : 'Nothing changes in the cluster.' }];
}

/** What matters most, in one line, so that nothing is told by silence. */
function overview(
  { objects, byHand }: ClusterDiff,
  dangers: readonly Finding[],
  restarted: readonly Finding[],
  { before, after }: Steps,
): Block[] {
  const replacements = objects.filter(({ change }) => change === 'renamed').length;
  const restarts = [...new Set(restarted.map(({ subject }) => subject))].join(', ');
  const required = byHand.required.length > 0 ? [counted(byHand.required.length, 'requirement')] : [];
  const parts = [
    `may lose or block: ${orNothing(dangers.length, 'finding')}`,
    `restarts by itself: ${restarts || 'nothing'}`,
    `deleted: ${orNothing(deletedIn(objects).length, 'object')}`,
    ...(replacements > 0 ? [`moved or renamed: ${counted(replacements, 'object')}`] : []),
    `before the merge: ${[...required, ...(before.length > 0 ? [counted(before.length, 'step')] : [])].join(' and ') || 'nothing'}`,
    `after it: ${orNothing(after.length, 'step')}`,
  ];
  return [{ text: parts.join(' · ') }];
}

const orNothing = (number: number, noun: string): string => (number === 0 ? 'nothing' : counted(number, noun));

const list = (heading: string, items: readonly Item[]): Block[] => (items.length === 0 ? [] : [{ heading, level: 3 }, { items }]);

const said = (finding: Finding): Item => ({
  text: `${finding.severity === 'note' ? '' : `**${severityOf(finding)}** `}${about(finding)}${reasonOf(finding)}`,
});

/** What has no subject is about its place. */
const about = (finding: Finding): string => (finding.subject === undefined ? lineOf(finding) : sentence(finding));

const severityOf = ({ severity, accepted }: Finding): string => (accepted === undefined ? severity : `accepted ${severity}`);

const stale = (diff: ClusterDiff): Block[] => (diff.stale === undefined ? [] : [{ text: `**Not the current output**: ${diff.stale}` }]);

function verdict({ verdict, notCompared: missing }: ClusterDiff): Block[] {
  if (!verdict) return [];
  const { before, after, appeared, resolved, isOneSided } = verdict;
  const text = before === undefined || before === after ? `verify: ${after}` : `verify: ${after}; before: ${before}`;
  const why = missing.length > 0 ? '; see what was not compared below' : '';
  const items = [
    ...appeared.map((finding) => ({ text: `${isOneSided ? '' : 'new '}**${finding.severity}** ${about(finding)}` })),
    ...resolved.map((finding) => ({ text: `resolved ${finding.severity} ${about(finding)}` })),
  ];
  return [{ text: text + why }, ...(items.length > 0 ? [{ items }] : [])];
}

/** The number of objects by component and kind of change. */
function components({ objects }: ClusterDiff): Block[] {
  const names = [...new Set(objects.map(({ component }) => component))];
  if (names.length === 0) return [];
  const rows = names.map((name) => {
    const own = objects.filter(({ component }) => component === name);
    const cell = (...changes: ObjectChange['change'][]) => {
      const found = own.filter((object) => changes.includes(object.change) && !isGenerated(object)).length;
      return found === 0 ? '' : String(found);
    };
    const generated = own.filter(isGenerated).length;
    return [name, cell('added'), cell('changed'), cell('renamed'), cell('removed'), generated === 0 ? '' : String(generated)];
  });
  return [{ head: ['component', 'added', 'changed', 'moved or renamed', 'removed', 'only generated fields'], rows }];
}

/** Kinds that hold data, the loudest first. */
const DATA = ['Namespace', 'PersistentVolumeClaim', 'Secret', 'CustomResourceDefinition'];

/** The objects that Argo CD deletes. */
const deletedIn = (objects: readonly ObjectChange[]): ObjectChange[] =>
  objects.filter((object) => object.change === 'removed' && !isStaying(object) && object.kind !== VALUES_FILE);

/** What holds data has a line of its own; the rest is one line for each component. */
function deleted(objects: readonly ObjectChange[]): Item[] {
  const removed = deletedIn(objects);
  const data = removed.filter(({ kind }) => DATA.includes(kind)).sort((a, b) => DATA.indexOf(a.kind) - DATA.indexOf(b.kind));
  return [
    ...data.map((object) => ({ text: `**\`${titleOf(object)}\` with what is in it**` })),
    ...byComponent(removed.filter(({ kind }) => !DATA.includes(kind))),
  ];
}

/** Argo CD keeps it, or does not manage it: an administrator applies the AppProjects. */
const isStaying = ({ isKept, kind }: ObjectChange): boolean => isKept === true || kind === 'AppProject';

const staying = (objects: readonly ObjectChange[]): Item[] =>
  byComponent(objects.filter((object) => object.change === 'removed' && isStaying(object)));

function byComponent(objects: readonly ObjectChange[]): Item[] {
  const components = [...new Set(objects.map(({ component }) => component))];
  return components.map((name) => {
    const own = objects.filter(({ component }) => component === name);
    return { text: `${name}: ${own.map((object) => `\`${titleOf(object)}\``).join(', ')}` };
  });
}

/** One line for each component and pair of namespaces; an object with another name has its own. */
function replaced(objects: readonly ObjectChange[]): Item[] {
  const groups = new Map<string, string[]>();
  for (const object of objects.filter(({ change }) => change === 'renamed')) {
    const { kind, name, namespace, from = '', component } = object;
    const [old] = from.split('/');
    const isMoved = from === `${old}/${name}` && old !== namespace;
    const key = isMoved ? `${component}: from namespace \`${old}\` to \`${namespace}\`: ` : `${component}: `;
    groups.set(key, [...(groups.get(key) ?? []), `\`${isMoved ? `${kind} ${name}` : titleOf(object)}\``]);
  }
  return [...groups].map(([key, titles]) => ({ text: key + titles.join(', ') }));
}

const moved = (before: string | undefined, after: string | undefined): string => {
  if (before === undefined) return `\`${after}\` is new`;
  return after === undefined ? `\`${before}\` is gone` : `\`${after}\` instead of \`${before}\``;
};

const PERMISSIONS = /^spec\.(sourceRepos|destinations|(cluster|namespace)ResourceWhitelist|sourceNamespaces)/;
const PROHIBITIONS = /^spec\.((cluster|namespace)ResourceBlacklist|syncWindows)/;

/** What an AppProject permits now and did not before. */
function permissions(objects: readonly ObjectChange[]): Item[] {
  return objects
    .filter(({ kind, change }) => kind === 'AppProject' && change !== 'removed')
    .flatMap((project) => [
      ...project.fields
        .filter(({ path, after }) => PERMISSIONS.test(path) && after !== undefined)
        .map(({ path, after }) => ({
          text: `AppProject \`${project.name}\` permits \`${inline(after)}\` in \`${path.replace('[]', '')}\``,
        })),
      ...project.fields
        .filter(({ path, before }) => PROHIBITIONS.test(path) && before !== undefined)
        .map(({ path, before }) => ({ text: `AppProject \`${project.name}\` no longer forbids \`${inline(before)}\` in \`${path}\`` })),
    ]);
}

const inline = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const notCompared = ({ notCompared: phrases }: ClusterDiff): Block[] =>
  list(
    'Not compared',
    phrases.map((text) => ({ text })),
  );

/** The state of a cluster in its heading: `home: 3 objects changed`. */
export function headingOf({ name, state, objects, stale }: ClusterDiff): string {
  return {
    new: `${name}: new, ${counted(objects.length, 'object')}`,
    removed: `${name}: leaves the output`,
    unchanged: stale === undefined ? `${name}: no change found` : `${name}: not compared`,
    changed: `${name}: ${countsOf(objects)}`,
  }[state];
}

/** `2 objects added, 1 changed`; without those of which only generated fields differ. */
function countsOf(objects: readonly ObjectChange[]): string {
  const count = (change: ObjectChange['change']) => objects.filter((object) => object.change === change && !isGenerated(object)).length;
  const counts = [
    ...(['added', 'changed', 'removed'] as const).map((change) => [count(change), change] as const),
    [count('renamed'), 'moved or renamed'] as const,
  ].filter(([number]) => number > 0);
  const [[first, verb] = [0, 'changed'], ...others] = counts;
  return [`${counted(first, 'object')} ${verb}`, ...others.map(([number, other]) => `${number} ${other}`)].join(', ');
}
