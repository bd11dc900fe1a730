/** A chart of the user's `main.ts` as a component: with a file, an Application and an AppProject of its own. */
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterInfo, Components, OwnChart } from '../../components';
import { Refusal } from '../../lib/command-line/errors';
import { isClusterKind } from '../../lib/kubernetes/cluster-kinds';
import { isMap } from '../../lib/yaml/parsed';
import { Component } from '../component';
import { namespaceRequirement } from '../namespaces/of-app';
import { mainFile, refusal } from './main-file';

/** Names of files in the output that are not those of a component. */
const TAKEN = /^(bootstrap|applications|values)$|-(chart|release)$/;

/** The namespaces of every cluster. */
const OF_KUBERNETES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Short enough for the name of an Application, which begins with the name of the cluster. */
const NAME = /^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$/;

class OwnComponent extends Component {
  /** @param made the namespaces that this stack, or its user, makes */
  constructor(scope: Construct, name: string, namespace: string, objects: readonly ApiObjectProps[], made: ReadonlySet<string>) {
    super(scope, name);
    for (const [index, object] of objects.entries()) new ApiObject(this, `object-${index}`, object);
    this.delivery = { namespace, rendered: { namespaced: [] } };
    const used = objects.flatMap((object) => (isClusterKind(object) ? [] : (object.metadata?.namespace ?? namespace)));
    this.neededNamespaces = [...new Set(used)].filter((each) => !made.has(each)).map((each) => namespaceRequirement(each));
  }
}

/**
 * The components of the user's function. A chart without an object is left out.
 * @param scope has the other components already
 * @param stackNamespaces those that the other components are in
 * @throws Refusal for a chart that cannot be one
 */
export function createOwnComponents(
  scope: Construct,
  components: Components,
  cluster: ClusterInfo,
  stackNamespaces: readonly string[],
): Component[] {
  const file = mainFile() ?? 'main.ts';
  const charts = chartsOf(file, components, cluster);
  const own = charts.flatMap(({ objects }) =>
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata?.name ?? ''),
  );
  const made = new Set([...OF_KUBERNETES, ...stackNamespaces, ...own]);
  return charts.flatMap(({ id, namespace, objects }) => {
    const wrong = objects.length === 0 ? undefined : mistakeIn(scope, id, namespace);
    if (wrong) throw new Refusal(`${file}: chart ${id} ${wrong}`);
    return objects.length === 0 || namespace === undefined ? [] : [new OwnComponent(scope, id, namespace, objects, made)];
  });
}

function chartsOf(file: string, components: Components, cluster: ClusterInfo) {
  try {
    return components(cluster).map((chart) => ({ id: chart.node.id, namespace: chart.namespace, objects: objectsOf(chart) }));
  } catch (error) {
    throw refusal(file, `fails for cluster ${cluster.name}`, error);
  }
}

/** cdk8s gives each object of a chart its namespace, also one that is in none. */
const objectsOf = (chart: OwnChart): ApiObjectProps[] =>
  (chart.toJson() as ApiObjectProps[]).map((object) => {
    if (!isClusterKind(object) || !isMap(object.metadata)) return object;
    const { namespace: _, ...metadata } = object.metadata;
    return { ...object, metadata };
  });

function mistakeIn(scope: Construct, id: string, namespace: string | undefined): string | undefined {
  if (!NAME.test(id)) return 'has no valid name; use at most 30 lower-case letters, digits and hyphens';
  if (TAKEN.test(id) || scope.node.tryFindChild(id)) return 'has a name that is taken; use another one';
  return namespace ? undefined : `has no namespace; add it: new Chart(new App(), '${id}', { namespace: '${id}' })`;
}
