/** Objects as the API server shows them: with the status that the kubelet, the controllers of Jobs and Argo CD would write. */
import { isMap, listAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../../verify/stack';
import type { RunningContainer } from '../running-container';
import type { RunningPod } from '../running-pod';

/** @param pods all of the cluster */
export function shown(object: Manifest, pods: readonly RunningPod[]): Manifest {
  if (object.kind === 'Secret') return encoded(object);
  if (object.kind === 'Job') return jobWithStatus(object, pods);
  // What the folder says is applied here, so Argo CD would be content.
  if (object.kind === 'Application') return { ...object, status: { sync: { status: 'Synced' }, health: { status: 'Healthy' } } };
  return object;
}

/** The API server keeps no `stringData`. */
function encoded({ stringData, data, ...secret }: Manifest): Manifest {
  const plain = Object.entries(isMap(stringData) ? stringData : {});
  const added = plain.map(([key, value]) => [key, Buffer.from(String(value)).toString('base64')]);
  return { ...(secret as Manifest), data: { ...(isMap(data) && data), ...Object.fromEntries(added) } };
}

const JOB_LABEL = 'batch.kubernetes.io/job-name';

function jobWithStatus(job: Manifest, pods: readonly RunningPod[]): Manifest {
  const isCompleted = pods.some(({ pod, isCompleted: ended }) => pod.owner === job && ended);
  const selector = { matchLabels: { [JOB_LABEL]: job.metadata.name } };
  return { ...job, spec: { ...(job.spec as object), selector }, status: isCompleted ? { succeeded: 1 } : { active: 1 } };
}

/** A pod as an object. */
export function podObject(running: RunningPod): Manifest {
  const { name, namespace, labels, annotations, spec, address, owner } = running.pod;
  const ofJob: Record<string, string> = owner.kind === 'Job' ? { [JOB_LABEL]: owner.metadata.name } : {};
  const phase = running.isCompleted ? 'Succeeded' : running.isStarted ? 'Running' : 'Pending';
  const ready = running.isReady ? 'True' : 'False';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    ...withProxy({ name, namespace, labels: { ...labels, ...ofJob }, annotations }, spec),
    status: {
      ...{ phase, podIP: address },
      conditions: [{ type: 'Ready', status: ready }],
      containerStatuses: running.containers.map(containerStatus),
      initContainerStatuses: running.first.map((container) => ({ ...containerStatus(container), ready: container.ended === 0 })),
    },
  };
}

/** A pod that asks for the proxy of Linkerd, which no webhook adds here: the stand-in of the demo sends its spans. */
function withProxy(metadata: Manifest['metadata'], spec: unknown): Pick<Manifest, 'metadata'> & { readonly spec: unknown } {
  if (metadata.annotations?.['linkerd.io/inject'] !== 'enabled') return { metadata, spec };
  const annotations = { ...metadata.annotations, 'jaeger.linkerd.io/tracing-enabled': 'true' };
  const containers = [...listAt(spec, 'containers'), { name: 'linkerd-proxy' }];
  return { metadata: { ...metadata, annotations }, spec: { ...(spec as object), containers } };
}

function containerStatus({ props, isReady, isRunning, restarts, ended }: RunningContainer) {
  const reason = typeof ended === 'string' && /^no (Secret|ConfigMap|key)/.test(ended) ? 'CreateContainerConfigError' : 'CrashLoopBackOff';
  const { name, image } = props.container;
  const waiting = { waiting: { reason, ...(typeof ended === 'string' && { message: ended }) } };
  const before =
    ended === undefined
      ? {}
      : { terminated: { exitCode: typeof ended === 'number' ? ended : 137, reason: ended === 0 ? 'Completed' : 'Error' } };
  return {
    ...{ name, image, ready: isReady, restartCount: restarts },
    state: isRunning ? { running: {} } : waiting,
    lastState: before,
  };
}
