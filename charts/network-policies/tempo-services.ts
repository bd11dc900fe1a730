/** The pods behind the Services of one Tempo, and their ports, in every release of both charts (rendered). */
import { at } from '../../lib/yaml/parsed';
import type { TempoConfig } from '../tempo/config';
import { targetName } from '../tempo/names/workloads';
import { GATEWAY_PORT, JAEGER_PORTS, MEMCACHED_METRICS_PORT, MEMCACHED_PORT, type MinioPorts } from '../tempo/pods/labels';
import { GRPC_PORT, gossipPort } from '../tempo/pods/members';
import type { TempoRelease } from '../tempo/releases';
import { type BehindService, type Port, type ServicePort, type Side, tcp } from './hop';
import { hasJaegerInterface } from './open-doors';

export interface TempoServices {
  readonly config: TempoConfig;
  readonly release: TempoRelease;
  /** The ports of the receivers. */
  readonly receiving: readonly Port[];
  readonly all: readonly Side[];
  /** The pods of a microservice, by its name. */
  readonly named: (name: string) => readonly Side[];
  /** The pods of a cache, by its key in the values. */
  readonly caches: ReadonlyMap<string, Side>;
  readonly gateway: readonly Side[];
  readonly minio: readonly Side[];
  readonly minioPorts: MinioPorts;
}

/** The Services of one microservice beside its own: one without an address, and one for each zone. */
const BESIDE = /-discovery$|-zone-.+$/;

/** By this port, the Service without an address of the query-frontend leads to that of gRPC. */
const BALANCED_PORT = 9096;

/** @param part what the name of the Service has after the name of Tempo and a hyphen */
export function behindTempo(part: string, tempo: TempoServices): BehindService {
  const { config, release, receiving, all, named, gateway } = tempo;
  const query = tcp(release.queryPort);
  const jaeger = hasJaegerInterface(config, release) ? tcp(...JAEGER_PORTS) : [];
  if (part === '') return { pods: all, ports: [...query, ...receiving, ...jaeger] };
  if (part === 'gossip-ring') return { pods: all, ports: tcp(gossipPort(config.values)) };
  if (part === 'gateway') {
    const port = Number(at(config.values, 'gateway', 'service', 'port') ?? 80);
    return { pods: gateway, ports: [{ port: GATEWAY_PORT, as: port }, ...receiving] };
  }
  if (part.startsWith('minio')) return behindMinio(tempo);
  const [, cache] = [...tempo.caches].find(([key]) => targetName(key) === part) ?? [];
  if (cache) return { pods: [cache], ports: tcp(MEMCACHED_PORT, MEMCACHED_METRICS_PORT) };
  const name = part.replace(BESIDE, '');
  const more: Readonly<Record<string, readonly ServicePort[]>> = {
    distributor: receiving,
    'query-frontend': [{ port: GRPC_PORT, as: BALANCED_PORT }, ...jaeger],
  };
  return { pods: named(name), ports: [...query, ...tcp(GRPC_PORT), ...(more[name] ?? [])] };
}

function behindMinio({ config, minio, minioPorts: { api, console } }: TempoServices): BehindService {
  const port = Number(at(config.values, 'minio', 'consoleService', 'port') ?? console);
  return { pods: minio, ports: [...tcp(api), { port: console, as: port }] };
}
