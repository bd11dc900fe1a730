/** Whether Traefik reads a Gateway: its provider is on for the namespaces, and an entry point has the port of the listener. */
import type { Statement } from '../../../../lib/findings/finding';
import { mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import { hasSection, type TraefikProcess } from '../../../uses/traefik';
import { parentsOf } from '../../../world/gateways';
import { missingLabel } from '../../../world/label-selector';
import { ADDRESSES_RULES } from '../rules';

const PROVIDER = 'providers.kubernetesgateway';

export interface Attachment {
  readonly gateway: Placed;
  /** The class of the Gateway; undefined if it is not here. */
  readonly gatewayClass?: Manifest;
  readonly listeners: readonly unknown[];
}

/** Why no Traefik serves the route; undefined if one does, or if none is known. */
export function whyNotRead(route: Placed, attachment: Attachment, traefiks: readonly TraefikProcess[]): Statement | undefined {
  const reasons = traefiks.map((traefik) => reasonOf(route, attachment, traefik));
  return reasons.length > 0 && reasons.every(Boolean) ? reasons[0] : undefined;
}

function reasonOf(route: Placed, { gateway, gatewayClass, listeners }: Attachment, { flags, isV2 }: TraefikProcess): Statement | undefined {
  const says = (problem: string, fix: string) => ADDRESSES_RULES.says('gateway-not-read', problem, fix);
  if (!hasSection(flags, PROVIDER)) return says('Traefik reads no Gateway', 'set providers.kubernetesGateway.enabled to true');
  if (isV2) return says('Traefik 2 reads no HTTPRoute of Gateway API v1', 'use Traefik 3, or an Ingress');
  const namespaces = (flags.get(`${PROVIDER}.namespaces`) ?? '').split(',').flatMap((name) => name.trim() || []);
  const missing = [gateway, route].map(({ namespace = 'default' }) => namespace).find((name) => !namespaces.includes(name));
  if (namespaces.length > 0 && missing !== undefined) {
    const problem = `Traefik reads Gateways and routes only in the namespaces ${namespaces.join(', ')}, and not in ${missing}`;
    return says(problem, 'add it to providers.kubernetesGateway.namespaces');
  }
  const label = gatewayClass && missingLabel(flags.get(`${PROVIDER}.labelselector`) ?? '', mapAt(gatewayClass.metadata, 'labels'));
  if (gatewayClass && label !== undefined) {
    const problem = `Traefik reads only GatewayClasses with the label ${label}, which ${gatewayClass.metadata.name} does not have`;
    return says(problem, 'add it to gatewayClass.labels, or remove providers.kubernetesGateway.labelSelector');
  }
  if (listeners.some((listener) => entryPointsOn(textAt(listener, 'port') ?? '', flags).length > 0)) return undefined;
  const ports = listeners.map((listener) => textAt(listener, 'port')).join(', ');
  return says(`no entry point of Traefik has port ${ports} of the listener`, 'use the port of an entry point');
}

/** The names of the entry points on a port, which is that of the container. */
export const entryPointsOn = (port: string, flags: TraefikProcess['flags']): string[] =>
  [...flags].flatMap(([name, value]) => {
    const [, entryPoint] = /^entrypoints\.([^.]+)\.address$/.exec(name) ?? [];
    return entryPoint !== undefined && /:(\d+)/.exec(value)?.[1] === port ? [entryPoint] : [];
  });

/** The names of the entry points that serve an HTTPRoute, by the ports of its listeners. */
export const entryPointsOfRoute = (route: Placed, world: World, traefiks: readonly TraefikProcess[]): string[] => [
  ...new Set(
    parentsOf(route, world)
      .flatMap(({ listeners }) => listeners)
      .flatMap((listener) => traefiks.flatMap(({ flags }) => entryPointsOn(textAt(listener, 'port') ?? '', flags))),
  ),
];
