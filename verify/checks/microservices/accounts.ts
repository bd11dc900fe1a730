/** Checks that the ServiceAccounts of pods, and those and the roles of bindings, exist. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { holdsText, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { namespaceObject } from '../../world/namespaces';
import { isOfChart } from '../../world/of-chart';
import { MICROSERVICES_RULES } from './rules';

/** Objects of one kind: those in a namespace, or those of the whole cluster. */
type Named = readonly { readonly name: string; readonly namespace?: string }[];

/** What an object names, which must exist. */
interface Wanted {
  readonly by: Placed;
  readonly kind: string;
  readonly name: string;
  /** Undefined for a kind of the whole cluster. */
  readonly namespace: string | undefined;
  /** Those that it can be. */
  readonly known: Named;
}

export function checkAccounts(world: World, { pods }: Lookup): Finding[] {
  const { objects } = world;
  const accounts = namedOf('ServiceAccount', objects);
  const isUnused = ({ name, namespace }: Named[number]) =>
    !pods.some(({ placed, serviceAccount }) => serviceAccount === name && placed.namespace === namespace);
  const ofPods = pods.flatMap(({ placed, serviceAccount }) => {
    if (serviceAccount === 'default' || isUsers(serviceAccount, world)) return [];
    // Of other authors, a similar account that another pod uses is not the one that is meant.
    const known = world.isOurs ? accounts : accounts.filter((each) => each.name === serviceAccount || isUnused(each));
    const account = { by: placed, kind: 'ServiceAccount', name: serviceAccount, namespace: placed.namespace, known };
    return missing(account, world, (what) => `runs as ${what}, so no pod is created`);
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

/** @param problemOf what is wrong, for `ServiceAccount tempo, which does not exist` */
function missing(wanted: Wanted, world: World, problemOf: (what: string) => string): Finding[] {
  const what = whatIsMissing(wanted, world);
  return what === undefined ? [] : [found(wanted, problemOf(what), world)];
}

/** Only where these manifests have some of that kind: elsewhere, others create them. If they are not complete, only what is misspelled. */
function whatIsMissing({ by, kind, name, namespace, known }: Wanted, world: World): string | undefined {
  const here = known.filter((each) => each.namespace === namespace);
  if (name === '' || here.some((each) => each.name === name)) return undefined;
  const elsewhere = known.filter((each) => each.name === name);
  // Without a namespace, the one of the command that applies the manifests counts.
  if (namespace === undefined ? kind !== 'ClusterRole' : elsewhere.some((each) => each.namespace === undefined)) return undefined;
  const isKnown = here.length > 0 || namespaceObject(namespace, world) !== undefined;
  const isMistaken = elsewhere.length > 0 || meantBy(name, here) !== undefined;
  if (!isMistaken && !(isKnown && isComplete(by, world))) return undefined;
  const only = elsewhere.length > 0 ? `, only in ${listed(elsewhere.map((each) => each.namespace ?? 'no namespace'))}` : '';
  return `${kind} ${name}, which does not exist${namespace ? ` in namespace ${namespace}` : ''}${only}`;
}

const meantBy = (name: string, all: Named): string | undefined =>
  nearest(
    name,
    all.map((each) => each.name),
  );

function found({ by, name, known }: Wanted, problem: string, { isOurs }: World): Finding {
  const meant = meantBy(
    name,
    known.filter((each) => each.name !== name),
  );
  const statement: Statement = MICROSERVICES_RULES.says('no-account', problem, meant ? `use ${meant}` : 'create it, or correct the name');
  return (isOurs ? error : warning)(by.place, statement, aboutObject(by.object));
}

function subjects(binding: Placed, accounts: Named, world: World): Finding[] {
  return listAt(binding.object, 'subjects').flatMap((subject) => {
    const name = textAt(subject, 'name') ?? '';
    const namespace = textAt(subject, 'namespace') ?? binding.namespace;
    if (textAt(subject, 'kind') !== 'ServiceAccount' || name === 'default' || isUsers(name, world)) return [];
    const account = { by: binding, kind: 'ServiceAccount', name, namespace, known: accounts };
    return missing(account, world, (what) => `grants a role to ${what}`);
  });
}

/** Roles that every cluster has. */
const OF_CLUSTER = /^(cluster-admin|admin|edit|view|extension-apiserver-authentication-reader|system:.*)$/;

function role(binding: Placed, world: World): Finding[] {
  const kind = textAt(binding.object, 'roleRef', 'kind') ?? '';
  const name = textAt(binding.object, 'roleRef', 'name') ?? '';
  if (OF_CLUSTER.test(name)) return [];
  const isOfCluster = kind === 'ClusterRole';
  const known = namedOf(kind, world.objects).map((each) => (isOfCluster ? { name: each.name } : each));
  const namespace = isOfCluster ? undefined : binding.namespace;
  return missing({ by: binding, kind, name, namespace, known }, world, (what) => `grants ${what}`);
}
