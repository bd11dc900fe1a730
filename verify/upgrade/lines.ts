/** Moves for a terminal. */
import type { Statement } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { commandLines, sentence, severityLabel } from '../../lib/findings/sentence';
import { available, difference } from './findings';
import { STAGE_KEY } from './migration';
import type { Blocked, Move } from './moves';

/** @param file the cluster file, as in messages */
export function linesOf(file: string, moves: readonly Move[]): string[] {
  const idle = moves.every(({ to, plan }) => to === undefined && plan === undefined);
  return [file, ...moves.flatMap(moveLines), ...(idle ? ['  nothing to move to'] : [])];
}

function moveLines(move: Move): string[] {
  const { key, from, newest, isFixed } = move;
  const name = `  ${key.join('.')}: `;
  const rest = [...(move.blocked ? blockedLines(move.blocked) : []), ...planLines(move)];
  const found = available(move);
  if (isFixed) return [`${name}${from} shares its value with other keys by an alias; the newest release is ${newest}; change it by hand`];
  if (!found && key === STAGE_KEY) return [`${name}${from} is the last stage`, ...rest];
  if (!found)
    return [`${name}${newest === undefined ? `${from} is the newest known release` : `${from} is the newest release that fits`}`, ...rest];
  const news = folded(move.news);
  return [
    `${name}${sentence(found)}`,
    ...move.differences.flatMap((each) => item(difference(each))),
    ...(move.base === undefined
      ? []
      : [`    - ${move.base} has it, and --write does not change a base; change it there for every cluster that extends it`]),
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
