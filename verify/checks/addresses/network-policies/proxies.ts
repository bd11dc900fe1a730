/** What nginx passes on to Tempo, such as the gateway of tempo-distributed: spans to receivers, and queries. */
import { mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { type Pod, titleOf } from '../../../world/kubernetes';
import { endOf } from '../../../world/network-policies/end';
import { withoutReplicas } from '../../../world/replicas';
import { answersQueries, httpPortOf, isMonolithic, type RunningTempo, receiversOf, targetOf } from '../../../world/tempo';
import { containerPortOf, tempoIn } from '../container-port';
import { destinationOf, destinationText } from '../destination';
import type { Surroundings } from '../resolve';
import { between, type NeededHop } from './needed-hop';

export const proxyHops = (surroundings: Surroundings): NeededHop[] =>
  surroundings.lookup.pods
    .filter(({ placed }) => !withoutReplicas(placed, surroundings.world))
    .flatMap((pod) => passedBy(pod, surroundings.world).flatMap((address) => hopsTo(address, pod, surroundings)));

/** The addresses in the configuration files of a pod. */
const passedBy = (pod: Pod, { objects }: World): string[] => [
  ...new Set(
    pod.volumes
      .filter(({ kind }) => kind === 'ConfigMap')
      .flatMap(({ name }) =>
        objects.filter(
          ({ object, namespace }) => object.kind === 'ConfigMap' && object.metadata.name === name && namespace === pod.placed.namespace,
        ),
      )
      .flatMap(({ object }) => Object.values(mapAt(object, 'data')))
      .flatMap((text) => addressesIn(textFrom(text))),
  ),
];

/** `set $name host;`, `proxy_pass http://$name:3200/path;`. The value of a variable is the last one before. */
const DIRECTIVE =
  /(?:^|[{;])\s*(?:set\s+\$(\w+)\s+["']?([\w.-]+)["']?|(?:proxy|grpc)_pass\s+["']?(?:http|grpc)s?:\/\/(?:\$\{?(\w+)\}?|([\w.-]+)):(\d+))/gm;

function addressesIn(text: string): string[] {
  const variables = new Map<string, string>();
  const withoutComments = text.replaceAll(/^\s*#.*$/gm, '');
  return [...withoutComments.matchAll(DIRECTIVE)].flatMap(([, set, value = '', variable, written, port]) => {
    if (set !== undefined) variables.set(set, value);
    const host = written ?? variables.get(variable ?? '');
    return port === undefined || host === undefined ? [] : [`${host}:${port}`];
  });
}

/** Its other locations are for maintenance, or for receivers that are off. */
function hopsTo(address: string, proxy: Pod, surroundings: Surroundings): NeededHop[] {
  const { world, lookup, tempos } = surroundings;
  const destination = destinationOf({ address, placed: proxy.placed }, lookup);
  const service = destination?.service && lookup.service(destination.service.namespace, destination.service.name);
  const port = service?.ports.find((each) => each.port === destination?.port && each.protocol === 'TCP');
  if (!destination || !service || !port) return [];
  return lookup.podsBehind(service).flatMap((pod) => {
    const [tempo, target] = [tempoIn([pod], tempos), containerPortOf(port, [pod], tempos)];
    const what = tempo && target !== undefined ? servedOn(target, pod, tempo) : undefined;
    if (target === undefined || what === undefined || withoutReplicas(pod.placed, world)) return [];
    const named = {
      who: titleOf(proxy.placed.object),
      what: `sends ${what} to ${destinationText(destination)}`,
      protocol: 'TCP' as const,
    };
    return between({ pod: proxy, end: endOf(proxy, world) }, pod, target, named, surroundings);
  });
}

/** What a process of Tempo serves on a port; undefined if it is neither spans nor queries. */
function servedOn(port: number, pod: Pod, tempo: RunningTempo): 'spans' | 'queries' | undefined {
  const own = tempo.readers.filter((reader) => reader.pod === pod);
  const receives = own.some((reader) => isMonolithic(reader) || targetOf(reader) === 'distributor');
  if (receives && receiversOf(tempo).some((receiver) => receiver.port === port)) return 'spans';
  return own.some(answersQueries) && port === httpPortOf(tempo) ? 'queries' : undefined;
}
