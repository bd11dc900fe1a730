/** The OpenTelemetry Collector between senders and Tempo: one tier, or two with tail sampling, or that of somebody else. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import type { Release } from '../../lib/releases/table';
import { at, type Path } from '../../lib/yaml/parsed';
import type { Endpoint } from '../component';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import { lacksPath, WITHOUT_PATH } from '../tempo/metrics-generator/remote-write';
import { remoteWriteRequirement } from '../tempo/metrics-generator/requirements';
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../tempo/receivers';
import type { CollectorConfig } from './config';
import { firstTier, type OtlpEndpoint, samplingTier } from './configuration';
import { checkProcessors } from './configuration/order';
import { checkPolicies } from './policies';
import { type MESH, MESH_PORT, METRICS, reservedPorts, reservedReceivers } from './receivers';
import { type CollectorRelease, collectorReleases } from './releases';
import { COLLECTOR_RULES } from './rules';
import { CollectorTier } from './tier';
import { RESERVED, RESERVED_OF_BALANCING, RESERVED_OF_SAMPLING } from './values';

/** The Helm release of each tier, and its fullname. Not the name of the chart, which a collector of the user's own may have. */
export const COLLECTOR = 'tempo-collector';
export const SAMPLING = `${COLLECTOR}-sampling`;

/** The name of the component of the second tier. */
export const SAMPLING_COMPONENT = 'collector-sampling';

export interface CollectorProps {
  readonly config: CollectorConfig;
  readonly findings: Findings;
  readonly images: ImageMirrors;
  readonly scheduling: Scheduling;
  /** The namespace of the collector, and whether it makes that itself. */
  readonly namespace: string;
  readonly createsNamespace: boolean;
  /** Where Tempo receives what it sends. */
  readonly tempo: OtlpEndpoint;
  /** The protocol of Linkerd's proxies; undefined without a mesh. */
  readonly mesh?: Receiver;
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

/** What receives spans in place of Tempo. */
export interface SpanReceiver {
  /** The endpoint of a receiver; undefined if it has none. */
  readonly endpoint: (receiver: Receiver) => Endpoint | undefined;
  /** The same for Linkerd's proxies, with the ServiceAccount of its pods. */
  readonly meshEndpoint: (receiver: Receiver) => { readonly endpoint: Endpoint; readonly account: string } | undefined;
  /**
   * Reports what the receiver requires, and the sender at that key of the cluster file does not have.
   * @param via the receiver of Linkerd's proxies. @default that of all others
   */
  readonly checkPlain?: (receiver: Receiver, sender: Path, via?: typeof MESH) => void;
  /** Whether it is known to keep every trace. */
  readonly keepsAll: boolean;
}

/** The tiers of a collector that this stack installs. @returns none if its release is refused */
export function createCollector(
  scope: Construct,
  props: CollectorProps,
): { readonly tiers: CollectorTier[]; readonly receiver?: SpanReceiver } {
  const { config, findings, namespace } = props;
  const release = findings.release(collectorReleases.find(config.chart ?? ''), ['collector', 'chart']);
  if (!release) return { tiers: [] };
  checkReceivers(config, release, findings);
  const { receivers } = config;
  const tailSampling = config.tailSampling && checkPolicies(config.tailSampling, findings);
  const isMeshed = props.mesh !== undefined;
  const mesh = props.mesh && receivers.includes(props.mesh) ? props.mesh : undefined;
  const { images, scheduling, monitorLabels } = props;
  const isOfSeveral = isScaled(config.values);
  checkProcessors(config, { renames: release.renames, isScaled: isOfSeveral }, findings);
  const metrics = monitorLabels ? [METRICS] : [];
  const reserved = [
    ...RESERVED,
    ...(tailSampling ? RESERVED_OF_BALANCING : []),
    ...reservedPorts(receivers, metrics),
    ...reservedReceivers(receivers),
  ];
  const shared = { release, namespace, isMeshed, images, scheduling, findings, monitorLabels };
  const first = new CollectorTier(scope, {
    ...shared,
    ...{ component: 'collector', name: COLLECTOR, createsNamespace: props.createsNamespace, memory: '512Mi' },
    configuration: firstTier({
      config,
      isScaled: isOfSeveral,
      mesh,
      to: tailSampling ? { sampling: { service: SAMPLING, namespace, rerouting: release.rerouting } } : props.tempo,
    }),
    ...{ receivers, hasMeshPort: mesh !== undefined, readsPods: true, isHeadless: false },
    ...{ userValues: config.values, key: ['collector', 'values'], reserved },
  });
  first.requirements = spanMetricsRequirements(config, findings);
  const second =
    tailSampling &&
    new CollectorTier(scope, {
      ...shared,
      ...{ component: SAMPLING_COMPONENT, name: SAMPLING, createsNamespace: false, memory: '1Gi' },
      configuration: samplingTier(tailSampling, props.tempo),
      ...{ receivers: ['otlp-grpc'], hasMeshPort: false, readsPods: false, isHeadless: true, replicas: tailSampling.replicas },
      ...{ userValues: tailSampling.values, key: ['collector', 'tailSampling', 'values'] },
      reserved: [...RESERVED_OF_SAMPLING, ...reservedPorts(['otlp-grpc'], metrics)],
    });
  return {
    tiers: second ? [first, second] : [first],
    receiver: receiverOf(props, mesh),
  };
}

/** What receives the metrics that the first tier makes of spans. */
function spanMetricsRequirements({ spanMetrics }: CollectorConfig, findings: Findings): string[] {
  if (!spanMetrics) return [];
  const { remoteWrite } = spanMetrics;
  if (lacksPath(remoteWrite))
    findings.warning(['collector', 'spanMetrics', 'remoteWrite'], COLLECTOR_RULES.says('no-write-path', ...WITHOUT_PATH));
  return remoteWriteRequirement(remoteWrite, 'the collector');
}

/** The first tier, as senders see it. @param mesh the protocol of Linkerd's proxies, if it receives it */
const receiverOf = ({ config, namespace, findings }: CollectorProps, mesh?: Receiver): SpanReceiver => ({
  endpoint: (receiver) => (config.receivers.includes(receiver) ? endpointOf(receiver, namespace) : undefined),
  meshEndpoint: (receiver) =>
    receiver === mesh ? { endpoint: { service: COLLECTOR, namespace, port: MESH_PORT }, account: COLLECTOR } : undefined,
  checkPlain: (receiver, sender, via) => {
    if (config.receivers.includes(receiver)) checkPlain({ receiver, sender, via }, config, findings);
  },
  keepsAll: config.tailSampling === undefined,
});

interface Sending {
  readonly receiver: Receiver;
  /** The key of the sender. */
  readonly sender: Path;
  readonly via?: typeof MESH;
}

/** The senders of this stack have neither TLS nor credentials. */
function checkPlain({ receiver, sender, via }: Sending, { values }: CollectorConfig, findings: Findings): void {
  const { configuration }: { readonly configuration: readonly [string, string?] } = RECEIVERS[receiver];
  const [name, protocol] = configuration;
  for (const [field, what] of Object.entries({ tls: 'in plain text', auth: 'without credentials' })) {
    const path = ['alternateConfig', 'receivers', via ? `${name}/${via}` : name, ...(protocol ? ['protocols', protocol] : []), field];
    if ((at(values, ...path) ?? null) === null) continue;
    const problem = `${findings.where(sender)} sends to this receiver ${what}`;
    findings.error(['collector', 'values', ...path], COLLECTOR_RULES.says('plain-sender', problem, 'remove it'));
  }
}

/** Whether values ask for several pods. */
const isScaled = (values: CollectorConfig['values']): boolean =>
  Number(at(values, 'replicaCount') ?? 1) > 1 || isTrueInTemplate(at(values, 'autoscaling', 'enabled'));

function endpointOf(receiver: Receiver, namespace: string): Endpoint {
  const { port, path }: ReceiverFacts = RECEIVERS[receiver];
  return { service: COLLECTOR, namespace, port, ...(path && { path }) };
}

function checkReceivers({ receivers, chart }: CollectorConfig, release: Release<CollectorRelease>, findings: Findings): void {
  const index = receivers.indexOf('opencensus');
  if (index < 0 || release.hasOpenCensus) return;
  const problem = `${findings.where(['collector', 'chart'])} ${chart} has collector ${release.program}, which no longer has the receiver opencensus`;
  const last = collectorReleases.last(({ hasOpenCensus }) => hasOpenCensus);
  const statement = COLLECTOR_RULES.says('removed-receiver', problem, `remove it, or pin collector.chart ${last} or older`);
  findings.error(['collector', 'receivers', index], statement);
}
