/** The Helm values of each tier: what this stack sets, and the defaults that a user may replace. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import type { ReservedValues, UserValuesProps, Values } from '../helm-values/user-values';
import { OPEN_PROXY, SKIP_INBOUND } from '../linkerd/injection';
import { type ImageMirrors, inOneValue } from '../registry/image-mirrors';
import { isUdp, RECEIVERS, type Receiver } from '../tempo/receivers';
import type { Configuration } from './configuration';
import { WITH_ATTRIBUTES } from './configuration/presets';
import { PORT_NAMES, portValues } from './receivers';
import { collectorReleases, IMAGE } from './releases';

const NAMES = 'remove it, because every address of this stack follows the name';
const ACCOUNT = 'remove it, because the rights and the rules of this stack are for the ServiceAccount of the chart';
const CONFIGURATION = 'remove it, because the ConfigMap of the chart has the configuration of this stack';

export const RESERVED: ReservedValues = [
  ['config', 'set it below alternateConfig, the configuration in use'],
  ['image.tag', 'pin collector.chart, because the version of the collector decides which components it has'],
  ['alternateConfig.exporters.otlphttp/tempo.traces_endpoint', 'remove it, because the spans go to Tempo'],
  ['mode', 'remove it, because this stack runs it as a Deployment'],
  ['serviceAccount.create', ACCOUNT, undefined, true],
  ['serviceAccount.name', ACCOUNT, undefined, ''],
  ['configMap.create', CONFIGURATION, undefined, true],
  ['configMap', CONFIGURATION],
  ['fullnameOverride', NAMES],
  ['nameOverride', NAMES, undefined, collectorReleases.name],
  ['namespaceOverride', 'set collector.namespace', undefined, ''],
  ['service.enabled', 'remove it, because senders connect to the Service', undefined, true],
  ['service.internalTrafficPolicy', 'remove it, because senders on nodes without a pod of the collector connect too', undefined, 'Cluster'],
];

/** The lists of the configuration in which the order of names means nothing: not those of processors. */
export const UNORDERED =
  /^alternateConfig\.(service\.pipelines\..+\.(receivers|exporters)|connectors\..+\.resource_metrics_key_attributes)$/;

/** What the second tier must not ask of the first. */
const PLAIN = 'remove it, because the first tier sends in plain text';

/** Of the first tier, if there is a second one. */
export const RESERVED_OF_BALANCING: ReservedValues = ['k8s', 'static', 'aws_cloud_map'].map(
  (resolver) =>
    [`alternateConfig.exporters.loadbalancing.resolver.${resolver}`, 'remove it, because the exporter takes one resolver'] as const,
);

/** Of the second tier. */
export const RESERVED_OF_SAMPLING: ReservedValues = [
  ...RESERVED,
  ...['tls', 'auth'].map((field) => [`alternateConfig.receivers.otlp.protocols.grpc.${field}`, PLAIN] as const),
  ['replicaCount', 'set collector.tailSampling.replicas'],
  ['autoscaling.enabled', 'set collector.tailSampling.replicas, because each change of the number splits traces', undefined, false],
];

/** The configuration is that of the values. */
export const FLAGS: UserValuesProps['flags'] = [[/^--?(config|set)(=|$)/, 'set it below alternateConfig, the configuration in use']];

/** The address at which it listens, which the chart sets. */
export const VARIABLES: readonly string[] = ['MY_POD_IP'];

/** The paths of the values that make a monitor, if Helm takes them for true: of its Service, and of its pods. */
export const MONITOR_SWITCHES = ['serviceMonitor.enabled', 'podMonitor.enabled'] as const;

/** With hostNetwork, a pod finds Services by DNS only with this policy. */
export const clusterDns = (user: Readonly<Values>): Values[] =>
  isTrueInTemplate(user.hostNetwork) && user.dnsPolicy === undefined ? [{ dnsPolicy: 'ClusterFirstWithHostNet' }] : [];

/** The preset `annotationDiscovery` adds to a list of receivers, and the chart fails without that list. */
export const discoveringPipelines = (user: Readonly<Values>): Values[] =>
  ['logs', 'metrics']
    .filter((signal) => isTrueInTemplate(at(user, 'presets', 'annotationDiscovery', signal, 'enabled')))
    .map((signal) => ({ alternateConfig: { service: { pipelines: { [signal]: { receivers: [] } } } } }));

/** The port that a monitor of the user's own values reads, which is off by default. */
export const monitoredPort = (user: Readonly<Values>): Values[] =>
  MONITOR_SWITCHES.some((path) => isTrueInTemplate(at(user, ...path.split('.')))) && at(user, 'ports', 'metrics', 'enabled') === undefined
    ? [{ ports: { metrics: { enabled: true } } }]
    : [];

export interface TierProps {
  readonly name: string;
  readonly configuration: Configuration;
  readonly receivers: readonly Receiver[];
  readonly hasMeshPort: boolean;
  readonly isMeshed: boolean;
  /** Whether it adds attributes of the sender's pod, which it finds by the address of the connection. */
  readonly readsPods: boolean;
  /** Whether its Service has the address of each pod. */
  readonly isHeadless: boolean;
  readonly memory: string;
  /** @default that of the chart */
  readonly replicas?: number;
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

interface FixedProps extends TierProps {
  readonly userValues: Readonly<Values>;
}

/** What a user must not replace. */
export const fixedValues = (tier: FixedProps): Values => ({
  mode: 'deployment',
  fullnameOverride: tier.name,
  ...(tier.replicas !== undefined && tier.replicas !== 1 && { replicaCount: tier.replicas }),
  alternateConfig: tier.configuration.fixed,
  ports: { ...portValues(tier.receivers, tier.hasMeshPort), ...(tier.monitorLabels && { metrics: { enabled: true } }) },
  ...(tier.isHeadless && { service: { clusterIP: 'None' } }),
  ...(tier.isMeshed && { podAnnotations: meshAnnotations(tier) }),
  ...(tier.monitorLabels && { serviceMonitor: { enabled: true, ...withLabels(tier.monitorLabels) } }),
});

const withLabels = (labels: Readonly<Record<string, string>>) => (Object.keys(labels).length > 0 ? { extraLabels: labels } : {});

/** What a user may replace. */
export const defaultValues = ({ configuration, readsPods, memory }: TierProps, mirrors: ImageMirrors): Values[] => {
  const parts = mirrors.parts(IMAGE);
  const { pullSecrets } = mirrors;
  return [
    { image: { repository: parts ? inOneValue(parts) : IMAGE }, alternateConfig: configuration.defaults },
    // Without a limit, memory_limiter takes that of the node.
    { resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory } } },
    ...(readsPods ? [WITH_ATTRIBUTES] : []),
    ...(pullSecrets.length > 0 ? [{ imagePullSecrets: pullSecrets }] : []),
  ];
};

/** Behind its proxy, every connection comes from the pod itself. Senders outside the mesh, such as Traefik, are not refused. */
const meshAnnotations = ({ readsPods, receivers, userValues }: FixedProps): Readonly<Record<string, string>> => ({
  ...OPEN_PROXY,
  ...(readsPods && { [SKIP_INBOUND]: skippedPorts(portsOf(receivers), userValues) }),
});

/** The user's own list, if it has these ports and more, such as those of receivers of the user's own. */
function skippedPorts(ports: readonly number[], userValues: Readonly<Values>): string {
  const own = at(userValues, 'podAnnotations', SKIP_INBOUND);
  if (typeof own !== 'string') return ports.join(',');
  const listed = own.split(',').map((port) => port.trim());
  return ports.every((port) => listed.includes(String(port))) ? own : ports.join(',');
}

/** In an order of its own, so that that of the list changes nothing. The proxy has to do with TCP alone. */
const portsOf = (receivers: readonly Receiver[]): number[] =>
  (Object.keys(PORT_NAMES) as Receiver[])
    .filter((receiver) => receivers.includes(receiver) && !isUdp(receiver))
    .map((receiver) => RECEIVERS[receiver].port);
