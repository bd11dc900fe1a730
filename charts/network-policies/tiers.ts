/** The tiers of the collector: their pods, and the user's own values of each. */
import { at, type Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { COLLECTOR, SAMPLING } from '../collector/collector';
import { MESH_PORT, METRICS_PORT, ownPorts } from '../collector/receivers';
import type { Values } from '../helm-values/user-values';
import { podsOfRelease } from '../tempo/pods/labels';
import type { Receiver } from '../tempo/receivers';
import { type BehindService, podsWith, receiverPorts, type ServicePort, type Side, tcp } from './hop';
import { annotated } from './past-proxy';

/** The pods of each tier; none without a collector of this stack. */
export function tiersOf({ collector, tempo, linkerd }: ClusterFile): Side[] {
  if (collector?.chart === undefined) return [];
  const namespace = collector.namespace ?? tempo.namespace;
  const tier = (policy: string, values: Readonly<Values>): Side =>
    podsWith(values, annotated(values, { policy, namespace, labels: podsOfRelease(policy), inMesh: linkerd !== undefined }));
  const { tailSampling } = collector;
  return [tier(COLLECTOR, collector.values), ...(tailSampling ? [tier(SAMPLING, tailSampling.values)] : [])];
}

/** The second tier receives from the first. */
const OF_SECOND: readonly Receiver[] = ['otlp-grpc'];

export interface TierValues {
  readonly key: Path;
  readonly values?: Readonly<Values>;
  readonly who: string;
  readonly isSecond?: true;
  readonly receivers: readonly Receiver[];
}

/** The user's own values of each tier, with their key and what it receives. */
export const valuesOfTiers = (collector: ClusterFile['collector']): TierValues[] => [
  { key: ['collector', 'values'], values: collector?.values, who: 'the collector', receivers: collector?.receivers ?? [] },
  {
    ...{ key: ['collector', 'tailSampling', 'values'], values: collector?.tailSampling?.values, who: 'the second tier' },
    ...{ isSecond: true, receivers: OF_SECOND },
  },
];

/** What is behind the Service of a tier. The receivers of the first one are past its proxy. @param part empty for the first tier */
export function behindTier({ collector }: ClusterFile, [first, second]: readonly Side[], part: string): BehindService[] {
  const [tier, values, receivers] =
    part === '' ? [first, collector?.values, collector?.receivers ?? []] : [second, collector?.tailSampling?.values, OF_SECOND];
  if (!tier) return [];
  const own = ownPorts(values ?? {}, receivers).map(
    ({ name, port, protocol }): ServicePort => ({
      port,
      as: Number(at(values, 'ports', name, 'servicePort') ?? port),
      ...(protocol === 'UDP' && { protocol }),
    }),
  );
  return [
    { pods: [tier], ports: receiverPorts(receivers), isDirect: tier === first },
    { pods: [tier], ports: [...tcp(METRICS_PORT, ...(tier === first ? [MESH_PORT] : [])), ...own] },
  ];
}
