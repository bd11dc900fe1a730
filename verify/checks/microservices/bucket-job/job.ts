/** Checks that a bucket Job runs and completes. */
import { INJECT } from '../../../../charts/linkerd/injection';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { at, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, World } from '../../../stack';
import { annotationOf, type Pod } from '../../../world/kubernetes';
import { namespaceObject } from '../../../world/namespaces';
import { isMeshed } from '../../addresses/mesh';
import type { Mistake } from './mistake';

const NATIVE = 'config.linkerd.io/proxy-enable-native-sidecar';

/** Why the Job does not run or complete. */
export function jobMistakes(pod: Pod, world: World): Mistake[] {
  const { object } = pod.placed;
  const spec = at(object, 'spec');
  const found: Mistake[] = [];
  if (at(spec, 'suspend') === true) found.push(['is suspended, so it never runs', 'remove suspend']);
  for (const field of ['parallelism', 'completions'])
    if (at(spec, field) === 0) found.push([`has ${field} 0, so it never runs`, `remove ${field}`]);
  const namespace = namespaceObject(pod.placed.namespace, world);
  const native = pod.annotations[NATIVE] ?? (namespace && annotationOf(namespace.object, NATIVE));
  if (isMeshed(pod, world) && native !== 'true')
    found.push(['is in the mesh, and its sidecar keeps it from completing', `annotate the pod with ${INJECT}: disabled`]);
  return world.isOurs ? [...found, ...endings(object, world)] : found;
}

/** What a pod waits for: something of this name, or a controller. */
const ADDED = ['serviceAccountName', 'schedulerName', 'schedulingGates', 'priorityClassName', 'runtimeClassName', 'hostAliases'];

/** Argo CD does not run a failed Job again, because its object is as in git, and it creates one again that is gone. */
function endings(object: Manifest, { declared }: World): Mistake[] {
  const limits = [textAt(object, 'spec', 'activeDeadlineSeconds'), textAt(object, 'spec', 'template', 'spec', 'activeDeadlineSeconds')];
  const time = textAt(object, 'spec', 'ttlSecondsAfterFinished');
  const pod = at(object, 'spec', 'template', 'spec');
  const isDeclared = (field: string) => at(declared.scheduling, field) === at(pod, field);
  const added = [
    ...(at(object, 'spec', 'managedBy') === undefined ? [] : ['managedBy']),
    ...ADDED.filter((field) => at(pod, field) && !isDeclared(field)),
  ];
  return [
    ...added.map((field): Mistake => [`has ${field}, which synth does not write, and which may keep it from running`, 'remove it']),
    ...limits.flatMap((limit): Mistake[] =>
      limit === undefined ? [] : [[`has activeDeadlineSeconds ${limit}, after which it stays failed`, 'remove it']],
    ),
    ...(at(object, 'spec', 'backoffLimit') === 0
      ? [['has backoffLimit 0, so it stays failed after the first failure, such as an eviction', RUN_SYNTH] as const]
      : []),
    ...(time === undefined ? [] : [[`has ttlSecondsAfterFinished ${time}, after which Argo CD creates it again`, 'remove it'] as const]),
  ];
}
