/** A check of verify: what it looks at, and what it says. A new one is a folder beside this file and a line in `checks.ts`. */
import type { Finding } from '../../lib/findings/finding';
import type { RuleSet } from '../../lib/findings/rules';
import type { Templates } from '../../lib/helm/template';
import type { Hop, ValueEffect } from '../report/report';
import type { World } from '../stack';
import type { Lookup } from '../world/lookup';
import type { RunningTempo } from '../world/tempo';

export interface Context {
  /** The stack, rendered. */
  readonly world: World;
  /** What its objects refer to. */
  readonly lookup: Lookup;
  /** Every Tempo in it. */
  readonly tempos: readonly RunningTempo[];
  /** For rendering again, with other values. */
  readonly templates: Templates;
}

/** What a check says. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** How many things it has looked at. */
  readonly judged: number;
  /** What it could not judge, and why, a phrase each. */
  readonly notJudged?: readonly string[];
  /** Who sends what to whom, as far as the check follows that. */
  readonly hops?: readonly Hop[];
  /** What leaving out each value changes, as far as the check tries that. */
  readonly effects?: readonly ValueEffect[];
}

export interface Check {
  /** Their topic is the name of the check. */
  readonly rules: RuleSet;
  readonly run: (context: Context) => Judgement | Promise<Judgement>;
}
