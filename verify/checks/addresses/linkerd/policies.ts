/** Whether policies of Linkerd refuse a connection. */
import type { Statement } from '../../../../lib/findings/finding';
import { isMap, listAt, mapAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import type { Use } from '../../../uses/use';
import { groupOf, type Pod, titleOf } from '../../../world/kubernetes';
import { identityFault, isMeshed } from '../mesh';
import { ADDRESSES_RULES } from '../rules';

const GROUP = 'policy.linkerd.io';

/**
 * The Servers that select the pods and the port, none of which permits the sender. Only the proxies of Linkerd have an identity of the
 * mesh. What is not certain is permitted.
 * @param port the port of the container
 */
export function refusal(use: Use, [pod]: readonly Pod[], port: number, world: World): Statement | undefined {
  if (!world.isOurs || !pod || !isMeshed(pod, world)) return undefined;
  const { from } = use;
  const fault = identityFault(use, pod, port, world);
  if (fault) return fault;
  const policies = world.objects.filter(({ object, namespace }) => groupOf(object) === GROUP && namespace === pod.placed.namespace);
  const servers = policies.filter(({ object }) => object.kind === 'Server' && selects(object, pod, port));
  const refusing = servers.find(({ object }) => !isOpen(object) && !policies.some((policy) => permits(policy, object, from, policies)));
  if (!refusing) return undefined;
  const title = titleOf(refusing.object);
  const problem = `${title} of Linkerd refuses it, because no AuthorizationPolicy permits ${from === 'Linkerd' ? 'its proxies' : 'pods outside of the mesh'}`;
  return ADDRESSES_RULES.says('mesh-refuses', problem, `add one for ${title}, or remove it`);
}

function selects({ spec }: Manifest, { labels, containers }: Pod, port: number): boolean {
  const selector = mapAt(spec, 'podSelector');
  const wanted = Object.entries(mapAt(selector, 'matchLabels'));
  if (!isMap(selector) || listAt(selector, 'matchExpressions').length > 0) return false;
  if (!wanted.every(([key, value]) => labels[key] === textFrom(value))) return false;
  const named = containers.flatMap(({ ports }) => ports).filter(({ name }) => name !== undefined && name === textAt(spec, 'port'));
  return textAt(spec, 'port') === String(port) || named.some(({ number }) => number === port);
}

/** A Server denies by default (policy.linkerd.io/v1beta3, accessPolicy). */
const isOpen = ({ spec }: Manifest): boolean =>
  ['all-unauthenticated', 'cluster-unauthenticated', 'audit'].includes(textAt(spec, 'accessPolicy') ?? '');

function permits({ object }: Placed, server: Manifest, from: string, all: readonly Placed[]): boolean {
  const { kind, spec } = object;
  if (kind === 'ServerAuthorization') return true;
  if (kind !== 'AuthorizationPolicy') return false;
  const [target, name] = [textAt(spec, 'targetRef', 'kind'), textAt(spec, 'targetRef', 'name')];
  // A route permits part of the traffic.
  if (target === 'Server' ? name !== server.metadata.name : !['Namespace', 'HTTPRoute', 'GRPCRoute'].includes(target ?? '')) return false;
  return listAt(spec, 'requiredAuthenticationRefs').every((ref) => {
    if (from === 'Linkerd' || textAt(ref, 'kind') === 'NetworkAuthentication') return true;
    const known = all.find((other) => other.object.kind === textAt(ref, 'kind') && other.object.metadata.name === textAt(ref, 'name'));
    return textAt(ref, 'kind') !== 'ServiceAccount' && !(known && known.object.kind === 'MeshTLSAuthentication');
  });
}
