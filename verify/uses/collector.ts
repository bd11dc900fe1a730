/** The addresses of a collector: the exporters of its pipelines. */
import { typeOf } from '../../charts/collector/components/processors';
import { type Pipeline, pipelinesOf } from '../../charts/collector/configuration/pipelines';
import { isTenantHeader } from '../../charts/tenants';
import { at, entryOf, mapAt, textAt } from '../../lib/yaml/parsed';
import type { RunningCollector } from '../world/collectors';
import { aboutObject } from '../world/kubernetes';
import type { Use } from './use';

type Address = Pick<Use, 'protocol' | 'address' | 'hasTls'> & { readonly field: string };

/** A gRPC address may have a scheme, which tells whether it is TLS. */
function grpc(settings: unknown, field: string): Address {
  const endpoint = textAt(settings, 'endpoint') ?? '';
  const hasTls =
    endpoint.startsWith('https://') ||
    (!endpoint.startsWith('http://') && [undefined, false].includes(at(settings, 'tls', 'insecure') as boolean | undefined));
  return { protocol: 'OTLP/gRPC', address: endpoint.replace(/^(https?|dns):\/+/, ''), field, hasTls };
}

const http = (settings: unknown): Address => {
  const field = textAt(settings, 'traces_endpoint') === undefined ? 'endpoint' : 'traces_endpoint';
  return { protocol: 'OTLP/HTTP', address: textAt(settings, field) ?? '', field };
};

/** The resolver finds the pods behind the name; `port` is that of each pod. */
function balanced(settings: unknown): Address[] {
  const resolver = mapAt(settings, 'resolver');
  const hostname = textAt(resolver, 'dns', 'hostname');
  const service = textAt(resolver, 'k8s', 'service');
  const { hasTls } = grpc(at(settings, 'protocol', 'otlp'), '');
  const base = { protocol: 'OTLP/gRPC', hasTls };
  if (service !== undefined)
    return [{ ...base, address: `${service}:${textAt(resolver, 'k8s', 'ports', 0) ?? 4317}`, field: 'resolver.k8s.service' }];
  if (hostname === undefined) return [];
  return [{ ...base, address: `${hostname}:${textAt(resolver, 'dns', 'port') ?? 4317}`, field: 'resolver.dns.hostname' }];
}

/** The addresses of each type of exporter, by its names in older and newer collectors. */
const EXPORTERS: Readonly<Record<string, (settings: unknown) => Address[]>> = {
  otlp: (settings) => [grpc(settings, 'endpoint')],
  otlp_grpc: (settings) => [grpc(settings, 'endpoint')],
  otlphttp: (settings) => [http(settings)],
  otlp_http: (settings) => [http(settings)],
  zipkin: (settings) => [{ protocol: 'Zipkin', address: textAt(settings, 'endpoint') ?? '', field: 'endpoint' }],
  loadbalancing: balanced,
  load_balancing: balanced,
};

const REMOTE_WRITE = ['prometheusremotewrite', 'prometheus_remote_write'];

export function collectorUses(collector: RunningCollector): Use[] {
  const { config, placed, name } = collector;
  const base = { from: name, about: { ...aboutObject(placed.object), part: collector.key }, placed };
  const pipelines = pipelinesOf(config);
  const ofTraces = exportersOf(pipelines, 'traces').flatMap((exporter) => {
    const settings = at(config, 'exporters', exporter);
    const hasTenant = Object.keys(mapAt(settings, 'headers')).some((header) => isTenantHeader(header));
    return (entryOf(EXPORTERS, typeOf(exporter))?.(settings) ?? []).map(
      ({ field, ...address }): Use => ({
        ...base,
        to: 'Tempo',
        what: 'spans',
        ...address,
        hasTenant,
        where: `exporters.${exporter}.${field}`,
      }),
    );
  });
  const ofMetrics = exportersOf(pipelines, 'metrics').flatMap((exporter): Use[] =>
    REMOTE_WRITE.includes(typeOf(exporter))
      ? [
          {
            ...{ ...base, to: 'Prometheus', what: 'metrics', protocol: 'HTTP', where: `exporters.${exporter}.endpoint` },
            address: textAt(config, 'exporters', exporter, 'endpoint') ?? '',
          },
        ]
      : [],
  );
  // An address from a variable is unknown.
  return [...ofTraces, ...ofMetrics].filter(({ address }) => address !== '' && !address.includes('${'));
}

const exportersOf = (pipelines: readonly Pipeline[], signal: string): string[] => [
  ...new Set(pipelines.flatMap(({ name, exporters }) => (typeOf(name) === signal ? exporters : []))),
];
