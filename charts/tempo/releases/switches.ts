/** The switches of tempo-distributed for objects that a newer Kubernetes does not serve, by release. Found by rendering each release. */
import type { Switches } from '../../helm-values/switches';

export interface SwitchFacts {
  /** The values with which it fails on a newer Kubernetes. @default none */
  readonly switches?: Switches;
}

type Row = readonly [since: string, facts: SwitchFacts];

const SCALED = ['distributor', 'gateway', 'ingester', 'querier', 'queryFrontend'].map((part) => ({
  ...{ by: `${part}.autoscaling.enabled`, object: 'an autoscaling/v2beta1 HorizontalPodAutoscaler' },
  ...{ since: '1.25', newer: '1.2.1' },
}));

export const DISTRIBUTED_SWITCHES: readonly Row[] = [
  ['0.27.0', { switches: { removed: SCALED } }],
  ['1.2.1', { switches: undefined }],
];
