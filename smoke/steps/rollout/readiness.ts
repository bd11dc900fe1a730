/** Each process of Tempo is ready. */
import { listedOr } from '../../../lib/findings/listed';
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Kubectl } from '../../ends/kubectl';
import { answerText, request } from '../../read/request';
import { SMOKE_RULES } from '../../rules';
import type { SmokeStack } from '../../stack';
import { type Cause, type Context, ok, type Step, type StepResult, type Verdict } from '../../step';
import { type Look, settled } from '../settled';
import { stepOf } from './bucket-job';
import { causeIn, type Logging } from './log-causes';

const NAME = 'Tempo is ready';

/** Whether Tempo was found not ready, so that what it does not answer says nothing about its configuration. */
export const isFoundDown = (earlier: readonly StepResult[]): boolean =>
  earlier.some(({ step, verdict }) => step.name === NAME && verdict.verdict === 'failed');

export const readinessStep = (stack: SmokeStack): Step => ({
  part: 'rollout',
  name: NAME,
  explains: 'rollout',
  run: (context, earlier) => {
    const logging = loggingOf(stack, earlier);
    return settled(context, () => (context.kubectl ? pods(stack, context.kubectl, logging) : byUrl(context)));
  },
});

/** Whose logs its pods have. */
function loggingOf({ bucket, bucketJob }: SmokeStack, earlier: readonly StepResult[]): Logging {
  const hasFailed = earlier.some(({ step, verdict }) => bucketJob && step.name === stepOf(bucketJob) && verdict.verdict === 'failed');
  return {
    program: 'Tempo',
    ...(bucket?.keys && { keys: { ...bucket.keys, isAdmin: false } }),
    ...(bucketJob && hasFailed && { openJob: { name: bucketJob.name, isAdmin: bucketJob.signsBy.isAdmin } }),
  };
}

/** Without kubectl, only the end that answers queries is known. */
async function byUrl({ ends, stack }: Context): Promise<Look> {
  const reached = await ends.reach('tempo', stack.tempo.query);
  const answer = await request(reached, '/ready', { end: 'tempo' });
  if (answer.status === 200) return { verdict: ok(`${reached.base}/ready answers 200`) };
  const problem = `${reached.base}/ready answered ${answerText(answer)}`;
  return {
    verdict: broken([{ statement: SMOKE_RULES.says('not-ready', problem, 'see the logs of Tempo'), subject: 'tempo' }]),
    isPending: true,
  };
}

const broken = (causes: readonly Cause[]): Verdict => ({ verdict: 'failed', causes: causes as [Cause, ...Cause[]] });

async function pods({ tempo: { namespace, selector, isMonolithic } }: SmokeStack, kubectl: Kubectl, logging: Logging): Promise<Look> {
  const list = await kubectl.get('pods', '-n', namespace, '-l', selector);
  const all = listAt(list, 'items').filter((pod) => !hasEnded(pod));
  if (all.length === 0) {
    const problem = `has no pod with ${selector} in namespace ${namespace}`;
    return {
      verdict: broken([{ statement: SMOKE_RULES.says('not-ready', problem, 'sync its Application'), subject: 'Tempo' }]),
      isPending: true,
    };
  }
  const absent = isMonolithic ? [] : NEEDED.filter(({ component }) => !all.some((pod) => component.test(componentOf(pod))));
  if (absent.length > 0) {
    const problem = `namespace ${namespace} has no pod of ${listedOr(absent.map(({ title }) => title))}`;
    const fix = `see kubectl get deployments,statefulsets -n ${namespace}, and raise their replicas`;
    return { verdict: broken([{ statement: SMOKE_RULES.says('not-ready', problem, fix), subject: 'Tempo' }]), isPending: true };
  }
  const sick = all.filter((pod) => !isReady(pod));
  if (sick.length === 0) return { verdict: ok(`${all.length} ${all.length === 1 ? 'pod is' : 'pods are'} ready`) };
  const causes = await Promise.all(sick.slice(0, MOST).map((pod) => causeOf(pod, namespace, kubectl, logging)));
  return { verdict: broken(causes), isPending: true };
}

/** The processes on the way of a trace into Tempo and out of it, by the labels of the chart's pods. */
const NEEDED = [
  { component: /^distributor/, title: 'the distributor' },
  { component: /^(ingester|live-store)/, title: 'the ingester (in Tempo 3 the live-store)' },
  { component: /^querier/, title: 'the querier' },
  { component: /^query-frontend/, title: 'the query-frontend' },
];

const componentOf = (pod: unknown): string => textAt(pod, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '';

/** A pod that is being deleted, or has ended: one that was evicted stays as Failed beside the one in its place. */
const hasEnded = (pod: unknown): boolean =>
  at(pod, 'metadata', 'deletionTimestamp') !== undefined || ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');

/** More pods fail for the same reason. */
const MOST = 3;

const isReady = (pod: unknown): boolean =>
  listAt(pod, 'status', 'conditions').some((condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True');

async function causeOf(pod: unknown, namespace: string, kubectl: Kubectl, logging: Logging): Promise<Cause> {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const { problem, fix } = await problemOf(pod, { name, namespace }, kubectl, logging);
  return { statement: SMOKE_RULES.says('not-ready', problem, fix), subject: `pod ${name}` };
}

async function problemOf(
  pod: unknown,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  kubectl: Kubectl,
  logging: Logging,
): Promise<{ problem: string; fix: string }> {
  const unscheduled = listAt(pod, 'status', 'conditions').find((condition) => textAt(condition, 'reason') === 'Unschedulable');
  if (unscheduled)
    return { problem: `is not scheduled: ${textAt(unscheduled, 'message')}`, fix: 'see the nodes and volumes that the message names' };
  const containers = [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')];
  const container = containers.find((status) => textAt(status, 'ready') !== 'true');
  const { reason, message } = mapAt(container, 'state', 'waiting');
  const ended = mapAt(container, 'lastState', 'terminated');
  if (ended.reason === 'OOMKilled') return { problem: 'ran out of memory', fix: 'raise its memory limit, or tempo.size' };
  if (/Image|Config/.test(String(reason)))
    return { problem: `waits: ${reason}${message ? ` (${message})` : ''}`, fix: fixFor(String(reason), String(message)) };
  const of = ['-n', namespace, name, '-c', textAt(container, 'name') ?? '', '--tail=50'];
  const log =
    (await kubectl.run('logs', ...of, ...(ended.reason ? ['--previous'] : [])).catch(() => '')) ||
    (await kubectl.run('logs', ...of).catch(() => ''));
  const logged = causeIn(log, logging);
  const state = ended.exitCode === undefined ? 'is not ready' : `ends with exit code ${ended.exitCode}`;
  const told = logged ? `: ${logged.line}${logged.cause ? ` (${logged.cause})` : ''}` : reason ? ` (${reason})` : '';
  return { problem: state + told, fix: logged?.fix ?? `see kubectl logs -n ${namespace} ${name}` };
}

const fixFor = (reason: string, message: string): string => {
  if (/secret/i.test(message)) return 'create that Secret, as npm run synth says';
  if (/configmap/i.test(message)) return 'create that ConfigMap, as npm run synth says';
  return /Image/.test(reason) ? 'make the image available to the node' : 'create what the message names';
};
