/** How the collector names and configures the receivers: as Tempo, which contains the same ones, but with a Service of its chart. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt } from '../../lib/yaml/parsed';
import type { ReservedValues, Values } from '../helm-values/user-values';
import { isUdp, RECEIVERS, type Receiver } from '../tempo/receivers';

/** The keys below `ports` of the chart. It has all but the last two, and they are on by default. */
export const PORT_NAMES: Readonly<Record<Receiver, string>> = {
  'otlp-grpc': 'otlp',
  'otlp-http': 'otlp-http',
  zipkin: 'zipkin',
  'jaeger-thrift-compact': 'jaeger-compact',
  'jaeger-thrift-http': 'jaeger-thrift',
  'jaeger-grpc': 'jaeger-grpc',
  'jaeger-thrift-binary': 'jaeger-binary',
  opencensus: 'opencensus',
};

/** Those for whose ports the chart has no numbers. */
export const OF_NO_CHART: readonly Receiver[] = ['jaeger-thrift-binary', 'opencensus'];

/** The port of the spans of Linkerd's proxies, which come through the proxy of the collector's pod. */
export const MESH_PORT = 14317;

/** The port of its own metrics. */
export const METRICS_PORT = 8888;

export const MESH = 'mesh';

/** The key below `ports` of the port of its own metrics. */
export const METRICS = { name: 'metrics', port: METRICS_PORT, protocol: 'TCP' } as const;

/** An address of the pod alone, as the chart has it. */
const listening = (port: number) => ({ endpoint: `\${env:MY_POD_IP}:${port}` });

/** One receiver of the configuration, as nested maps. @param suffix of its name: `/mesh` */
function receiverConfig(receiver: Receiver, port: number = RECEIVERS[receiver].port, suffix = ''): Readonly<Record<string, unknown>> {
  const { configuration }: { readonly configuration: readonly [string, string?] } = RECEIVERS[receiver];
  const [name, protocol] = configuration;
  return { [`${name}${suffix}`]: protocol ? { protocols: { [protocol]: listening(port) } } : listening(port) };
}

/** The receivers of the configuration, several values to be merged. */
export const receiverConfigs = (receivers: readonly Receiver[], mesh?: Receiver): Readonly<Record<string, unknown>>[] => [
  ...receivers.map((receiver) => receiverConfig(receiver)),
  ...(mesh ? [receiverConfig(mesh, MESH_PORT, `/${MESH}`)] : []),
];

/** The names of receivers in a pipeline, each once. */
export const namesOf = (receivers: readonly Receiver[]): string[] => [
  ...new Set(receivers.map((receiver) => RECEIVERS[receiver].configuration[0])),
];

/** A port that the user's own values add below `ports`, for a receiver of their own. */
export interface OwnPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Those that are on, as the template of the chart reads them. A port of no chart is their own if nothing of this stack receives there. */
export const ownPorts = (values: Readonly<Values>, received: readonly Receiver[]): OwnPort[] =>
  Object.entries(mapAt(values, 'ports')).flatMap(([name, each]) => {
    const port = Number(at(each, 'containerPort'));
    const isFree = OF_NO_CHART.some((receiver) => PORT_NAMES[receiver] === name && !received.includes(receiver));
    const isOwn = (isFree || !OF_STACK.includes(name)) && isTrueInTemplate(at(each, 'enabled')) && Number.isInteger(port) && port > 0;
    return isOwn ? [{ name, port, protocol: at(each, 'protocol') === 'UDP' ? 'UDP' : 'TCP' }] : [];
  });

const OF_STACK: readonly string[] = [...Object.values(PORT_NAMES), MESH, METRICS.name];

interface FixedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/**
 * What a user must not change below `ports`, because the collector listens there, and senders have the address: the ports of the
 * receivers that are on by default, which this stack does not set.
 */
export const reservedPorts = (receivers: readonly Receiver[], more: readonly FixedPort[]): ReservedValues =>
  [
    ...receivers
      .filter((receiver) => !OF_NO_CHART.includes(receiver))
      .map((receiver) => ({ name: PORT_NAMES[receiver], port: RECEIVERS[receiver].port, protocol: isUdp(receiver) ? 'UDP' : 'TCP' })),
    ...more,
  ].flatMap(({ name, port, protocol }) =>
    Object.entries({ enabled: true, containerPort: port, servicePort: port, protocol }).map(
      ([field, anyway]) =>
        [`ports.${name}.${field}`, 'remove it, because what connects to this port has its number', undefined, anyway] as const,
    ),
  );

/** A port of the chart is for a receiver, which is on by the cluster file alone. */
export const reservedReceivers = (receivers: readonly Receiver[]): ReservedValues =>
  (Object.keys(PORT_NAMES) as Receiver[])
    .filter((receiver) => !receivers.includes(receiver) && !OF_NO_CHART.includes(receiver))
    .map((receiver) => [`ports.${PORT_NAMES[receiver]}.enabled`, `list ${receiver} in collector.receivers`, undefined, false] as const);

/** The values `ports` of the chart: those of other receivers are off. */
export function portValues(receivers: readonly Receiver[], hasMesh: boolean): Readonly<Record<string, unknown>> {
  const port = (number: number, protocol = 'TCP') => ({ enabled: true, containerPort: number, servicePort: number, protocol });
  const entries = (Object.keys(PORT_NAMES) as Receiver[]).flatMap((receiver): [string, unknown][] => {
    const isOn = receivers.includes(receiver);
    if (!OF_NO_CHART.includes(receiver)) return isOn ? [] : [[PORT_NAMES[receiver], { enabled: false }]];
    return isOn ? [[PORT_NAMES[receiver], port(RECEIVERS[receiver].port, isUdp(receiver) ? 'UDP' : 'TCP')]] : [];
  });
  return Object.fromEntries([...entries, ...(hasMesh ? [[MESH, port(MESH_PORT)] as [string, unknown]] : [])]);
}
