/** The addresses that Tempo connects to: its storage, Kafka, Prometheus, its caches and its own processes. */
import { BACKENDS } from '../../charts/tempo/storage/backends';
import { backendNamed } from '../../charts/tempo/storage/storage';
import { hostOf, isPodItself } from '../../lib/kubernetes/loopback';
import { at, isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import { flagValues, type RunningTempo } from '../world/tempo';
import type { Use } from './use';

export function tempoUses(tempo: RunningTempo): Use[] {
  const { config, placed } = tempo;
  const base = { from: 'Tempo', placed };
  const uses = storageUses(tempo);
  const kafka = textAt(config, 'ingest', 'kafka', 'address');
  if (kafka) uses.push({ ...base, to: 'Kafka', what: 'spans', protocol: 'Kafka', address: kafka, where: 'ingest.kafka.address' });
  for (const write of listAt(config, 'metrics_generator', 'storage', 'remote_write'))
    uses.push({
      ...base,
      to: 'Prometheus',
      what: 'metrics',
      protocol: 'HTTP',
      address: textAt(write, 'url') ?? '',
      where: 'metrics_generator.storage.remote_write',
    });
  return [...uses, ...cacheUses(tempo), ...ownParts(tempo)];
}

/** The addresses of its storage backend. */
function storageUses({ config, placed }: RunningTempo): Use[] {
  const trace = at(config, 'storage', 'trace');
  const name = textAt(trace, 'backend') ?? '';
  const backend = backendNamed(name);
  if (!backend) return [];
  const { addresses, renamed = (part) => part } = backend.rendered;
  return addresses(renamed(mapAt(trace, name))).map(({ field, address, protocol, mistake }) => ({
    ...{ from: 'Tempo', to: backend.title, what: 'blocks', protocol, address, placed },
    where: `storage.trace.${name}.${field}`,
    mistake: mistake && ADDRESSES_RULES.says('storage-address', mistake.problem, mistake.fix),
  }));
}

/** The caches that it finds by SRV records: the name of a Service, and of its port. Lists of addresses have a port. */
function cacheUses({ config, placed }: RunningTempo): Use[] {
  const trace = at(config, 'storage', 'trace');
  const clients: [where: string, client: unknown][] = listAt(config, 'cache', 'caches').map((cache, index) => [
    `cache.caches[${index}].memcached`,
    at(cache, 'memcached'),
  ]);
  if (textAt(trace, 'cache') === 'memcached') clients.push(['storage.trace.memcached', at(trace, 'memcached')]);
  return clients.flatMap(([where, client]) => {
    const host = textAt(client, 'host') ?? '';
    if (textAt(client, 'addresses') || host === '' || host.includes('${')) return [];
    const address = `${host}:${textAt(client, 'service') ?? 'memcached'}`;
    const about = { from: 'Tempo', to: 'memcached', what: 'cached data', protocol: 'memcached', isInternal: true };
    const withoutService = 'turn memcached on, or remove this cache';
    return [{ ...about, address, where: `${where}.host`, withoutService, placed }];
  });
}

/** Parts of the configuration with addresses outside of Tempo. */
const NOT_OWN = ['ingest', 'distributor', 'metrics_generator.storage', ...Object.keys(BACKENDS).map((name) => `storage.trace.${name}`)];

const isNotOwn = (path: string): boolean => /endpoint$|listen/.test(path) || NOT_OWN.some((part) => path.startsWith(part));

/** The addresses of its own processes, such as `dns+name:port`. */
function ownParts({ config, placed, readers }: RunningTempo): Use[] {
  const found = new Map<string, string>();
  const add = (value: string, where: string) => {
    const [, address] = /^(?:dns\+)?([a-z0-9][a-z0-9.-]*:\d+)$/i.exec(value) ?? [];
    if (address && !isPodItself(hostOf(address))) found.set(address, where);
  };
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, isMap(item) ? `${path}[${index}]` : path);
    else if (isMap(value)) for (const [key, child] of Object.entries(value)) walk(child, path ? `${path}.${key}` : key);
    else if (typeof value === 'string' && !isNotOwn(path)) add(value, path);
  };
  walk(config, '');
  for (const flag of ADDRESS_FLAGS) for (const value of readers.flatMap((reader) => flagValues(reader, flag))) add(value, `-${flag}`);
  return [...found].map(([address, where]) => ({
    from: 'Tempo',
    to: 'Tempo',
    what: 'internal requests',
    protocol: 'gRPC',
    address,
    where,
    placed,
    isInternal: true,
  }));
}

/** Flags with the address of another process of Tempo (modules/querier/worker/worker.go, cmd/tempo/app/config.go). */
const ADDRESS_FLAGS = ['querier.frontend-address', 'memberlist.host-port'];
