/** The objects of a chart as plain data. */
import { ApiObject, type Chart } from 'cdk8s';
import { metadataOf } from './metadata/of-app';
import { withMetadata } from './metadata/with-metadata';
import { jsonOf } from './object-json';

/** A Kubernetes object that this project emits. It always has a name. */
export interface EmittedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Where a chart keeps its objects. In a WeakMap, they would outlive it by many clusters, until the next full garbage collection. */
const OBJECTS = Symbol('objects');

type Built = Chart & { [OBJECTS]?: readonly EmittedObject[] };

/**
 * The objects of a finished chart, in the order of their creation.
 *
 * Not `chart.toJson()`, which resolves the dependencies of the whole app again for each chart. There are none here, because
 * sync waves define the order.
 */
export function objectsOf(chart: Built): readonly EmittedObject[] {
  chart[OBJECTS] ??= build(chart);
  return chart[OBJECTS];
}

function build(chart: Chart): EmittedObject[] {
  const constructs = chart.node.findAll();
  const mistakes = constructs.flatMap(({ node }) => node.validate().map((mistake) => `${node.path}: ${mistake}`));
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  const metadata = metadataOf(chart);
  return constructs.filter(isApiObject).map((object) => withMetadata(jsonOf(object) as EmittedObject, metadata));
}

/** The objects of a chart, finished or not: `chart.apiObjects` omits those within constructs of cdk8s-plus. */
export const apiObjectsIn = (chart: Chart): ApiObject[] => chart.node.findAll().filter(isApiObject);

const isApiObject = (construct: unknown): construct is ApiObject => construct instanceof ApiObject;
