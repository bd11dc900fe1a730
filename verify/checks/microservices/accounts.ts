/** Checks that the ServiceAccounts of pods, and those and the roles of bindings, exist. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { holdsText, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { isOfChart } from '../../world/of-chart';
import { MICROSERVICES_RULES } from './rules';

/** Objects of one kind: those in a namespace, or those of the whole cluster. */
type Named = readonly { readonly name: string; readonly namespace?: string }[];

export function checkAccounts(world: World, { pods }: Lookup): Finding[] {
  const { objects } = world;
  const accounts = namedOf('ServiceAccount', objects);
  const isUnused = ({ name, namespace }: Named[number]) =>
    !pods.some(({ placed, serviceAccount }) => serviceAccount === name && placed.namespace === namespace);
  const ofPods = pods.flatMap(({ placed, serviceAccount }) => {
    if (serviceAccount === 'default' || isUsers(serviceAccount, world)) return [];
    // Of other authors, a similar account that another pod uses is not the one that is meant.
    const known = world.isOurs ? accounts : accounts.filter((each) => each.name === serviceAccount || isUnused(each));
    const problem = missing('ServiceAccount', serviceAccount, placed.namespace, known, isComplete(placed, world), world);
    return problem ? [found(placed, `runs as ${problem}, so no pod is created`, serviceAccount, known, world)] : [];
  });
  const ofBindings = objects
    .filter(({ object: { kind, apiVersion } }) => /^(Cluster)?RoleBinding$/.test(kind) && apiVersion.startsWith('rbac.authorization'))
    .flatMap((binding) => [...subjects(binding, accounts, world), ...role(binding, world)]);
  return [...ofPods, ...ofBindings];
}

const namedOf = (kind: string, objects: World['objects']): Named =>
  objects.flatMap(({ object, namespace }) => (object.kind === kind ? [{ name: object.metadata.name, namespace }] : []));

/** Whether the user's own values name it. */
const isUsers = (name: string, { declared: { values } }: World): boolean => holdsText(values, name);

/** Whether these manifests have all that an object names: a chart of the output brings its accounts and roles. */
const isComplete = (placed: Placed, world: World): boolean => world.isOurs && isOfChart(placed, world);

/** Only where these manifests have some of that kind: elsewhere, others create them. If they are not complete, only what is misspelled. */
function missing(
  kind: string,
  name: string,
  namespace: string | undefined,
  all: Named,
  isAll: boolean,
  { objects }: World,
): string | undefined {
  const here = all.filter((each) => each.namespace === namespace);
  if (name === '' || here.some((each) => each.name === name)) return undefined;
  const elsewhere = all.filter((each) => each.name === name);
  // Without a namespace, the one of the command that applies the manifests counts.
  if (namespace === undefined ? kind !== 'ClusterRole' : elsewhere.some((each) => each.namespace === undefined)) return undefined;
  const isKnown = here.length > 0 || objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace);
  const isMistaken = elsewhere.length > 0 || meantBy(name, here) !== undefined;
  if (!isMistaken && !(isAll && isKnown)) return undefined;
  const only = elsewhere.length > 0 ? `, only in ${listed(elsewhere.map((each) => each.namespace ?? 'no namespace'))}` : '';
  return `${kind} ${name}, which does not exist${namespace ? ` in namespace ${namespace}` : ''}${only}`;
}

const meantBy = (name: string, all: Named): string | undefined =>
  nearest(
    name,
    all.map((each) => each.name),
  );

function found(placed: Placed, problem: string, name: string, all: Named, { isOurs }: World): Finding {
  const meant = meantBy(
    name,
    all.filter((each) => each.name !== name),
  );
  const statement: Statement = MICROSERVICES_RULES.says('no-account', problem, meant ? `use ${meant}` : 'create it, or correct the name');
  return (isOurs ? error : warning)(placed.place, statement, aboutObject(placed.object));
}

function subjects(binding: Placed, accounts: Named, world: World): Finding[] {
  return listAt(binding.object, 'subjects').flatMap((subject) => {
    const name = textAt(subject, 'name') ?? '';
    const namespace = textAt(subject, 'namespace') ?? binding.namespace;
    if (textAt(subject, 'kind') !== 'ServiceAccount' || name === 'default') return [];
    const problem = missing('ServiceAccount', name, namespace, accounts, isComplete(binding, world), world);
    return problem ? [found(binding, `grants a role to ${problem}`, name, accounts, world)] : [];
  });
}

/** Roles that every cluster has. */
const OF_CLUSTER = /^(cluster-admin|admin|edit|view|extension-apiserver-authentication-reader|system:.*)$/;

function role(binding: Placed, world: World): Finding[] {
  const kind = textAt(binding.object, 'roleRef', 'kind') ?? '';
  const name = textAt(binding.object, 'roleRef', 'name') ?? '';
  if (OF_CLUSTER.test(name)) return [];
  const isOfCluster = kind === 'ClusterRole';
  const roles = namedOf(kind, world.objects).map((each) => (isOfCluster ? { name: each.name } : each));
  const problem = missing(kind, name, isOfCluster ? undefined : binding.namespace, roles, isComplete(binding, world), world);
  return problem ? [found(binding, `grants ${problem}`, name, roles, world)] : [];
}
