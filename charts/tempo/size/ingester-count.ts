/** How many ingesters run, and how many a write needs. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, type Path } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';

/** The defaults of tempo-distributed. Only its oldest releases let an autoscaler leave one ingester by default, which verify sees. */
export const DEFAULT_INGESTERS = { replicas: 3, minReplicas: 2, copies: 3 };

/** Whether an autoscaler of the chart decides how many run. */
export const hasScaler = (values: Readonly<Values>): boolean => isTrueInTemplate(at(values, 'ingester', 'autoscaling', 'enabled'));

/** The value with the number of ingesters: with autoscaling, the least that it may leave. */
export const ingestersPath = (values: Readonly<Values>): Path => [
  'ingester',
  ...(hasScaler(values) ? ['autoscaling', 'minReplicas'] : ['replicas']),
];

/** The value with the number of copies of each trace. */
export const COPIES_VALUE: Path = ['ingester', 'config', 'replication_factor'];

/** The number of copies for which Tempo has a strategy of its own: one of both is enough (pkg/ring/ring.go, since 0.2). */
const EVENTUALLY_CONSISTENT = 2;

/** More than half of the copies (dskit ring/replication_strategy.go). @param copies the replication factor */
export const neededIngesters = (copies: number): number => (copies === EVENTUALLY_CONSISTENT ? 1 : Math.floor(copies / 2) + 1);
