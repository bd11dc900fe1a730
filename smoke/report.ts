/** The results of smoke, for people and in the formats of `--format`. */
import { error, type Finding, warning } from '../lib/findings/finding';
import type { Judged } from '../lib/findings/formats/format';
import { verdictsOf } from '../lib/findings/formats/json';
import { SMOKE_RULES } from './rules';
import { outcomeOf } from './runner';
import type { SmokeStack } from './stack';
import type { Cause, Step, StepResult, Verdict } from './step';

type Named = Pick<SmokeStack, 'name' | 'clusterFile'>;

/** `receivers: zipkin` */
export const titleOf = ({ part, name }: Step): string => `${part}: ${name}`;

const VERDICTS: readonly Verdict['verdict'][] = ['ok', 'failed', 'not judged'];

const WIDTH = Math.max(...VERDICTS.map((verdict) => verdict.length));

/** One line of a result: `ok          receivers: zipkin   trace 5f… read back   1.2 s` */
export function lineOf({ step, verdict, duration }: StepResult, width: number): string {
  const text = verdict.verdict === 'ok' ? verdict.seen : verdict.verdict === 'not judged' ? verdict.why : '';
  return [verdict.verdict.padEnd(WIDTH), titleOf(step).padEnd(width), seconds(duration).padStart(7), text].join('  ').trimEnd();
}

/** `picluster: 12 ok, 1 failed, 2 not judged, in 34.2 s` */
export function summaryOf({ name }: Pick<Named, 'name'>, results: readonly StepResult[], skipped: number): string {
  const count = (verdict: Verdict['verdict']) => results.filter((result) => result.verdict.verdict === verdict).length;
  const counts = VERDICTS.flatMap((verdict) => (count(verdict) > 0 ? [`${count(verdict)} ${verdict}`] : []));
  const notRun = skipped > 0 ? [`${skipped} not run (--all runs them)`] : [];
  return `${name}: ${[...counts, ...notRun].join(', ')}, in ${seconds(results.reduce((sum, { duration }) => sum + duration, 0))}`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** The findings of a result; warnings if the step is ok. */
export const findingsOf = ({ verdict }: StepResult, { clusterFile }: Named): Finding[] =>
  causesOf(verdict).map(({ statement, subject, isWarning }) =>
    (isWarning ? warning : error)({ file: clusterFile }, statement, subject ? { subject } : {}),
  );

const causesOf = (verdict: Verdict): readonly Cause[] =>
  verdict.verdict === 'failed' ? verdict.causes : verdict.verdict === 'ok' ? (verdict.warnings ?? []) : [];

/** One suite per step. */
export function judged(stack: Named, results: readonly StepResult[]): Judged {
  const suites = results.map((result) => ({
    name: titleOf(result.step),
    findings: findingsOf(result, stack),
    ...(result.verdict.verdict === 'not judged' && { notProven: [`${titleOf(result.step)}: ${result.verdict.why}`] }),
  }));
  const steps = results.map((result) => {
    const { step, verdict, duration } = result;
    return {
      part: step.part,
      name: step.name,
      verdict: verdict.verdict,
      seconds: Number((duration / 1000).toFixed(3)),
      ...(verdict.verdict === 'ok' && { seen: verdict.seen }),
      ...(verdict.verdict === 'not judged' && { why: verdict.why }),
      findings: verdictsOf(findingsOf(result, stack), () => 'smoke'),
    };
  });
  return { suites, rules: [SMOKE_RULES], document: { cluster: stack.name, outcome: outcomeOf(results), steps } };
}
