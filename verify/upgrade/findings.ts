/** Moves as findings, for every format. */
import { type Finding, note, type Place, type Statement } from '../../lib/findings/finding';
import { listed } from '../../lib/findings/listed';
import { sentence } from '../../lib/findings/sentence';
import { STAGE_KEY } from './migration';
import type { Blocked, Move } from './moves';
import type { Difference } from './pins';
import { UPGRADE_RULES } from './rules';
import type { Written } from './written';

/** What an administrator does with a move. @param written what this run has written, if anything */
export function available(move: Move, written?: Written): Statement | undefined {
  const { from, to } = move;
  if (to === undefined) return undefined;
  const isTried = written?.moves.includes(move) || written?.left.some((other) => other.move === move);
  return UPGRADE_RULES.says('available', `${from} can move to ${to}`, isTried ? besides(move) : wayOf(move));
}

function wayOf(move: Move): string {
  const { key, elsewhere } = move;
  const written = writtenIn(move);
  if (key === STAGE_KEY) return `${written}, after what its step says`;
  return elsewhere ? `${besides(move)}, then ${written}` : written;
}

/** What is to be done besides the change of the number. */
function besides({ key, elsewhere }: Move): string | undefined {
  if (key === STAGE_KEY) return 'do what its step says before you commit it';
  return elsewhere && `${elsewhere} is installed elsewhere: upgrade it there`;
}

/** How the number is changed. `--write` does not change a base, because it may not fit every cluster. */
function writtenIn({ key, elsewhere, base }: Move): string {
  if (base !== undefined) return `change it in ${base}, for every cluster that extends it`;
  return key === STAGE_KEY || elsewhere ? `write it with --keys ${key.join('.')} --write` : 'write it with --write';
}

/** Why there is no further move, in the words of the findings. */
const blocked = ({ version, errors }: Blocked): Statement => ({
  ...UPGRADE_RULES.says('blocked', `${version} does not fit: ${errors.map(sentence).join('. ')}`),
  commands: errors.flatMap(({ commands = [] }) => commands),
});

/** A step of the plan. */
const planned = (step: string): Statement => UPGRADE_RULES.says('plan', step);

export const difference = ({ since, text }: Difference): Statement => UPGRADE_RULES.says('changes', `from ${since}, ${text}`);

/** A move that is not written, because it does not fit those before it. */
const together = ({ move: { to }, errors }: Written['left'][number], { moves }: Written): Statement => {
  const others = listed(moves.map((other) => `${other.key.join('.')} ${other.to}`));
  const problem = `${to} is not written, because it does not fit together with ${others}: ${errors.map(sentence).join('. ')}`;
  return UPGRADE_RULES.says('together', problem, 'write one of them by --keys, and run the command again');
};

/** @param where the place of a key in the cluster file */
export function findingsOf(moves: readonly Move[], where: (key: Move['key']) => Place, written?: Written): Finding[] {
  return moves.flatMap((move) => {
    const left = written?.left.find((other) => other.move === move);
    const own = [
      available(move, written),
      move.blocked && blocked(move.blocked),
      ...move.differences.map(difference),
      ...(move.plan ?? []).map(planned),
      left && written && together(left, written),
    ].filter((statement) => statement !== undefined);
    return [...own.map((statement) => note(where(move.key), statement, { subject: move.key.join('.') })), ...move.news];
  });
}
