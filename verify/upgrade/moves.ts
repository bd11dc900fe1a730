/** What the components of a cluster file can move to. */
import type { ClusterFile } from '../../charts/cluster-file';
import type { Stage } from '../../charts/tempo/migration/stages';
import { type Base, documentOf } from '../../lib/cluster-file/bases/bases';
import { Document } from '../../lib/cluster-file/document';
import { edited } from '../../lib/cluster-file/edit';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import type { Path } from '../../lib/yaml/parsed';
import { end, migrationPlan, nextStage, STAGE_KEY } from './migration';
import { type Candidate, type Difference, PINS, type Pin } from './pins';
import type { Trial, Verdict } from './trial';

/** A release that does not fit, and why. */
export interface Blocked {
  readonly version: string;
  readonly errors: readonly Finding[];
}

/** What one component can do. */
export interface Move {
  readonly key: Path;
  readonly from: string;
  /** The newest release that fits the rest of the file; undefined if there is none. */
  readonly to?: string;
  /** The newest known release, if it is newer than `from`. */
  readonly newest?: string;
  /** The next release after that one; undefined if that one is the newest. */
  readonly blocked?: Blocked;
  /** What to do instead, one merge for each step, if the next release needs more than another number. */
  readonly plan?: readonly string[];
  /** What somebody else installs, and must be upgraded first. */
  readonly elsewhere?: string;
  /** What differs in the release itself. */
  readonly differences: readonly Difference[];
  /** Warnings and notes about the move. */
  readonly news: readonly Finding[];
  /** Whether only a person can change the value in the file. */
  readonly isFixed: boolean;
  /** The path of the base that has the value, which other clusters may extend. @default the cluster file itself has it */
  readonly base?: string;
}

/** @param keys the keys to look at. @default all that the file has */
export function movesOf(trial: Trial, config: ClusterFile, keys?: readonly string[]): Move[] {
  const { source } = trial;
  const document = documentOf(source);
  const isAsked = (key: Path) => keys?.includes(key.join('.')) ?? true;
  const moves = PINS.filter(({ key }) => isAsked(key)).flatMap((pin) => {
    const from = document.textOf(pin.key);
    return from === undefined ? [] : [moveOf(pin, from, config, trial)];
  });
  const { migration } = config.tempo;
  return [...moves, ...(migration && isAsked(STAGE_KEY) ? [stageMove(migration.stage, config, trial)] : [])];
}

function moveOf(pin: Pin, from: string, config: ClusterFile, trial: Trial): Move {
  const newer = pin.newer(from);
  const base = {
    key: pin.key,
    from,
    elsewhere: pin.elsewhere(config),
    newest: newer[0]?.version,
    base: baseWith(trial.source, pin.key)?.file,
  };
  const verdictOf = verdicts(trial, pin.key);
  if (newer.length > 0 && copyWith(trial.source, pin.key, newer[0]?.version ?? '') === undefined)
    return { ...base, isFixed: true, differences: [], news: [] };
  const index = newer.findIndex((candidate) => verdictOf(candidate).errors.length === 0);
  const [fitting, next] = index < 0 ? [undefined, newer.at(-1)] : [newer[index], newer[index - 1]];
  const isPlanned = pin.key.join('.') === 'tempo.chart';
  // Tried again with its own number, which the messages name.
  return {
    ...base,
    ...(fitting && { to: fitting.version }),
    ...(next && { blocked: { version: next.version, errors: verdicts(trial, pin.key)(next).errors } }),
    differences: fitting ? pin.differences(from, fitting.version) : [],
    news: fitting ? verdicts(trial, pin.key)(fitting).news : [],
    isFixed: false,
    ...(isPlanned && { plan: migrationPlan(config, fitting?.version) }),
  };
}

/** The next stage of a migration. */
function stageMove(stage: Stage, config: ClusterFile, trial: Trial): Move {
  const base = { key: STAGE_KEY, from: stage, differences: [], news: [], isFixed: false, base: baseWith(trial.source, STAGE_KEY)?.file };
  const next = nextStage(stage);
  if (next === undefined) return { ...base, plan: [end(config)] };
  const copy = copyWith(trial.source, STAGE_KEY, next);
  if (copy === undefined) return { ...base, newest: next, isFixed: true };
  const { errors, news } = trial.of(copy);
  return errors.length > 0 ? { ...base, blocked: { version: next, errors } } : { ...base, to: next, newest: next, news };
}

/** Tries each release once, and one of those that differ in nothing but their number. */
function verdicts(trial: Trial, key: Path): (candidate: Candidate) => Verdict {
  const known = new Map<string, Verdict>();
  return ({ version, facts }) => {
    const verdict = known.get(facts) ?? trial.of(copyWith(trial.source, key, version) ?? trial.source);
    known.set(facts, verdict);
    return verdict;
  };
}

/** @returns undefined if only a person can change the value */
function copyWith(source: ClusterSource, key: Path, version: string): ClusterSource | undefined {
  const { bases = [] } = source;
  const base = baseWith(source, key);
  const text = edited(base?.text ?? source.text, key, version);
  if (text === undefined) return undefined;
  return base ? { ...source, bases: bases.map((one) => (one === base ? { ...base, text } : one)) } : { ...source, text };
}

/** The base that a key comes from; undefined if the cluster file has it itself. */
function baseWith({ text, bases = [] }: ClusterSource, key: Path): Base | undefined {
  if (bases.length === 0 || new Document(text).has(key)) return undefined;
  return bases.findLast((base) => new Document(base.text).has(key));
}
