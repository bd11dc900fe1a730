/**
 * What only the user's own values turn on, and what of it has no value for labels or annotations, by release. Found by rendering every
 * release of both charts with all of it.
 */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at } from '../../lib/yaml/parsed';
import type { Unreached } from '../metadata/unreached';
import type { Values } from '../user-values';

export interface OptionalObjects extends Partial<Unreached> {
  /** The paths of the values that turn them on together, each if Helm takes it for true. */
  readonly by: readonly string[];
  /** The path of a value in place of which they are. */
  readonly unless?: string;
}

type Row = readonly [since: string, facts: { readonly optionalObjects: readonly OptionalObjects[] }];

const neither = (kinds: readonly string[], by: readonly string[], unless?: string): OptionalObjects => ({
  ...{ labels: kinds, annotations: kinds, by },
  ...(unless !== undefined && { unless }),
});
const scaled = (part: string, ...more: string[]) => neither(['HorizontalPodAutoscaler'], [`${part}.autoscaling.enabled`, ...more]);
/** Those that may be scaled by KEDA instead. */
const scaledBy = (part: string, ...more: string[]) => scaled(part, `${part}.autoscaling.hpa.enabled`, ...more);

const GATEWAY = 'gateway.enabled';
const ALWAYS = [
  ...['distributor', 'queryFrontend'].map((part) => scaled(part)),
  scaled('gateway', GATEWAY),
  neither(['Role', 'RoleBinding'], ['rbac.create']),
  neither(['Secret'], [GATEWAY, 'gateway.basicAuth.enabled'], 'gateway.basicAuth.existingSecret'),
];
const [INGESTER, QUERIER] = [scaled('ingester'), scaled('querier')];
const GATEWAY_INGRESS: OptionalObjects = { labels: ['Ingress'], by: [GATEWAY, 'gateway.ingress.enabled'] };
const GATEWAY_PODS: OptionalObjects = { annotations: ['Deployment'], by: [GATEWAY] };
const QUERY_INGRESS: OptionalObjects = { labels: ['Ingress'], by: ['queryFrontend.query.enabled', 'queryFrontend.ingress.enabled'] };
const FROM_1_11_0 = [...ALWAYS, INGESTER, QUERIER, QUERY_INGRESS];

/** Of tempo-distributed, whose labels reach everything where it has a value for those of all objects. */
export const DISTRIBUTED_OPTIONAL: readonly Row[] = [
  ['0.27.0', { optionalObjects: [...ALWAYS, INGESTER, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['0.27.11', { optionalObjects: [...ALWAYS, INGESTER, QUERIER, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['1.2.11', { optionalObjects: [...FROM_1_11_0, GATEWAY_INGRESS, GATEWAY_PODS] }],
  ['1.11.0', { optionalObjects: [...FROM_1_11_0, GATEWAY_PODS] }],
  ['1.16.0', { optionalObjects: [...FROM_1_11_0, scaledBy('compactor'), GATEWAY_PODS] }],
  ['1.39.0', { optionalObjects: [...FROM_1_11_0, scaledBy('compactor')] }],
  ['2.17.0', { optionalObjects: [...FROM_1_11_0, scaledBy('compactor'), scaledBy('backendWorker', 'backendScheduler.enabled')] }],
  ['3.0.0', { optionalObjects: [...ALWAYS, QUERIER, QUERY_INGRESS, scaledBy('backendWorker')] }],
];

/** Of the chart tempo. */
export const MONOLITHIC_OPTIONAL: readonly Row[] = [
  ['0.16.1', { optionalObjects: [] }],
  ['1.10.0', { optionalObjects: [{ labels: ['NetworkPolicy'], by: ['networkPolicy.enabled'] }] }],
];

/** What is not reached with the objects that values turn on. @param unreached without them */
export function withOptional(unreached: Unreached, optional: readonly OptionalObjects[], values: Readonly<Values>): Unreached {
  const isOn = (path: string) => isTrueInTemplate(at(values, ...path.split('.')));
  const on = optional.filter(({ by, unless }) => by.every(isOn) && !(unless !== undefined && isOn(unless)));
  const all = (kind: keyof Unreached) => [...new Set([...unreached[kind], ...on.flatMap((objects) => objects[kind] ?? [])])].toSorted();
  return { labels: unreached.labels.length === 0 ? [] : all('labels'), annotations: all('annotations') };
}
