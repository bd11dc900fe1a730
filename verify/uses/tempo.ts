/** What Tempo itself reaches: its storage, Kafka, Prometheus, its caches and its own other processes. */
import { at, isMap, listAt, textAt } from '../../lib/yaml/parsed';
import type { Tempo } from '../world/tempo';
import type { Use } from './use';

export function tempoUses(tempo: Tempo): Use[] {
  const { config, placed } = tempo;
  const base = { from: 'Tempo', placed };
  const s3 = at(config, 'storage', 'trace', 's3');
  const uses: Use[] = [];
  if (textAt(config, 'storage', 'trace', 'backend') === 's3') {
    const endpoint = textAt(s3, 'endpoint') ?? '';
    const scheme = at(s3, 'insecure') === true ? 'http' : 'https';
    const mistake = /:\/\//.test(endpoint)
      ? 'has a scheme, which an S3 client refuses; write host or host:port'
      : endpoint
        ? undefined
        : 'is empty; write host or host:port';
    uses.push({
      ...base,
      to: 'S3',
      what: 'blocks',
      protocol: 'S3',
      address: mistake ? endpoint : `${scheme}://${endpoint}`,
      where: 'storage.trace.s3.endpoint',
      mistake,
    });
  }
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
  return [...uses, ...ownParts(tempo)];
}

/** `dns+name:port` and the like are how its parts find one another. */
function ownParts({ config, placed }: Tempo): Use[] {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const item of value) walk(item, path);
    else if (isMap(value)) for (const [key, child] of Object.entries(value)) walk(child, path ? `${path}.${key}` : key);
    else if (
      typeof value === 'string' &&
      !/endpoint$|listen|^(storage\.trace\.s3|ingest|distributor|metrics_generator\.storage)/.test(path)
    ) {
      const [, address] = /^(?:dns\+)?([a-z0-9][a-z0-9.-]*:\d+)$/i.exec(value) ?? [];
      if (address && !/^(0\.0\.0\.0|127\.0\.0\.1|localhost)/.test(address)) found.set(address, path);
    }
  };
  walk(config, '');
  return [...found].map(([address, where]) => ({
    from: 'Tempo',
    to: 'Tempo',
    what: 'its own parts',
    protocol: 'gRPC',
    address,
    where,
    placed,
  }));
}
