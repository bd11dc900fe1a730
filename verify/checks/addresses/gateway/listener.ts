/** Whether a listener of a Gateway accepts an HTTPRoute, by the rules of Gateway API. */
import { hostsMeet } from '../../../../charts/gateway-api';
import { at, isMap, listAt, mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { hostnamesOf, type Parent } from '../../../world/gateways';
import { selectsLabels } from '../../../world/label-selector';
import { namespaceObject } from '../../../world/namespaces';
import { NAMESPACE_NAME } from '../../../world/network-policies/labels';

export interface Refusal {
  readonly problem: string;
  readonly fix: string;
}

/** Why a listener does not accept the route; undefined if it does, or if that is not known. */
export function refusal(route: Placed, listener: unknown, parent: Parent, world: World): Refusal | undefined {
  const name = `listener ${textAt(listener, 'name')} of Gateway ${parent.name}`;
  const protocol = textAt(listener, 'protocol') ?? '';
  if (!['HTTP', 'HTTPS'].includes(protocol))
    return { problem: `${name} has the protocol ${protocol || 'nothing'}, which takes no HTTPRoute`, fix: 'use HTTP or HTTPS' };
  const kinds = listAt(listener, 'allowedRoutes', 'kinds').map((kind) => textAt(kind, 'kind') ?? '');
  if (kinds.length > 0 && !kinds.includes('HTTPRoute'))
    return { problem: `${name} accepts only ${kinds.join(' and ')}`, fix: 'add HTTPRoute to its kinds' };
  return otherNamespace(route, listener, parent, name, world) ?? otherHost(route, listener, name);
}

function otherNamespace(route: Placed, listener: unknown, parent: Parent, name: string, world: World): Refusal | undefined {
  const { namespace = 'default' } = route;
  const policy = at(listener, 'allowedRoutes', 'namespaces');
  const from = textAt(policy, 'from') ?? 'Same';
  if (from === 'All') return undefined;
  if (from === 'Selector') {
    const labels = namespaceObject(namespace, world)?.object.metadata.labels;
    const selector = at(policy, 'selector');
    // A namespace that is made elsewhere may have more labels.
    const isKnown = labels !== undefined || Object.keys(mapAt(selector, 'matchLabels')).every((key) => key === NAMESPACE_NAME);
    const isSelected = !isMap(selector) || selectsLabels(selector, { ...labels, [NAMESPACE_NAME]: namespace });
    if (isSelected || !isKnown || (labels === undefined && listAt(selector, 'matchExpressions').length > 0)) return undefined;
    return { problem: `${name} does not select namespace ${namespace}`, fix: 'correct its namespacePolicy' };
  }
  if (from === 'Same' && namespace === parent.namespace) return undefined;
  return {
    problem:
      from === 'Same' ? `${name} accepts only routes of its own namespace ${parent.namespace}` : `${name} accepts no routes (${from})`,
    fix: 'set its namespacePolicy to All',
  };
}

function otherHost(route: Placed, listener: unknown, name: string): Refusal | undefined {
  const host = textAt(listener, 'hostname');
  const hosts = hostnamesOf(route);
  if (!host || hosts.length === 0 || hosts.some((each) => hostsMeet(each, host))) return undefined;
  return { problem: `${name} is for ${host}, and not for ${hosts.join(', ')}`, fix: 'correct its hostname' };
}
