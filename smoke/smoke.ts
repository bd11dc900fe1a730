/** The whole way of a trace through the running stack of one cluster. */
import { randomBytes } from 'node:crypto';
import type { Ends } from './ends/ends';
import type { Kubectl } from './ends/kubectl';
import type { SmokeStack } from './stack';
import type { Context, Step } from './step';
import { receiverSteps } from './steps/receivers/receivers';
import { rolloutSteps } from './steps/rollout/rollout';
import { storageSteps } from './steps/storage/storage';
import { voteSteps } from './steps/vote/vote';

/**
 * The steps for this stack, in order. Each has its own state: another run needs new ones.
 * @param probePermissions whether to try that Tempo's credentials may do nothing outside of its bucket
 */
export function stepsFor(stack: SmokeStack, probePermissions: boolean): Step[] {
  const { before, after } = rolloutSteps(stack);
  const all = [...before, ...receiverSteps(stack), after, ...voteSteps(stack), ...storageSteps(stack)];
  return all.filter(({ isOnRequest }) => probePermissions || !isOnRequest);
}

export interface ContextProps extends Pick<Context, 'timeout' | 'signal'> {
  readonly stack: SmokeStack;
  readonly ends: Ends;
  readonly kubectl: Kubectl | undefined;
}

/** The context of one run, with a mark of its own. */
export const contextOf = (props: ContextProps): Context => ({ ...props, mark: `smoke-${randomBytes(4).toString('hex')}` });
