/** Who sends spans to whom: the senders, a collector between, and Tempo. */
import type { ClusterFile } from '../cluster-file';
import { makesRole } from '../collector/configuration/presets';
import { isSidecar } from '../collector/external';
import { MESH_PORT, METRICS_PORT, ownPorts } from '../collector/receivers';
import type { Values } from '../helm-values/user-values';
import type { LinkerdRelease } from '../linkerd/releases';
import { RECEIVERS, type Receiver } from '../tempo/receivers';
import { endpointTargets, urlTargets } from './address';
import {
  ANYTHING,
  API_SERVER_PORTS,
  direct,
  type Hop,
  hops,
  OUTSIDE,
  portOf,
  receiverPorts,
  SCRAPER,
  type Side,
  serviceHops,
  targetHops,
  tcp,
} from './hop';
import { portsRoutedIn } from './ingress';
import { API_PORT, usesPublicApi } from './own-addresses/exporters';
import { ownTargets } from './own-addresses/own-addresses';
import { servicesOf } from './own-addresses/own-services';
import { isTierScraped } from './scraped';
import { tiersOf } from './tiers';

export interface SpanProps {
  readonly config: ClusterFile;
  readonly mesh?: LinkerdRelease;
  /** The pods of Tempo that receive spans. */
  readonly receiving: readonly Side[];
  /** The pods of emojivoto. */
  readonly demo: readonly Side[];
  readonly vulture: readonly Side[];
  /** All pods of this stack but the collector's, of which each may have a proxy that sends spans too. */
  readonly others: readonly Side[];
  /** The receiver that vulture writes to. */
  readonly writes?: Receiver;
  readonly traefik: Side;
}

/** @returns the tiers of the collector, and all hops of spans */
export function spanHops({ config, mesh, receiving, demo, vulture, others, writes, traefik }: SpanProps): {
  readonly tiers: Side[];
  readonly hops: Hop[];
} {
  const { collector, tempo, senders } = config;
  const tiers = tiersOf(config);
  const [first, second] = tiers;
  const collected = first && collector ? collector.receivers : [];
  const external = collector?.external;
  const toTempo = receiverPorts(tempo.receivers.filter(isOtlp));
  /** The hops to what receives a protocol. @param all whether the sender needs every trace, which another collector may not pass on */
  const by = (from: readonly Side[], name: Receiver, all = false): Hop[] => {
    if (!all && external?.protocol === name) return isSidecar(external.endpoint) ? hops(from, receiving, toTempo) : [];
    // It has the ports of its receivers outside of its proxy, to see the addresses of senders.
    if (first && collected.includes(name) && !(all && second)) return direct(hops(from, [first], receiverPorts([name])));
    return tempo.receivers.includes(name) ? hops(from, receiving, receiverPorts([name])) : [];
  };
  /** The hops of the proxies of pods. A proxy connects to them as to its control plane, without the proxy of the destination. */
  const ofProxies = (from: readonly Side[]): Hop[] => {
    if (!mesh) return [];
    if (first && collected.includes(mesh.exports)) return direct(serviceHops(from, [first], tcp(MESH_PORT)));
    if (external?.serviceAccount && external.protocol === mesh.exports)
      return direct(targetHops(from, endpointTargets(external.endpoint, tempo.namespace)));
    return tempo.receivers.includes(mesh.exports) ? direct(serviceHops(from, receiving, receiverPorts([mesh.exports]))) : [];
  };
  const everything = [
    ...hops([ANYTHING], receiving, receiverPorts(tempo.receivers)),
    ...(first ? [...direct(hops([ANYTHING], [first], receiverPorts(collected))), ...ofProxies([ANYTHING])] : []),
  ];
  const listed = (senders?.workloads ?? []).flatMap(({ namespace, labels, receiver }) => [
    ...by([{ namespace, labels }], receiver),
    ...ofProxies([{ namespace, labels }]),
  ]);
  const hasSidecar = (collector?: { readonly endpoint: string }) => collector !== undefined && isSidecar(collector.endpoint);
  // It sends OTLP to the other collector by whatever protocol that has. A sidecar sends from the pod of Traefik itself.
  const ofTraefik = external ? (['zipkin'] as const) : (['zipkin', 'otlp-http', 'otlp-grpc'] as const);
  const past = config.traefik && !config.traefik.collector ? ofTraefik.flatMap((name) => by([traefik], name)) : [];
  const byTraefik =
    config.traefik && hasSidecar(config.traefik.collector ?? external) ? [...past, ...hops([traefik], receiving, toTempo)] : past;
  // One outside of the cluster does not come from its address.
  const ofOthers = [external, config.traefik?.collector]
    .flatMap((other) => (other && !hasSidecar(other) ? endpointTargets(other.endpoint, tempo.namespace) : []))
    .filter(({ outside }) => outside === undefined)
    .flatMap(({ to }) => hops([to], receiving, toTempo));
  return {
    tiers,
    hops: [
      ...(senders?.complete ? [...listed, ...byTraefik, ...ofOthers] : everything),
      ...by(demo, 'opencensus'),
      ...ofProxies([...others, ...tiers].filter(({ inMesh }) => inMesh !== false)),
      ...(writes ? by(vulture, writes, true) : []),
      ...(first ? collectorHops(config, tiers) : []),
      ...(first ? direct(routedHops(traefik, first, collector?.values)) : []),
      ...(second ? routedHops(traefik, second, collector?.tailSampling?.values) : []),
      ...hops(tiers.slice(-1), receiving, toTempo),
    ],
  };
}

/** By the Ingress or the route that values turn on. */
const routedHops = (from: Side, to: Side, values: Readonly<Values> = {}): Hop[] =>
  portsRoutedIn(values).flatMap((port) => hops([from], [to], tcp(port)));

const isOtlp = (name: Receiver): boolean => name === 'otlp-grpc' || name === 'otlp-http';

/** What a collector reads and writes besides spans: the attributes of pods, from the API server, and metrics. */
function collectorHops(config: ClusterFile, tiers: readonly Side[]): Hop[] {
  const [first, second] = tiers;
  const { collector } = config;
  if (!first) return [];
  const values = [collector?.values ?? {}, collector?.tailSampling?.values ?? {}];
  // The first tier always has a role for the attributes of pods.
  const asking = second && makesRole(values[1] ?? {}) ? [second] : [];
  const scraped = tiers.filter((_tier, index) => isTierScraped(values[index] ?? {}, config));
  return [
    ...(second ? hops([first], [second], tcp(RECEIVERS['otlp-grpc'].port)) : []),
    ...hops([first, ...asking], [OUTSIDE], tcp(...API_SERVER_PORTS)),
    ...(second && asking.length === 0 && usesPublicApi(values[1] ?? {}) ? hops([second], [OUTSIDE], tcp(API_PORT)) : []),
    ...(collector?.spanMetrics ? targetHops([first], urlTargets(collector.spanMetrics.remoteWrite, first.namespace ?? '')) : []),
    ...tiers.flatMap((tier, index) => targetHops([tier], ownTargets(values[index], tier.namespace ?? '', servicesOf(config)))),
    ...hops([SCRAPER], scraped, tcp(METRICS_PORT)),
    ...tiers.flatMap((tier, index) =>
      ownPorts(values[index] ?? {}, collector?.receivers ?? []).flatMap((own) => hops([ANYTHING], [tier], [portOf(own)])),
    ),
  ];
}
