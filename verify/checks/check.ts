/** The interface of a check of verify. A new check is a folder beside this file and a line in `checks.ts`. */
import type { Finding } from '../../lib/findings/finding';
import type { RuleSet } from '../../lib/findings/rules';
import type { Templates } from '../../lib/helm/template';
import type { Hop, Nodes, ValueEffect } from '../report/report';
import type { World } from '../stack';
import type { RunningCollector } from '../world/collectors';
import type { Lookup } from '../world/lookup';
import type { RunningTempo } from '../world/tempo';

export interface Context {
  /** The rendered stack. */
  readonly world: World;
  /** Finds the objects that others refer to. */
  readonly lookup: Lookup;
  /** All instances of Tempo in the stack. */
  readonly tempos: readonly RunningTempo[];
  /** All OpenTelemetry Collectors in the stack. */
  readonly collectors: readonly RunningCollector[];
  /** Renders again with other values. */
  readonly templates: Templates;
}

/** The result of a check. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** The number of items that were judged. */
  readonly judged: number;
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged?: readonly string[];
  /** What the check promises to judge, but could not, and why, one phrase per item. With any of these, verify ends with exit code 3. */
  readonly notProven?: readonly string[];
  /** The connections between components, from the check `addresses`. */
  readonly hops?: readonly Hop[];
  /** What is known about these components, from the same check. */
  readonly nodes?: Nodes;
  /** The effect of each value, from the check `values`. */
  readonly effects?: readonly ValueEffect[];
}

export interface Check {
  /** The rules of the check. Their topic is its name. */
  readonly rules: RuleSet;
  readonly run: (context: Context) => Judgement | Promise<Judgement>;
}
