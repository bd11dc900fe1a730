/** Checks that the pods of a namespace comply with its level of the Pod Security Standards. */
import { ENFORCE, LEVELS, levelOf, type PodSecurityLevel } from '../../../../charts/namespaces/config';
import { violationsOf } from '../../../../charts/namespaces/standards/judge';
import { error, type Finding, type Place, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { minorOf } from '../../../../lib/releases/version';
import { mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { bundledObjects, objectsOfOthers } from '../../../world/installed-elsewhere';
import { aboutObject, isCustom, type Pod, podTemplateOf } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { namespaceObject } from '../../../world/namespaces';
import { isMeshed } from '../../addresses/mesh';
import { HYGIENE_RULES } from '../rules';

/** The level of a namespace, and where it comes from. */
interface Enforced {
  readonly level: PodSecurityLevel;
  readonly version: string;
}

/** The kinds whose pods are known; a controller completes those of its own kinds. */
export function podSecurity(world: World, { pods }: Lookup): Finding[] {
  const bundled = bundledObjects(world.releases);
  const judged = pods.filter(({ placed }) => !bundled.has(placed) && !isCustom(placed.object));
  const others = objectsOfOthers(world);
  const levelOn = ({ placed }: Pod) => levelIn(placed, world, others);
  const found = judged.flatMap((pod) => {
    const enforced = levelOn(pod);
    return enforced ? violations(pod, enforced, world) : [];
  });
  // Other authors know whether they have the plugin.
  return [...found, ...(world.isOurs ? proxies(judged, world, levelOn) : [])];
}

/**
 * By the label of its Namespace, or by the cluster file where somebody else makes it; undefined if neither tells one. The cluster file
 * tells that of the namespaces that this stack installs into.
 * @param others what other Applications install
 */
function levelIn(placed: Placed, world: World, others: ReadonlySet<Placed>): Enforced | undefined {
  const { namespace } = placed;
  if (namespace === undefined) return undefined;
  const { declared, kubernetes } = world;
  const own = namespaceObject(namespace, world)?.object;
  const isTold = !own && !others.has(placed) && declared.stackNamespaces?.has(namespace);
  const told = isTold && declared.namespaces ? levelOf(declared.namespaces, namespace) : undefined;
  const byLabels = enforcedBy(mapAt(own, 'metadata', 'labels'), kubernetes.version);
  return byLabels ?? (told && { level: told, version: minorOf(kubernetes.version) });
}

/**
 * What the labels of a namespace enforce; undefined if they tell no level.
 * @param kubernetes the version where they do not name one
 */
export function enforcedBy(labels: Readonly<Record<string, unknown>>, kubernetes: string): Enforced | undefined {
  const level = LEVELS.find((name) => name === labels[ENFORCE]);
  const version = /^v(\d+\.\d+)$/.exec(textFrom(labels[`${ENFORCE}-version`] ?? ''))?.[1] ?? minorOf(kubernetes);
  return level && { level, version };
}

/** How to lower the level of a namespace. That of a component of the user's own, or of another author, has its label alone. */
const lowered = (namespace: string | undefined, { declared }: World): string =>
  declared.stackNamespaces?.has(namespace ?? '')
    ? `namespaces.podSecurityOf.${namespace}`
    : `the label ${ENFORCE} of Namespace ${namespace}`;

function violations(pod: Pod, { level, version }: Enforced, world: World): Finding[] {
  const { isOurs } = world;
  const { placed } = pod;
  const all = violationsOf(podTemplateOf(pod), level, version);
  const containers = [...new Set(all.map(({ container }) => container))];
  return containers.map((container) => {
    const own = all.filter((violation) => violation.container === container).map(({ field, must }) => `${field} ${must}`);
    const problem = `Pod Security ${level} of namespace ${placed.namespace} refuses its pods: ${own.join(', ')}`;
    const fix = `set ${own.length === 1 ? 'it' : 'them'}, or set ${lowered(placed.namespace, world)} to a level that allows it`;
    const about = { ...aboutObject(placed.object), ...(container !== undefined && { part: `container ${container}` }) };
    // Others may have exemptions.
    return (isOurs ? error : warning)(placed.place, HYGIENE_RULES.says('pod-security', problem, fix), about);
  });
}

/** Linkerd's injector adds an init container to meshed pods, unless its CNI plugin is installed, which the manifests do not tell. */
function proxies(pods: readonly Pod[], world: World, levelOn: (pod: Pod) => Enforced | undefined): Finding[] {
  const meshed = pods.filter((pod) => isMeshed(pod, world));
  const namespaces = [...new Set(meshed.map(({ placed }) => placed.namespace ?? ''))];
  return namespaces.flatMap((namespace) => {
    const own = meshed.filter((pod) => pod.placed.namespace === namespace && levelOn(pod));
    const level = own[0] && levelOn(own[0])?.level;
    if (level === undefined || level === 'privileged') return [];
    const problem = `Pod Security ${level} refuses the pods of namespace ${namespace} that Linkerd injects (${listed([...new Set(own.map(({ placed }) => placed.object.metadata.name))])}), because the init container of its proxy needs NET_ADMIN and NET_RAW`;
    const fix = `install Linkerd with its CNI plugin and accept this, or set ${lowered(namespace, world)} to privileged`;
    const place: Place = own[0]?.placed.place ?? { file: world.folder };
    return [warning(place, HYGIENE_RULES.says('pod-security-of-proxy', problem, fix), { subject: `Namespace ${namespace}` })];
  });
}
