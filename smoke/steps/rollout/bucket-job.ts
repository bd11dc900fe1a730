/** The Job that creates the bucket has completed. */
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { Kubectl } from '../../ends/kubectl';
import { SMOKE_RULES } from '../../rules';
import type { SmokeStack } from '../../stack';
import { failed, ok, type Step } from '../../step';
import { byKubectl, type Look, settled } from '../settled';
import { causeIn } from './log-causes';

/** The name of its step, and the subject of its findings. */
export const stepOf = ({ name }: { readonly name: string }): string => `Job ${name}`;

export function bucketJobSteps({ bucketJob: job }: SmokeStack): Step[] {
  if (!job) return [];
  return [
    {
      part: 'rollout',
      name: stepOf(job),
      explains: 'rollout',
      run: (context) => byKubectl(context, (kubectl) => settled(context, () => look(job, kubectl))),
    },
  ];
}

async function look({ name, namespace, signsBy }: NonNullable<SmokeStack['bucketJob']>, kubectl: Kubectl): Promise<Look> {
  const subject = stepOf({ name });
  const job = await kubectl.get('job', name, '-n', namespace);
  if (job === undefined)
    return {
      verdict: failed(
        SMOKE_RULES.says('not-applied', `does not exist in namespace ${namespace}`, 'sync the Application of Tempo'),
        subject,
      ),
      isPending: true,
    };
  if (Number(textAt(job, 'status', 'succeeded') ?? 0) > 0)
    return { verdict: ok(`completed ${textAt(job, 'status', 'completionTime') ?? ''}`.trim()) };
  const hasFailed = listAt(job, 'status', 'conditions').some((condition) => textAt(condition, 'type') === 'Failed');
  const log = await kubectl.run('logs', '-n', namespace, `job/${name}`, '--tail=30', '--all-containers').catch(() => '');
  const { line, cause, fix } = causeIn(log, { program: 'bucket Job', keys: { ...signsBy, namespace } }) ?? {
    line: log.trim().split('\n').at(-1)?.slice(0, 240) ?? '',
  };
  const state = hasFailed ? 'failed' : 'has not completed';
  const problem = [state, line && `: ${line}`, cause && ` (${cause})`].filter(Boolean).join('');
  const wayOut = fix ?? `see kubectl logs -n ${namespace} job/${name}`;
  return { verdict: failed(SMOKE_RULES.says('job-failed', problem, wayOut), subject), isPending: !hasFailed };
}
