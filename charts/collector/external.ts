/** A collector that somebody else installs. */
import type { Findings } from '../../lib/cluster-file/findings';
import { hostOf, isPodItself } from '../../lib/kubernetes/loopback';
import type { Endpoint } from '../component';
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../tempo/receivers';
import type { SpanReceiver } from './collector';
import { type CollectorConfig, DEFAULT_RECEIVERS } from './config';
import { MESH } from './receivers';
import { COLLECTOR_RULES } from './rules';

type External = NonNullable<CollectorConfig['external']>;

/** The name of a Service with its namespace. */
const SERVICE_NAME = /^[a-z]([a-z0-9-]*)\.[a-z0-9-]*[a-z][a-z0-9-]*(\.svc(\.[a-z0-9.-]+)?)?$/i;

/** Receives by one protocol, at any port. */
export function externalReceiver({ endpoint, protocol, serviceAccount }: External, findings: Findings): SpanReceiver {
  const [, host = '', port] = /^(.*):(\d+)$/.exec(endpoint) ?? [];
  const [service = '', namespace = ''] = host.split('.');
  const { path }: ReceiverFacts = RECEIVERS[protocol];
  const target: Endpoint = { service, namespace, host, port: Number(port), ...(path && { path }) };
  return {
    endpoint: (receiver) => (receiver === protocol ? target : undefined),
    meshEndpoint: (receiver) =>
      receiver === protocol && serviceAccount !== undefined ? { endpoint: target, account: serviceAccount } : undefined,
    checkPlain: (_receiver, _sender, via) => {
      if (via !== MESH || SERVICE_NAME.test(host)) return;
      const problem = `${endpoint} does not tell the namespace of this ServiceAccount, which is part of its identity in the mesh`;
      const fix = 'use the name of the Service with its namespace, e.g. otel-collector.observability:4317, or remove serviceAccount';
      findings.error(['collector', 'external', 'serviceAccount'], COLLECTOR_RULES.says('no-identity', problem, fix));
    },
    keepsAll: false,
  };
}

/** Warns about a ServiceAccount for spans of the mesh that do not come to this collector. @param mesh the protocol of Linkerd's proxies */
export function checkAccount({ protocol, serviceAccount }: External, mesh: Receiver | undefined, findings: Findings): void {
  if (serviceAccount === undefined || mesh === undefined || mesh === protocol) return;
  const proxies = `the proxies of ${findings.where(['linkerd'])} send by ${mesh}`;
  const problem = `has no effect, because ${proxies}, and this collector receives ${protocol}`;
  const fix = mesh === 'otlp-grpc' ? `set protocol: ${mesh} with the port for it, or remove serviceAccount` : 'remove it';
  findings.warning(['collector', 'external', 'serviceAccount'], COLLECTOR_RULES.says('unused-account', problem, fix));
}

/** What the cluster must already have. */
export const externalRequirement = ({ endpoint, protocol }: External): string =>
  `a collector at ${endpoint} that receives ${protocol} and sends spans on to Tempo`;

/** Whether an address of a collector is that of a sidecar in the pod of each sender. */
export const isSidecar = (endpoint: string): boolean => isPodItself(hostOf(endpoint));

/** Reports settings of a collector that this stack does not install, and an address at which it may not be. */
export function checkExternal(
  { external, namespace, receivers, tailSampling, spanMetrics, values }: CollectorConfig,
  findings: Findings,
): void {
  if (external && isSidecar(external.endpoint)) {
    const problem = `${external.endpoint} is in the pod of each sender itself, where nothing receives its spans unless each pod has a collector as a sidecar`;
    const fix = 'use the name of its Service, e.g. otel-collector.observability:4318, or accept that';
    findings.warning(['collector', 'external', 'endpoint'], COLLECTOR_RULES.says('local-collector', problem, fix));
  }
  const own = Object.keys(values).length > 0 ? values : undefined;
  const others = receivers.join() === DEFAULT_RECEIVERS.join() ? undefined : receivers;
  for (const [key, value] of Object.entries({ namespace, receivers: others, tailSampling, spanMetrics, values: own })) {
    if (value === undefined) continue;
    const problem = `does not apply to ${findings.where(['collector', 'external'])}`;
    findings.errorAtKey(['collector', key], COLLECTOR_RULES.says('not-ours', problem, 'remove it'));
  }
}
