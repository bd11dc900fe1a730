/** Moves for a terminal. */
import { commandsFor } from '../../lib/findings/commands-for';
import type { Statement } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { groupedBy } from '../../lib/findings/grouped-by';
import { listed } from '../../lib/findings/listed';
import { commandLines, sentence, severityLabel } from '../../lib/findings/sentence';
import { available, difference } from './findings';
import { STAGE_KEY } from './migration';
import type { Blocked, Move } from './moves';
import type { Written } from './written';

/** The moves of a cluster. */
export interface ClusterMoves {
  readonly name: string;
  /** The cluster file, as in messages. */
  readonly file: string;
  readonly moves: readonly Move[];
  /** The keys that were asked for, and that neither the file nor a base has. @default none */
  readonly absent?: readonly string[];
  /** @default nothing is written */
  readonly written?: Written;
}

/** The moves of what a base has, once for the clusters for which they are the same but for their commands. */
export function baseLines(clusters: readonly ClusterMoves[]): string[] {
  const ofBases = clusters.flatMap(({ name, moves }) =>
    [...groupedBy(moves.filter(hasBase), ({ base }) => base)].map(([base, own]) => ({ name, base, moves: own })),
  );
  const sections = groupedBy(ofBases, ({ moves }) =>
    JSON.stringify(moves, (property, value: unknown) => (['place', 'commands'].includes(property) ? undefined : value)),
  );
  return [...sections.values()].flatMap((alike) =>
    linesOf(`${alike[0].base}, for ${listed(alike.map(({ name }) => name))}`, withAllCommands(alike)),
  );
}

const hasBase = (move: Move): move is Move & { readonly base: string } => move.base !== undefined;

/** The first moves, with the commands of all. */
const withAllCommands = (alike: readonly [Pick<ClusterMoves, 'name' | 'moves'>, ...Pick<ClusterMoves, 'name' | 'moves'>[]]): Move[] =>
  alike[0].moves.map((move, index) => {
    const news = move.news.map((finding, number) => {
      const commands = commandsFor(alike.map(({ name, moves }) => ({ name, commands: moves[index]?.news[number]?.commands ?? [] })));
      return commands.length > 0 ? { ...finding, commands } : finding;
    });
    return { ...move, news };
  });

/** The moves of what the cluster file has itself; nothing if it extends a base that has all. */
export function ownLines({ file, moves, absent = [], written }: ClusterMoves): string[] {
  const own = moves.filter(({ base }) => base === undefined);
  const missing = absent.map((key) => `  ${key}: the file has no such key`);
  if (own.length === 0 && (moves.length > 0 || missing.length > 0)) return missing.length > 0 ? [file, ...missing] : [];
  return [...linesOf(file, own, written), ...missing];
}

/** @param file the cluster file or base, as in messages */
export function linesOf(file: string, moves: readonly Move[], written?: Written): string[] {
  const idle = moves.every(({ to, plan }) => to === undefined && plan === undefined);
  return [file, ...moves.flatMap((move) => moveLines(move, written)), ...(idle ? ['  nothing to move to'] : [])];
}

function moveLines(move: Move, written: Written | undefined): string[] {
  const { key, from, newest, isFixed } = move;
  const name = `  ${key.join('.')}: `;
  const rest = [...(move.blocked ? blockedLines(move.blocked) : []), ...planLines(move)];
  const found = available(move, written);
  if (isFixed) return [`${name}${from} shares its value with other keys by an alias; the newest release is ${newest}; change it by hand`];
  if (!found && key === STAGE_KEY) return [`${name}${from} is the last stage`, ...rest];
  if (!found)
    return [`${name}${newest === undefined ? `${from} is the newest known release` : `${from} is the newest release that fits`}`, ...rest];
  const news = folded(move.news);
  return [
    `${name}${sentence(found)}`,
    ...move.differences.flatMap((each) => item(difference(each))),
    ...news.flatMap((finding) => [`    - ${severityLabel(finding)}${sentence(finding)}`, ...indented(finding)]),
    ...rest,
  ];
}

const planLines = ({ plan = [] }: Move): string[] =>
  plan.length === 0 ? [] : ['    - the way on, one merge for each step:', ...plan.map((step, index) => `        ${index + 1}. ${step}`)];

/** Each error on a line of its own. */
const blockedLines = ({ version, errors }: Blocked): string[] => [
  `    - ${version} does not fit:`,
  ...errors.flatMap((error) => [`        ${sentence(error)}`, ...commandLines(error).map((line) => `        ${line}`)]),
];

const item = (statement: Statement): string[] => [`    - ${sentence(statement)}`, ...indented(statement)];

const indented = (statement: Statement): string[] => commandLines(statement).map((line) => `    ${line}`);
