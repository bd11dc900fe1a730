/** Waits while what was looked at may still become ok. */
import type { Kubectl } from '../ends/kubectl';
import { type Context, notJudged, type Verdict } from '../step';
import { until } from '../until';

export interface Look {
  readonly verdict: Verdict;
  /** Whether it may become ok by itself. @default false */
  readonly isPending?: boolean;
}

/** The verdict of the first look that is not pending, or of the last one. */
export async function settled(context: Pick<Context, 'timeout' | 'signal'>, look: () => Promise<Look>): Promise<Verdict> {
  let last: Verdict | undefined;
  await until(context, async () => {
    const { verdict, isPending = false } = await look();
    last = verdict;
    return isPending ? undefined : verdict;
  });
  return last ?? notJudged('stopped');
}

/** The verdict of what needs kubectl. */
export const byKubectl = async ({ kubectl }: Pick<Context, 'kubectl'>, judge: (kubectl: Kubectl) => Promise<Verdict>): Promise<Verdict> =>
  kubectl ? judge(kubectl) : notJudged('needs kubectl on PATH, and a cluster that it reaches');
