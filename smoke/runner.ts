/** Runs the steps in order. */
import { EndError } from './ends/ends';
import { SMOKE_RULES } from './rules';
import { type Context, failed, type Step, type StepResult, type Verdict } from './step';

export interface RunProps {
  readonly steps: readonly Step[];
  readonly context: Context;
  /** Whether to go on after a failure. Otherwise only steps that explain it follow. */
  readonly all: boolean;
  readonly started?: (step: Step) => void;
  readonly ended?: (result: StepResult) => void;
}

/** @returns the results of all steps that were run */
export async function runSteps({ steps, context, all, started, ended }: RunProps): Promise<StepResult[]> {
  const results: StepResult[] = [];
  let broken: Step | undefined;
  for (const step of steps) {
    if (context.signal.aborted) break;
    if (broken && !all && step.explains !== broken.part) continue;
    started?.(step);
    const start = performance.now();
    const verdict = await verdictOf(step, context, results);
    const result = { step, verdict, duration: performance.now() - start };
    ended?.(result);
    results.push(result);
    if (verdict.verdict === 'failed') broken ??= step;
  }
  return results;
}

async function verdictOf(step: Step, context: Context, earlier: readonly StepResult[]): Promise<Verdict> {
  try {
    return await step.run(context, earlier);
  } catch (error) {
    if (error instanceof EndError) return failed(SMOKE_RULES.says('unreachable', error.problem, error.fix), error.end);
    throw error;
  }
}

/** Whether a trace goes the whole way: `broken` if a step failed, `unproven` if one could not be judged. */
export function outcomeOf(results: readonly StepResult[]): 'whole' | 'broken' | 'unproven' {
  if (results.some(({ verdict }) => verdict.verdict === 'failed')) return 'broken';
  return results.some(({ verdict }) => verdict.verdict === 'not judged') ? 'unproven' : 'whole';
}
