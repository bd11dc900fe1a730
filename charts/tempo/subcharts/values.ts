/** Helm values that subcharts get for what the cluster file says of all pods. The user's own values win. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, type Path, textAt } from '../../../lib/yaml/parsed';
import { singleValue } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import { type Unreached, withFurther } from '../../metadata/unreached';
import type { ImageMirrors } from '../../registry/image-mirrors';
import type { ChartPods } from '../../scheduling/scheduling';
import type { DistributedRelease } from '../releases';
import { type ClusterObjects, DEFINITION } from './cluster-objects';
import { AGENT_RESOURCE, type Subchart } from './releases';

/** Whether Helm renders the subchart of a condition that is false by default: anything else than false turns it on, also a null (rendered). */
export const isOn = (values: Readonly<Values>, condition: Path): boolean => ![undefined, false].includes(at(values, ...condition) as never);

/** Whether values let the Agent Operator make pods. */
export const hasAgents = (values: Readonly<Values>): boolean => isTrueInTemplate(at(values, ...AGENT_RESOURCE));

/** The namespace of the pods that the Agent Operator makes; undefined if values do not turn them on. @param own that of Tempo */
export function agentsIn(values: Readonly<Values>, own: string): string | undefined {
  if (!hasAgents(values)) return undefined;
  return textAt(values, ...AGENT_RESOURCE.slice(0, -1), 'namespace') || own;
}

/** Those that values turn on. */
export const subchartsIn = (values: Readonly<Values>, { subcharts }: Pick<DistributedRelease, 'subcharts'>): readonly Subchart[] =>
  subcharts.filter(({ condition }) => isOn(values, condition));

/** Its cluster-scoped objects that values do not turn off. */
export const clusterObjectsOf = (subchart: Subchart, values: Readonly<Values>): readonly ClusterObjects[] =>
  subchart.cluster.filter(
    ({ offBy, isCondition }) =>
      offBy === undefined || (isCondition ? at(values, subchart.key, ...offBy) !== false : isOnByDefault(subchart, values, offBy)),
  );

/** What labels and annotations do not reach of one that is on. Its definitions have no values in any release. */
export function unreachedOf(subchart: Subchart, values: Readonly<Values>): Unreached {
  const { key, unreached, unreachedMonitor } = subchart;
  const isMonitored = isTrueInTemplate(at(values, key, 'serviceMonitor', 'enabled'));
  const definitions = clusterObjectsOf(subchart, values).some(({ kind }) => kind === DEFINITION) ? ['CustomResourceDefinition'] : [];
  return withFurther(unreached, { labels: definitions, annotations: definitions }, isMonitored ? unreachedMonitor : undefined);
}

/** The mirror of the image, and the pull Secret; several, to be merged. */
export function subchartImages(mirrors: ImageMirrors, { key, image, hasRegistry, pullSecrets }: Subchart): Values[] {
  const parts = mirrors.parts(image);
  return [
    ...(parts ? [{ [key]: { image: hasRegistry ? parts : { repository: `${parts.registry}/${parts.repository}` } } }] : []),
    ...(mirrors.pullSecrets.length > 0 ? [singleValue([key, ...pullSecrets], mirrors.pullSecrets)] : []),
  ];
}

/** The name of its objects: `fullname` of its templates, the same in every release (rendered). @param values with its own below its key */
export function subchartFullname(releaseName: string, subchart: Pick<Subchart, 'name' | 'key'>, values: Readonly<Values>): string {
  const name = nameIn(subchart, values);
  const own = textAt(values, subchart.key, 'fullnameOverride') || (releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
  return cut(own);
}

/** `trunc 63 | trimSuffix "-"` */
const cut = (name: string): string => name.slice(0, 63).replace(/-$/, '');

const nameIn = ({ name, key }: Pick<Subchart, 'name' | 'key'>, values: Readonly<Values>): string =>
  textAt(values, key, 'nameOverride') || name;

/** The label app.kubernetes.io/name of its pods and Services. */
export const subchartLabel = (subchart: Pick<Subchart, 'name' | 'key'>, values: Readonly<Values>): string => cut(nameIn(subchart, values));

/** Whether a value of its templates, which is on by default, is on. @param path below its key */
export function isOnByDefault({ key }: Pick<Subchart, 'key'>, values: Readonly<Values>, path: Path): boolean {
  const value = at(values, key, ...path);
  return value === undefined || isTrueInTemplate(value);
}

export const subchartPods = (releaseName: string, subchart: Subchart, values: Readonly<Values>): ChartPods => ({
  pods: `Deployment ${subchartFullname(releaseName, subchart, values)}`,
  path: [subchart.key],
  ...(!subchart.hasPriority && { without: ['priorityClassName'] }),
});
