/** What is behind a Service: its ports, the pods, and whether what listens there is what a use expects. */

import type { World } from '../../stack';
import type { Address, Use } from '../../uses/use';
import type { Pod } from '../../world/kubernetes';
import type { Lookup, Service, ServicePort } from '../../world/lookup';
import { answersQueries, httpPortOf, receiversOf, type Tempo } from '../../world/tempo';

/** How a use says its protocol, against the receivers of Tempo, and the path that each is served at. */
const RECEIVER_OF: Record<string, string> = {
  Zipkin: 'zipkin',
  'OTLP/HTTP': 'otlp-http',
  'OTLP/gRPC': 'otlp-grpc',
  OpenCensus: 'opencensus',
  'Jaeger/HTTP': 'jaeger-thrift-http',
  'Jaeger/compact': 'jaeger-thrift-compact',
};
const PATHS: Record<string, string> = { Zipkin: '/api/v2/spans', 'OTLP/HTTP': '/v1/traces' };

const show = ({ port, name }: ServicePort): string => (name ? `${port} (${name})` : String(port));

/** Whatever of Tempo is behind these pods. */
const tempoOf = (pods: readonly Pod[], tempos: readonly Tempo[]): Tempo | undefined =>
  tempos.find(({ readers }) => readers.some(({ pod }) => pods.includes(pod)));

/** Why a port that a Service does not have was asked for: another number, another Service, or a receiver that is off. */
export function noPort(use: Use, asked: number | string, service: Service, lookup: Lookup, tempos: readonly Tempo[]): string {
  const lack = `Service ${service.name} has no port ${asked}; its ports are ${service.ports.map(show).join(', ')}`;
  const tempo = use.to === 'Tempo' ? tempoOf(lookup.podsBehind(service), tempos) : undefined;
  const wanted = RECEIVER_OF[use.protocol];
  if (!tempo) return service.ports.length === 1 ? `${lack}; write ${service.ports[0]?.port}` : `${lack}; write one of these`;
  const right = wanted ? receiversOf(tempo).find(({ receiver }) => receiver === wanted)?.port : httpPortOf(tempo);
  if (right === undefined) return `${lack}, as Tempo has no receiver ${wanted}; switch that on`;
  if (service.ports.some(({ port }) => port === right)) return `${lack}; write ${right}`;
  const other = lookup.services.find(
    ({ namespace, ports, isHeadless }) => namespace === service.namespace && !isHeadless && ports.some(({ port }) => port === right),
  );
  return other ? `${lack}; write ${other.name}:${right}` : `${lack}; write one of these`;
}

/** The number of the container's port that a Service's port leads to. */
export function targetOf({ target, protocol }: ServicePort, pods: readonly Pod[], tempos: readonly Tempo[]): number | undefined {
  const ports = pods.flatMap(({ containers }) => containers.flatMap((container) => container.ports));
  if (!/^\d+$/.test(target)) return ports.find(({ name }) => name === target)?.number;
  const number = Number(target);
  // What a container lists is for people. What Tempo listens on, its configuration says.
  const isListed = ports.length === 0 || ports.some((port) => port.number === number && port.protocol === protocol);
  const tempo = tempoOf(pods, tempos);
  const isListened = tempo && [httpPortOf(tempo), ...receiversOf(tempo).map(({ port }) => port)].includes(number);
  return isListed || isListened ? number : undefined;
}

/** What is wrong with what the process behind the port is for, where it is Tempo's. */
export function speaks(
  use: Use,
  { path, scheme }: Address,
  target: number,
  pods: readonly Pod[],
  tempos: readonly Tempo[],
): string | undefined {
  const tempo = tempoOf(pods, tempos);
  if (!tempo || use.to !== 'Tempo') return undefined;
  if (scheme === 'https') return 'is dialled with TLS, which Tempo does not serve there; write http';
  const wanted = RECEIVER_OF[use.protocol];
  if (wanted) return receives(use, wanted, path, target, tempo);
  if (use.what !== 'queries') return undefined;
  const query = httpPortOf(tempo);
  if (target !== query) return `asks at a port where Tempo does not answer queries; write ${query}`;
  const frontend = tempo.readers.find(answersQueries)?.pod.placed.object.metadata.name;
  if (frontend && !tempo.readers.some((reader) => pods.includes(reader.pod) && answersQueries(reader)))
    return `asks a process of Tempo that answers no queries; write ${frontend}`;
  return path.replace(/\/$/, '') !== '' && !/gateway/.test(use.address)
    ? `has the path ${path}, which Tempo does not serve queries below; leave it out`
    : undefined;
}

function receives(use: Use, wanted: string, path: string, target: number, tempo: Tempo): string | undefined {
  const receivers = receiversOf(tempo);
  const listening = receivers.find(({ port }) => port === target)?.receiver;
  const right = receivers.find(({ receiver }) => receiver === wanted);
  const names = receivers.map(({ receiver }) => receiver).join(', ');
  const instead = right ? `write ${right.port}` : `switch the receiver ${wanted} on, or send by one of ${names}`;
  if (listening !== wanted) return `sends ${use.protocol} to a port where Tempo listens for ${listening ?? 'something else'}; ${instead}`;
  const expected = PATHS[use.protocol];
  return expected && path !== expected && use.from === 'Traefik'
    ? `sends ${use.protocol} to the path ${path || '/'}; write ${expected}`
    : undefined;
}

/** The proxies dial by mesh TLS: only a meshed pod with that ServiceAccount can answer. */
export function meshProblem(
  { identity, identityNamespace, from }: Use,
  pods: readonly Pod[],
  { objects }: Pick<World, 'objects'>,
): string | undefined {
  const [pod] = pods;
  if (from !== 'Linkerd' || !pod) return undefined;
  const { namespace } = pod.placed;
  if (identity !== undefined && pod.serviceAccount !== identity)
    return `expects the identity of ServiceAccount ${identity}, and the pods run as ${pod.serviceAccount}; write ${pod.serviceAccount}`;
  if (identityNamespace !== undefined && namespace !== identityNamespace)
    return `expects the identity of a ServiceAccount of namespace ${identityNamespace}, and the pods are in ${namespace}; write ${namespace}`;
  const own = objects.find(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace)?.object;
  const key = 'linkerd.io/inject';
  const inject = pod.annotations[key] ?? own?.metadata.annotations?.[key];
  if (own && !['enabled', 'ingress'].includes(inject ?? ''))
    return `dials by mesh TLS, and the pods there are not in the mesh; annotate namespace ${namespace} with linkerd.io/inject: enabled`;
  return undefined;
}
