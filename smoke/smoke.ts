/** The whole way of a trace through the running stack of one cluster. */
import { randomBytes } from 'node:crypto';
import type { Ends } from './ends/ends';
import type { Kubectl } from './ends/kubectl';
import type { SmokeStack } from './stack';
import type { Context, Step } from './step';
import { receiverSteps } from './steps/receivers';
import { rolloutSteps } from './steps/rollout/rollout';
import { storageSteps } from './steps/storage/storage';
import { voteSteps } from './steps/vote/vote';

/** The steps for this stack, in order. */
export function stepsFor(stack: SmokeStack): Step[] {
  const { before, after } = rolloutSteps(stack);
  return [...before, ...receiverSteps(stack), after, ...voteSteps(stack), ...storageSteps(stack)];
}

export interface ContextProps extends Pick<Context, 'timeout' | 'probePermissions' | 'signal'> {
  readonly stack: SmokeStack;
  readonly ends: Ends;
  readonly kubectl: Kubectl | undefined;
}

/** The context of one run, with a mark of its own. */
export const contextOf = (props: ContextProps): Context => ({ ...props, mark: `smoke-${randomBytes(4).toString('hex')}` });
