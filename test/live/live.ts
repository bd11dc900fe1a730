/** A running scenario, for what it tries. */
import type { LiveCluster } from './cluster/cluster';
import type { RunningPod } from './cluster/running-pod';

/** Printed for each step of a scenario, as a line of JSON. */
export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  /** What was seen, or why it failed. */
  readonly seen: string;
  readonly seconds: number;
}

/** A step failed, and was printed. */
export class StepFailure extends Error {}

export class Live {
  constructor(
    readonly cluster: LiveCluster,
    /** The folder of the scenario, with clusters/ and dist/. */
    readonly folder: string,
    /** The cluster's name. */
    readonly name: string,
  ) {}

  /** Runs a step and prints its result. @param run resolves to what was seen. @throws StepFailure */
  async step(step: string, run: () => Promise<string>): Promise<void> {
    const start = Date.now();
    const end = (ok: boolean, seen: string) => print({ step, ok, seen, seconds: (Date.now() - start) / 1000 });
    try {
      end(true, await run());
    } catch (error) {
      end(false, error instanceof Error ? error.message : String(error));
      throw new StepFailure(step);
    }
  }

  /** Waits until pods are ready and Jobs are completed. @param pods all by default */
  ready(seconds: number, pods: readonly RunningPod[] = this.cluster.pods): Promise<void> {
    return this.step('ready', async () => {
      const open = await this.cluster.unready(seconds, pods);
      if (open.length > 0) throw new Error(open.map(described).join('; '));
      return `${pods.length} pods`;
    });
  }

  pods = (owner: string): RunningPod[] => this.cluster.podsOf(owner);
}

/** A pod with its state and the last line that it printed. */
const described = (pod: RunningPod): string => `${pod.pod.name} ${pod.state}: ${pod.log().trimEnd().split('\n').at(-1)}`;

const print = (result: StepResult): void => console.log(JSON.stringify(result));
