/** The path of spans to Tempo: through a collector of this stack, through that of somebody else, or without one. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { Receiver } from '../tempo/receivers';
import type { SpanEndpoints } from '../tempo/receivers/span-endpoints';
import { createCollector } from './collector';
import type { CollectorConfig } from './config';
import { checkAccount, checkExternal, externalReceiver, externalRequirement } from './external';
import { COLLECTOR_RULES } from './rules';
import { SpanDestinations } from './senders';
import type { CollectorTier } from './tier';

export interface SpanPathProps {
  /** Undefined for no collector. */
  readonly config?: CollectorConfig;
  readonly findings: Findings;
  readonly images: ImageMirrors;
  readonly scheduling: Scheduling;
  readonly tempo: SpanEndpoints;
  /** The namespace of Tempo, in which a collector is by default. */
  readonly namespace: string;
  readonly createsNamespace: boolean;
  /** The protocol of Linkerd's proxies; undefined without a mesh. */
  readonly mesh?: Receiver;
  /** Whether log lines link to traces. */
  readonly hasLinks: boolean;
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

export interface SpanPath {
  readonly tiers: readonly CollectorTier[];
  readonly destinations: SpanDestinations;
  /** What the cluster must already have for it. */
  readonly requirements: readonly string[];
}

export function createSpanPath(scope: Construct, { config, tempo, ...props }: SpanPathProps): SpanPath {
  if (!config) return { tiers: [], destinations: new SpanDestinations(tempo), requirements: [] };
  if (config.external) {
    checkExternal(config, props.findings);
    checkAccount(config.external, props.mesh, props.findings);
    const destinations = new SpanDestinations(tempo, externalReceiver(config.external, props.findings));
    return { tiers: [], destinations, requirements: [externalRequirement(config.external)] };
  }
  if (config.tailSampling && props.hasLinks) noteSampledLinks(props.findings);
  checkProxy(config, tempo, props);
  const namespace = config.namespace ?? props.namespace;
  const { tiers, receiver } = createCollector(scope, { ...props, config, namespace, tempo: tempo.otlp(['collector']) });
  return { tiers, destinations: new SpanDestinations(tempo, receiver), requirements: [] };
}

/**
 * The injector of Linkerd leaves out pods in the network of their node (pkg/inject/report.go), and a proxy sends its spans only to the
 * identity of another one. Nothing needs that of the second tier.
 */
function checkProxy(
  { values, receivers }: CollectorConfig,
  tempo: SpanEndpoints,
  { mesh, findings }: Pick<SpanPathProps, 'mesh' | 'findings'>,
): void {
  if (mesh === undefined || !receivers.includes(mesh) || !isTrueInTemplate(values.hostNetwork)) return;
  const linkerd = findings.where(['linkerd']);
  const problem = `${linkerd} injects no proxy into pods with hostNetwork, and the proxies of other pods send their spans (${mesh}) only to a proxy`;
  const toTempo = tempo.removedBy(mesh) ? '' : `, or remove ${mesh} from collector.receivers, so that they send to Tempo`;
  findings.error(['collector', 'values', 'hostNetwork'], COLLECTOR_RULES.says('no-proxy', problem, `remove it${toTempo}`));
}

function noteSampledLinks(findings: Findings): void {
  const loki = findings.where(['grafana', 'loki']);
  const problem = `keeps a part of the traces, and ${loki} links every log line of Traefik to its trace`;
  findings.note(['collector', 'tailSampling'], COLLECTOR_RULES.says('sampled-links', problem, 'expect links that lead to none'));
}
