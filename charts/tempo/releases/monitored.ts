/** The values that become labels of what the ServiceMonitors of Tempo's charts select, by release. Found by rendering each with every label. */
import type { MonitoredServices } from '../../helm-values/monitored-services';

/** Those of a ServiceMonitor whose labels values can change. */
export interface MonitoredPart {
  /** The key of a microservice or of a subchart. @default any microservice */
  readonly part?: string;
  /** The paths of the values that become labels of its Services, the strongest last. */
  readonly labels: MonitoredServices['labels'];
}

type Row = readonly [since: string, facts: { readonly monitored: readonly MonitoredPart[] }];

/** The Service of the query-frontend for discovery is selected too, but has no port of that name. */
const SERVICES: readonly MonitoredPart[] = ['distributor', 'queryFrontend'].map((part) => ({ part, labels: [`${part}.service.labels`] }));
const ROLLOUT: MonitoredPart = { part: 'rollout_operator', labels: ['rollout_operator.global.commonLabels'] };
/** Of all objects, the first of pods too. */
const OF_ALL = ['global.commonLabels', 'global.labels'];

export const DISTRIBUTED_MONITORED: readonly Row[] = [
  ['1.4.11', { monitored: SERVICES }],
  ['1.25.0', { monitored: [...SERVICES, ROLLOUT] }],
  [
    '1.53.2',
    {
      monitored: [{ labels: OF_ALL }, ...SERVICES.map(({ part, labels }) => ({ part, labels: [...OF_ALL, ...labels] })), ROLLOUT],
    },
  ],
];

/** Its ServiceMonitor selects all labels of its Service but those of `service.labels`. */
export const MONOLITHIC_MONITORED: readonly Row[] = [['1.20.0', { monitored: [{ labels: ['service.labels'] }] }]];
