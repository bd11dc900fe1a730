/** Finds policies of Linkerd with a name or a selector that is misspelt. They permit, or protect, nothing. */
import { type Finding, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { nearest } from '../../../../lib/findings/nearest';
import { listAt, mapAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import { aboutObject, groupOf, type Pod, titleOf } from '../../../world/kubernetes';
import { selectsLabels } from '../../../world/label-selector';
import type { Lookup } from '../../../world/lookup';
import { isMisspelt } from '../../../world/namespaces';
import { ADDRESSES_RULES } from '../rules';

const GROUP = 'policy.linkerd.io';

interface Reference {
  readonly field: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Other policies may be elsewhere, so a missing name is only told where one that differs in a letter is here. */
export function checkPolicyReferences(world: World, lookup: Lookup): Finding[] {
  return world.objects.flatMap((placed) => {
    if (groupOf(placed.object) !== GROUP && !isRoute(placed.object)) return [];
    const statements = [...referencesOf(placed).flatMap((reference) => misnamed(reference, world)), ...serverMistakes(placed, lookup)];
    return statements.map(([problem, fix]) =>
      warning(placed.place, ADDRESSES_RULES.says('mesh-reference', problem, fix), aboutObject(placed.object)),
    );
  });
}

type Mistake = readonly [problem: string, fix: string];

/** Those of the Gateway API may belong to a Server of Linkerd too. */
const isRoute = ({ kind }: Manifest): boolean => /^(HTTP|GRPC)Route$/.test(kind);

/** The kinds that policies name, whose other names may be those of anything. */
const KINDS = ['Server', 'HTTPRoute', 'GRPCRoute', 'MeshTLSAuthentication', 'NetworkAuthentication', 'ServiceAccount'];

/** The fields of all kinds of policies (charts/linkerd-crds/templates/policy of Linkerd). */
function referencesOf({ object: { spec }, namespace: own = '' }: Placed): Reference[] {
  const refs = [
    { field: 'targetRef', ref: mapAt(spec, 'targetRef') },
    { field: 'server', ref: { kind: 'Server', ...mapAt(spec, 'server') } },
    ...['requiredAuthenticationRefs', 'identityRefs', 'parentRefs'].flatMap((field) =>
      listAt(spec, field).map((ref, index) => ({ field: `${field}[${index}]`, ref })),
    ),
  ];
  const named = refs.map(({ field, ref }) => ({
    field,
    kind: textAt(ref, 'kind') ?? '',
    name: textAt(ref, 'name') ?? '',
    namespace: textAt(ref, 'namespace') ?? own,
  }));
  const identities = listAt(spec, 'identities').flatMap((identity, index) => {
    const [, name, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.serviceaccount\.identity\./.exec(textFrom(identity)) ?? [];
    return name && namespace ? [{ field: `identities[${index}]`, kind: 'ServiceAccount', name, namespace }] : [];
  });
  return [...named.filter(({ kind, name }) => KINDS.includes(kind) && name !== ''), ...identities];
}

function misnamed({ field, kind, name, namespace }: Reference, { objects }: World): Mistake[] {
  const names = objects.flatMap(({ object, namespace: own }) => (object.kind === kind && own === namespace ? object.metadata.name : []));
  const meant = names.includes(name) ? undefined : names.find((each) => isMisspelt(name, each));
  return meant === undefined ? [] : [[`spec.${field} names ${kind} ${name}, which namespace ${namespace} does not have`, `use ${meant}`]];
}

function serverMistakes({ object, namespace }: Placed, lookup: Lookup): Mistake[] {
  if (object.kind !== 'Server') return [];
  const pods = lookup.pods.filter(({ placed }) => placed.namespace === namespace);
  const selector = mapAt(object.spec, 'podSelector');
  const selected = pods.filter(({ labels }) => selectsLabels(selector, labels));
  if (selected.length === 0) return misspeltLabel(selector, pods);
  const port = textAt(object.spec, 'port') ?? '';
  const names = [
    ...new Set(selected.flatMap(({ containers }) => containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])))),
  ];
  // A number need not be in the list of a container, and other names may be those of the proxy, such as linkerd-admin.
  const meant = /^\d+$/.test(port) || names.includes(port) ? undefined : nearest(port, names);
  if (meant === undefined) return [];
  const titles = listed([...new Set(selected.map(({ placed }) => titleOf(placed.object)))], 3);
  return [[`spec.port is ${port}, which no container of ${titles} has`, `use ${meant}`]];
}

/** A selector that selects pods as soon as a letter of one of its labels changes. */
function misspeltLabel(selector: Readonly<Record<string, unknown>>, pods: readonly Pod[]): Mistake[] {
  const wanted = mapAt(selector, 'matchLabels');
  for (const [key, value] of Object.entries(wanted))
    for (const { labels, placed } of pods)
      for (const [otherKey, otherValue] of Object.entries(labels)) {
        const isKey = otherValue === textFrom(value) && isMisspelt(key, otherKey);
        const isValue = otherKey === key && isMisspelt(textFrom(value), otherValue);
        const { [key]: _left, ...rest } = wanted;
        if (!(isKey || isValue) || !selectsLabels({ ...selector, matchLabels: { ...rest, [otherKey]: otherValue } }, labels)) continue;
        const problem = `spec.podSelector selects no pod here, but would select those of ${titleOf(placed.object)} with ${otherKey}: ${otherValue}`;
        return [[problem, `use that instead of ${key}: ${textFrom(value)}`]];
      }
  return [];
}
