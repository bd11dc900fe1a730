/** Step 1: Argo CD has synced what dist/ says, and everything runs. */
import type { SmokeStack } from '../../stack';
import type { Step } from '../../step';
import { applicationSteps } from './applications';
import { bucketJobSteps } from './bucket-job';
import { counterSteps } from './counters';
import { readinessStep } from './readiness';

/** @returns the steps before the spans of smoke, and the one after them */
export function rolloutSteps(stack: SmokeStack): { readonly before: readonly Step[]; readonly after: Step } {
  const counters = counterSteps();
  return {
    before: [...applicationSteps(stack), ...bucketJobSteps(stack), readinessStep(stack), counters.before],
    after: counters.after,
  };
}
