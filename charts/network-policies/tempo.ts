/** One Tempo: its pods, and what they send each other, to the storage and to Kafka, Prometheus and memcached. */
import { at } from '../../lib/yaml/parsed';
import type { TempoConfig } from '../tempo/config';
import { tokenPorts } from '../tempo/credentials/identity';
import { KAFKA_WORKLOADS } from '../tempo/kafka/values';
import { fullnameOf } from '../tempo/names/names';
import { targetName, WORKLOADS, type Workload, workloadName } from '../tempo/names/workloads';
import {
  COMPONENT,
  cachesOf,
  GATEWAY_PORT,
  hasGateway,
  JAEGER_PORTS,
  MEMCACHED_METRICS_PORT,
  MEMCACHED_PORT,
  podsOfPart,
  podsOfRelease,
} from '../tempo/pods/labels';
import { GRPC_PORT, gossipPort, memberLinks, readsStoredLimits, reportsUsage, STORING } from '../tempo/pods/members';
import { type DistributedRelease, distributedReleases, type TempoRelease } from '../tempo/releases';
import { workloadsOf } from '../tempo/values';
import { type Target, targetsOf, urlTargets } from './address';
import { minioHops, minioPods, scrapedMinioHops } from './bundled-minio';
import {
  ANYTHING,
  amongThemselves,
  type BehindService,
  type Hop,
  hops,
  OUTSIDE,
  receiverPorts,
  SCRAPER,
  type Side,
  targetHops,
  tcp,
} from './hop';
import { routeHops } from './ingress';
import { hasJaegerInterface, releaseOf } from './open-doors';
import { operatorHops, operatorsIn } from './operators';
import { outsideServices } from './outside-services';
import { ownTargets, partsWithAddresses } from './own-addresses/own-addresses';
import type { OwnServices } from './own-addresses/own-services';
import type { Client } from './own-addresses/stack-services';
import { annotated, annotatedPart } from './past-proxy';
import { behindTempo } from './tempo-services';

export interface TempoPods {
  readonly pods: readonly Side[];
  readonly hops: readonly Hop[];
  /** Which of them receive spans, and which answer queries. */
  readonly receiving: readonly Side[];
  readonly querying: readonly Side[];
  readonly queryPort: number;
  /** The pods with addresses in the user's own values. */
  readonly clients: readonly Client[];
  /** What the names of its Services begin with, and what is behind one, by the rest of its name. */
  readonly fullname: string;
  readonly behind: (part: string) => BehindService;
}

export interface TempoPodsProps {
  /** Whether its namespace is in the mesh. */
  readonly isMeshed: boolean;
  /** Whether Prometheus reads its metrics. */
  readonly isScraped: boolean;
  /** The Services of this stack. */
  readonly own: OwnServices;
  /** What serves its Ingress. */
  readonly ingress: Side;
}

export function tempoPods(config: TempoConfig, { isMeshed, isScraped, own: services, ingress }: TempoPodsProps): TempoPods | undefined {
  const { namespace, releaseName, values } = config;
  const distributed = config.chart === undefined ? undefined : distributedReleases.find(config.chart).release;
  const release = distributed ?? releaseOf(config);
  if (!release) return undefined;
  const fullname = fullnameOf(config);
  const own = (policy: string, labels: Side['labels']): Side => ({ policy, namespace, labels, inMesh: isMeshed });
  /** A microservice, a cache or the gateway. */
  const byKey = (key: string): Side => annotatedPart(values, key, own(workloadName(key, fullname), podsOfPart(releaseName, key)));
  const members = membersOf(config, distributed, (workload) =>
    workload ? byKey(workload) : annotated(values, own(fullname, podsOfRelease(releaseName))),
  );
  const all = [...new Set(members.values())];
  const of = (...workloads: readonly Workload[]): Side[] => [...new Set(workloads.flatMap((workload) => members.get(workload) ?? []))];
  const everyone: Side = {
    ...{
      namespace,
      labels: podsOfRelease(releaseName),
      inMesh: isMeshed,
      ...(all.some(({ passesProxy }) => passesProxy) && { passesProxy: true }),
    },
    oneOf: { key: COMPONENT, values: [...members.keys()].map(targetName) },
  };
  const cacheOf = new Map((distributed ? cachesOf(values, distributed) : []).map((key) => [key, byKey(key)]));
  const caches = [...cacheOf.values()];
  const operators = operatorsIn(config).map((operator) => ({
    operator,
    side: annotated(values[operator.key], own(operator.name, operator.labels)),
  }));
  const minio = minioPods(config, fullname, own);
  // nginx before the HTTP API and the receivers, which the user's own values turn on.
  const gateway = hasGateway(config.values) ? [byKey('gateway')] : [];
  /** By a key of the values, or by the name of a Service. */
  const ofPart = (key: string): readonly Side[] =>
    key === 'gateway' ? gateway : key === 'minio' ? minio.servers : isWorkload(key) ? of(key) : all;
  const named = (name: string): readonly Side[] => of(...WORKLOADS.filter((workload) => targetName(workload) === name));
  const clients = partsWithAddresses(config).map(([part, value]): Client => ({ from: ofPart(part), namespace, values: value }));
  const receiving = receiverPorts(config.receivers);
  const parts = { config, release, receiving, all, named, caches: cacheOf, gateway, minio: minio.servers, minioPorts: minio.ports };
  return {
    clients,
    fullname,
    behind: (part) => behindTempo(part, parts),
    pods: [...all, ...caches, ...gateway, ...operators.map(({ side }) => side), ...minio.pods],
    receiving: of('distributor'),
    querying: of('queryFrontend'),
    queryPort: release.queryPort,
    hops: tempoHops({
      ...{ config, distributed, release, isScraped, services, ingress, receiving },
      ...{ of, named, all, everyone, caches, operators, minio, gateway, clients },
    }),
  };
}

interface TempoParts extends Pick<TempoPodsProps, 'isScraped' | 'ingress'> {
  readonly config: TempoConfig;
  readonly distributed?: DistributedRelease;
  readonly release: TempoRelease;
  readonly services: OwnServices;
  /** By microservice, and by the name of a Service. */
  readonly of: (...workloads: Workload[]) => readonly Side[];
  readonly named: (name: string) => readonly Side[];
  readonly all: readonly Side[];
  /** All of them, as one peer. */
  readonly everyone: Side;
  readonly caches: readonly Side[];
  readonly operators: readonly { readonly operator: ReturnType<typeof operatorsIn>[number]; readonly side: Side }[];
  readonly minio: ReturnType<typeof minioPods>;
  readonly gateway: readonly Side[];
  readonly clients: readonly Client[];
  /** The ports of the receivers. */
  readonly receiving: ReturnType<typeof receiverPorts>;
}

/** What its pods send and receive. */
function tempoHops(parts: TempoParts): Hop[] {
  const { config, distributed, release, isScraped, services, ingress, of, named, all, everyone, caches, operators, minio } = parts;
  const { gateway, clients, receiving } = parts;
  const { namespace, values } = config;
  const frontend = of('queryFrontend');
  const query = tcp(release.queryPort);
  const gossip = tcp(gossipPort(values));
  const storing = of(...STORING);
  const isOfAll = !distributed || reportsUsage(values, distributed) || readsStoredLimits(values, distributed);
  const connecting = isOfAll ? all : storing;
  return [
    ...(distributed ? [...hops(all, [everyone], gossip), ...hops([everyone], all, gossip)] : []),
    ...(distributed ? memberLinks(release.tempo.kafka).flatMap(({ from, to }) => hops(of(from), of(to), tcp(GRPC_PORT))) : []),
    ...hops(storing, caches, tcp(MEMCACHED_PORT)),
    ...minioHops(config, minio, { clients: connecting, ingress }),
    // A load balancer has no proxy.
    ...outsideServices(config).flatMap(({ of: name, port }) => hops([OUTSIDE], name === 'minio' ? [minio.server] : frontend, tcp(port))),
    ...outgoingHops(config, connecting, of),
    ...(isScraped ? [...hops([SCRAPER], all, query), ...hops([SCRAPER], caches, tcp(MEMCACHED_METRICS_PORT))] : []),
    ...scrapedMinioHops(config, minio),
    ...operators.flatMap(({ operator, side }) => operatorHops(operator, side)),
    ...clients.flatMap((client) => targetHops(client.from, ownTargets(client.values, namespace, services))),
    ...(distributed
      ? routeHops({
          ...{ values, receivers: config.receivers, queryPort: release.queryPort, services: distributed.ingressServices ?? [] },
          ...{ of: named, from: ingress },
        })
      : []),
    ...hops([ANYTHING], gateway, [...tcp(GATEWAY_PORT), ...receiving]),
    ...hops(gateway, all, [...query, ...receiving]),
    ...(hasJaegerInterface(config, release) ? hops([ANYTHING], frontend, tcp(...JAEGER_PORTS)) : []),
    // Beside its one process, tempo-query asks by the Service (templates/configmap-tempo-query.yaml), not by localhost as in microservices.
    ...(!distributed && hasJaegerInterface(config, release) ? all.map((side) => amongThemselves(side, query)) : []),
  ];
}

const isWorkload = (part: string): part is Workload => (WORKLOADS as readonly string[]).includes(part);

/** By microservice: a process of its own, or the one that does everything. */
function membersOf(config: TempoConfig, release: DistributedRelease | undefined, side: (workload?: Workload) => Side): Map<Workload, Side> {
  if (!release) {
    const single = side();
    return new Map(WORKLOADS.map((workload) => [workload, single]));
  }
  const isGenerating = at(config.values, 'metricsGenerator', 'enabled') === true;
  const running = new Set([...workloadsOf(config, release), ...(isGenerating ? (['metricsGenerator'] as const) : [])]);
  return new Map([...running].map((workload) => [workload, side(workload)]));
}

/** Where the storage is. */
export function storageTargets({ storage, namespace }: Pick<TempoConfig, 'storage' | 'namespace'>): Target[] {
  const { addresses, bucket } = storage.dependencies;
  return addresses.flatMap(({ address }) => targetsOf(address, bucket?.insecure ? 80 : 443, namespace));
}

/** What microservices send to the storage, Kafka and Prometheus. */
const outgoingHops = (config: TempoConfig, connecting: readonly Side[], of: (...workloads: Workload[]) => readonly Side[]): Hop[] => [
  ...(config.bundledMinio ? [] : targetHops(connecting, storageTargets(config))),
  ...identityHops(config, connecting),
  ...(config.kafka ? targetHops(of(...KAFKA_WORKLOADS), targetsOf(config.kafka.address, 9092, config.namespace)) : []),
  ...(config.metricsGenerator ? targetHops(of('metricsGenerator'), urlTargets(config.metricsGenerator.remoteWrite, config.namespace)) : []),
];

const identityHops = ({ credentials }: TempoConfig, connecting: readonly Side[]): Hop[] =>
  credentials?.identity ? hops(connecting, [OUTSIDE], tcp(...tokenPorts(credentials.identity))) : [];
