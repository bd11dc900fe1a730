/**
 * What only the user's own values turn on, and what of it has no value for labels or annotations, by release. Found by rendering every
 * release of both charts with all of it.
 */
import type { OptionalObjects } from '../../metadata/optional';

type Row = readonly [since: string, facts: { readonly optionalObjects: readonly OptionalObjects[] }];

const neither = (kinds: readonly string[], by: OptionalObjects['by'], unless?: string): OptionalObjects => ({
  ...{ labels: kinds, annotations: kinds, by },
  ...(unless !== undefined && { unless }),
});
const scaled = (part: string, ...more: string[]) => neither(['HorizontalPodAutoscaler'], [`${part}.autoscaling.enabled`, ...more]);
/** Those that may be scaled by KEDA instead. */
const scaledBy = (part: string, ...more: string[]) => scaled(part, `${part}.autoscaling.hpa.enabled`, ...more);

/** Those that are scaled by KEDA. */
const byKeda = (part: string, ...more: string[]) =>
  neither(['ScaledObject'], [`${part}.autoscaling.enabled`, `${part}.autoscaling.keda.enabled`, ...more]);
/** The same, which has the annotations of its part. Its labels are those of the part, where those of all objects would be there twice. */
const byKedaOnly = (part: string, ...more: string[]): OptionalObjects => ({
  ...{ labels: ['ScaledObject'], lackLabelsOfAll: true },
  by: [...byKeda(part, `${part}.autoscaling.keda.triggers`, ...more).by],
});

const GATEWAY = 'gateway.enabled';
const ALWAYS = [
  ...['distributor', 'queryFrontend'].map((part) => scaled(part)),
  scaled('gateway', GATEWAY),
  neither(['Role', 'RoleBinding'], ['rbac.create']),
  neither(['Secret'], [GATEWAY, 'gateway.basicAuth.enabled'], 'gateway.basicAuth.existingSecret'),
  neither(['Secret'], [['configStorageType', 'Secret']]),
  // With user names.
  neither(['Secret'], ['metaMonitoring.grafanaAgent.enabled']),
];
const [INGESTER, QUERIER] = [scaled('ingester'), scaled('querier')];
const GATEWAY_INGRESS: OptionalObjects = { labels: ['Ingress'], by: [GATEWAY, 'gateway.ingress.enabled'] };
const GATEWAY_PODS: OptionalObjects = { annotations: ['Deployment'], by: [GATEWAY] };
const QUERY_INGRESS: OptionalObjects = { labels: ['Ingress'], by: ['queryFrontend.query.enabled', 'queryFrontend.ingress.enabled'] };
const FROM_1_11_0 = [...ALWAYS, INGESTER, QUERIER, QUERY_INGRESS];
const FROM_1_16_0 = [...FROM_1_11_0, scaledBy('compactor'), byKeda('compactor')];
const SCHEDULER = 'backendScheduler.enabled';

/** Of tempo-distributed, whose labels reach almost everything where it has a value for those of all objects. */
export const DISTRIBUTED_OPTIONAL: readonly Row[] = [
  ['0.27.0', { optionalObjects: [...ALWAYS, INGESTER, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['0.27.11', { optionalObjects: [...ALWAYS, INGESTER, QUERIER, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['1.2.11', { optionalObjects: [...FROM_1_11_0, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['1.11.0', { optionalObjects: [...FROM_1_11_0, GATEWAY_PODS] }],
  ['1.16.0', { optionalObjects: [...FROM_1_16_0, GATEWAY_PODS] }],
  ['1.39.0', { optionalObjects: FROM_1_16_0 }],
  ['2.17.0', { optionalObjects: [...FROM_1_16_0, ...[scaledBy, byKeda].map((of) => of('backendWorker', SCHEDULER))] }],
  [
    '2.22.0',
    {
      optionalObjects: [
        ...[...FROM_1_11_0, scaledBy('compactor'), scaledBy('backendWorker', SCHEDULER)],
        ...[byKedaOnly('compactor'), byKedaOnly('backendWorker', SCHEDULER)],
      ],
    },
  ],
  ['3.0.0', { optionalObjects: [...ALWAYS, QUERIER, QUERY_INGRESS, scaledBy('backendWorker'), byKedaOnly('backendWorker')] }],
];

/** Of the chart tempo. */
export const MONOLITHIC_OPTIONAL: readonly Row[] = [
  ['0.16.1', { optionalObjects: [] }],
  ['1.10.0', { optionalObjects: [{ labels: ['NetworkPolicy'], by: ['networkPolicy.enabled'] }] }],
];
