/** A scenario in which something is wrong, and smoke names it. */
import type { Manifest } from '../../../../verify/stack';
import type { Outside, Scenario } from '../../scenario';
import { labFile, outsideLab } from '../lab';
import { fails } from '../steps';

export interface Failure {
  /** `lab-wrong-key` */
  readonly name: string;
  readonly shows: string;
  /** The rule of the finding: `not-ready`. */
  readonly rule: string;
  /** What the finding says. */
  readonly cause: RegExp;
  /** The step that fails. @default the first that does */
  readonly step?: RegExp;
  /** Pods to wait for, by the names of their owners; others are not expected to become ready. @default none */
  readonly ready?: readonly string[];
  readonly clusterFile?: string;
  readonly running?: string;
  readonly outside?: Scenario['outside'];
  readonly isPrivate?: boolean;
  readonly damage?: (objects: readonly Manifest[]) => Manifest[];
}

/** Options of smoke: after a failure before the step that is asked for, it goes on. */
const ALL = ['--all'];

/** A failure of the lab. */
export function failure({ rule, cause, step, ready = [], clusterFile = labFile(), ...scenario }: Failure): Scenario {
  return {
    outside: (authority): Outside => outsideLab(authority),
    ...scenario,
    clusterFile,
    run: async (live) => {
      if (ready.length > 0) await live.ready(120, ready.flatMap(live.pods));
      await fails(live, { rule: `smoke/${rule}`, cause, step }, ...(step ? ALL : []));
    },
  };
}

/** Changes the arguments of a container of a workload. @throws Error if nothing changes: the damage would be none */
export function withArgs(objects: readonly Manifest[], workload: string, change: (args: readonly string[]) => string[]): Manifest[] {
  let changed = false;
  const damaged = objects.map((object) => {
    if (object.metadata.name !== workload || !['Deployment', 'StatefulSet'].includes(object.kind)) return object;
    const copy = structuredClone(object) as Manifest & { spec: { template: { spec: { containers: { args: string[] }[] } } } };
    const [container] = copy.spec.template.spec.containers;
    if (!container) return object;
    const args = change(container.args);
    changed ||= args.join() !== container.args.join();
    container.args = args;
    return copy;
  });
  if (!changed) throw new Error(`${workload}: no argument to change`);
  return damaged;
}
