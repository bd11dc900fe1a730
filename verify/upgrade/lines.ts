/** Moves for a terminal. */
import type { Statement } from '../../lib/findings/finding';
import { folded } from '../../lib/findings/grouped';
import { commandLines, sentence, severityLabel } from '../../lib/findings/sentence';
import { available, difference } from './findings';
import type { Blocked, Move } from './moves';

/** @param file the cluster file, as in messages */
export function linesOf(file: string, moves: readonly Move[]): string[] {
  const idle = moves.every(({ to }) => to === undefined);
  return [file, ...moves.flatMap(moveLines), ...(idle ? ['  nothing to move to'] : [])];
}

function moveLines(move: Move): string[] {
  const { key, from, newest, isFixed } = move;
  const name = `  ${key.join('.')}: `;
  const rest = move.blocked ? blockedLines(move.blocked) : [];
  const found = available(move);
  if (isFixed) return [`${name}${from} shares its value with other keys by an alias; the newest release is ${newest}; change it by hand`];
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

/** Each error on a line of its own. */
const blockedLines = ({ version, errors }: Blocked): string[] => [
  `    - ${version} does not fit:`,
  ...errors.flatMap((error) => [`        ${sentence(error)}`, ...commandLines(error).map((line) => `        ${line}`)]),
];

const item = (statement: Statement): string[] => [`    - ${sentence(statement)}`, ...indented(statement)];

const indented = (statement: Statement): string[] => commandLines(statement).map((line) => `    ${line}`);
