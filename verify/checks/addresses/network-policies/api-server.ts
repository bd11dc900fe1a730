/** The connections of the API server: from the pods that its roles let ask it, and to those that its webhooks call. */
import { API_SERVER_PORTS } from '../../../../charts/network-policies/hop';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { type Pod, podSpecOf, titleOf } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { endOf, endpointAt } from '../../../world/network-policies/end';
import { withoutReplicas } from '../../../world/replicas';
import { grantsOf } from '../access/granted';
import { containerPortOf } from '../container-port';
import type { Surroundings } from '../resolve';
import { DEFAULT_PORT, isWebhooks } from '../webhooks';
import type { NeededHop } from './needed-hop';

/** It is not a pod of the cluster, or one in the network of its node. */
const API_SERVER = endpointAt('the API server');

/** Those of minikube and of MicroK8s. */
const RARE_PORTS: readonly number[] = [8443, 16443];

export const apiServerHops = (surroundings: Surroundings): NeededHop[] => [...asking(surroundings), ...called(surroundings)];

function asking({ world, lookup }: Surroundings): NeededHop[] {
  const [port, ...otherPorts] = API_SERVER_PORTS;
  return lookup.pods
    .filter((pod) => asksApi(pod, world) && !withoutReplicas(pod.placed, world))
    .map((pod) => ({
      ...{ who: titleOf(pod.placed.object), what: 'has a role to ask the API server', protocol: 'TCP' as const },
      ...{ from: endOf(pod, world), to: API_SERVER, port, otherPorts, rarePorts: RARE_PORTS, anyPortOfBlock: true, pods: { from: pod } },
    }));
}

/** Whether a role is bound to its ServiceAccount. Without its token, a pod cannot use it. */
const asksApi = (pod: Pod, world: World): boolean =>
  hasToken(pod, world) && grantsOf(pod.placed.namespace ?? 'default', pod.serviceAccount, world).asksApi;

/** The pod decides, and its ServiceAccount if the pod does not say. */
function hasToken(pod: Pod, { objects }: World): boolean {
  const { serviceAccount, placed } = pod;
  const account = objects.find(
    ({ object, namespace = 'default' }) =>
      object.kind === 'ServiceAccount' && object.metadata.name === serviceAccount && namespace === (placed.namespace ?? 'default'),
  )?.object;
  return [podSpecOf(pod), account].map((each) => at(each, 'automountServiceAccountToken')).find((value) => value != null) !== false;
}

function called({ world, lookup, tempos }: Surroundings): NeededHop[] {
  const all = world.objects.filter(({ object }) => isWebhooks(object)).flatMap(({ object }) => listAt(object, 'webhooks'));
  return all.flatMap((webhook) =>
    podsBehind(webhook, lookup).flatMap(({ port, pod }) => {
      const target = port && containerPortOf(port, [pod], tempos);
      if (target === undefined || withoutReplicas(pod.placed, world)) return [];
      const what = `calls the webhooks of ${titleOf(pod.placed.object)}`;
      return [
        { who: 'the API server', what, protocol: 'TCP' as const, from: API_SERVER, to: endOf(pod, world), port: target, pods: { to: pod } },
      ];
    }),
  );
}

function podsBehind(webhook: unknown, lookup: Lookup) {
  const reference = at(webhook, 'clientConfig', 'service');
  const service = lookup.service(textAt(reference, 'namespace') ?? '', textAt(reference, 'name') ?? '');
  const number = Number(at(reference, 'port') ?? DEFAULT_PORT);
  const port = service?.ports.find((each) => each.port === number);
  return service ? lookup.podsBehind(service).map((pod) => ({ port, pod })) : [];
}
