/** The span addresses of Linkerd's proxies: from the Jaeger extension's injector, from annotations, or from the control plane. */
import { CONTROL_PLANE_CHART } from '../../charts/linkerd/releases';
import { TRACE_ACCOUNT, TRACE_COLLECTOR, TRACE_PROTOCOL } from '../../charts/linkerd/trace-annotations';
import { at, entryOf, textAt } from '../../lib/yaml/parsed';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import type { World } from '../stack';
import { aboutObject } from '../world/kubernetes';
import type { Lookup } from '../world/lookup';
import { schemeMistake, type Use } from './use';

const PROTOCOLS: Record<string, string> = { opentelemetry: 'OTLP/gRPC', opencensus: 'OpenCensus' };

export function linkerdUses(world: World, lookup: Lookup): Use[] {
  return [...injectorUses(lookup), ...annotationUses(lookup), ...controlPlaneUses(world)];
}

/** The proxy asks DNS for SRV records, which have the ports of the endpoints. */
const BASE = { from: 'Linkerd', to: 'Tempo', what: 'spans', byEndpoints: true } as const;

function injectorUses({ pods }: Lookup): Use[] {
  return pods.flatMap(({ placed, containers }) =>
    containers.flatMap(({ args }) => {
      const flag = (name: string) => args.map((arg) => new RegExp(`^--?${name}=(.*)$`).exec(arg)?.[1]).find((value) => value !== undefined);
      const address = flag('collector-svc-addr');
      if (address === undefined) return [];
      const protocol = entryOf(PROTOCOLS, flag('collector-trace-protocol') ?? 'opencensus') ?? 'OpenCensus';
      const identity = flag('collector-svc-account');
      return [{ ...BASE, protocol, address, where: '-collector-svc-addr', placed, identity, mistake: schemeMistake(address) }];
    }),
  );
}

/** The annotations of a pod take precedence over the arguments of the injector. */
function annotationUses({ pods }: Lookup): Use[] {
  return pods.flatMap(({ placed, annotations }) => {
    const address = annotations[TRACE_COLLECTOR];
    if (address === undefined) return [];
    const protocol = entryOf(PROTOCOLS, annotations[TRACE_PROTOCOL] ?? 'opencensus') ?? 'OpenCensus';
    const identity = annotations[TRACE_ACCOUNT];
    const where = `annotation ${TRACE_COLLECTOR}`;
    const about = aboutObject(placed.object);
    return [{ ...BASE, protocol, address, where, about, placed, identity, mistake: schemeMistake(address) }];
  });
}

const NO_IDENTITY = ADDRESSES_RULES.says('missing-identity', 'the chart does not render without meshIdentity.serviceAccountName', 'add it');

/** Reads the values, because proxies are injected when a pod starts, and are never rendered. */
function controlPlaneUses({ installations }: World): Use[] {
  return installations.flatMap((installation) => {
    if (installation.chart.name !== CONTROL_PLANE_CHART) return [];
    const collector = at(installation.values, 'proxy', 'tracing', 'collector');
    const address = textAt(collector, 'endpoint');
    if (address === undefined || at(installation.values, 'proxy', 'tracing', 'enabled') !== true) return [];
    const where = 'proxy.tracing.collector.endpoint';
    const identity = textAt(collector, 'meshIdentity', 'serviceAccountName');
    const identityNamespace = textAt(collector, 'meshIdentity', 'namespace');
    const mistake = identity ? schemeMistake(address) : NO_IDENTITY;
    return [{ ...BASE, protocol: 'OTLP/gRPC', address, where, placed: installation, identity, identityNamespace, mistake }];
  });
}
