/** Where Linkerd's proxies send their spans: by the Jaeger extension's injector, by annotations, or by the control plane. */
import { at, textAt } from '../../lib/yaml/parsed';
import type { World } from '../stack';
import type { Lookup } from '../world/lookup';
import { schemeMistake, type Use } from './use';

const PROTOCOLS: Record<string, string> = { opentelemetry: 'OTLP/gRPC', opencensus: 'OpenCensus' };

export function linkerdUses(world: World, lookup: Lookup): Use[] {
  return [...injectorUses(lookup), ...annotationUses(lookup), ...controlPlaneUses(world)];
}

const BASE = { from: 'Linkerd', to: 'Tempo', what: 'spans' } as const;

function injectorUses({ pods }: Lookup): Use[] {
  return pods.flatMap(({ placed, containers }) =>
    containers.flatMap(({ args }) => {
      const flag = (name: string) => args.map((arg) => new RegExp(`^--?${name}=(.*)$`).exec(arg)?.[1]).find((value) => value !== undefined);
      const address = flag('collector-svc-addr');
      if (address === undefined) return [];
      const protocol = PROTOCOLS[flag('collector-trace-protocol') ?? 'opencensus'] ?? 'OpenCensus';
      const identity = flag('collector-svc-account');
      return [{ ...BASE, protocol, address, where: '-collector-svc-addr', placed, identity, mistake: schemeMistake(address) }];
    }),
  );
}

/** What the injector finds at a pod goes before its own arguments. */
function annotationUses({ pods }: Lookup): Use[] {
  return pods.flatMap(({ placed, annotations }) => {
    const address = annotations['config.linkerd.io/trace-collector'];
    if (address === undefined) return [];
    const protocol = PROTOCOLS[annotations['config.linkerd.io/trace-collector-protocol'] ?? 'opencensus'] ?? 'OpenCensus';
    const identity = annotations['config.alpha.linkerd.io/trace-collector-service-account'];
    const where = 'annotation config.linkerd.io/trace-collector';
    return [{ ...BASE, protocol, address, where, of: placed.object.metadata.name, placed, identity, mistake: schemeMistake(address) }];
  });
}

/** From the values: the proxies that get them are made when a pod starts, and so never rendered. */
function controlPlaneUses({ installations }: World): Use[] {
  return installations.flatMap((installation) => {
    if (installation.chart.name !== 'linkerd-control-plane') return [];
    const collector = at(installation.values, 'proxy', 'tracing', 'collector');
    const address = textAt(collector, 'endpoint');
    if (address === undefined || at(installation.values, 'proxy', 'tracing', 'enabled') !== true) return [];
    const where = 'proxy.tracing.collector.endpoint';
    const identity = textAt(collector, 'meshIdentity', 'serviceAccountName');
    const identityNamespace = textAt(collector, 'meshIdentity', 'namespace');
    const mistake = identity ? schemeMistake(address) : 'lacks meshIdentity.serviceAccountName, without which the chart fails; add it';
    return [{ ...BASE, protocol: 'OTLP/gRPC', address, where, placed: installation, identity, identityNamespace, mistake }];
  });
}
