/** Gateways and HTTPRoutes of Gateway API, whatever serves them. */
import { GATEWAY_API } from '../../charts/gateway-api';
import { listAt, textAt, textFrom } from '../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../stack';
import { groupOf } from './kubernetes';

export const isHttpRoute = ({ object }: Pick<Placed, 'object'>): boolean => object.kind === 'HTTPRoute' && groupOf(object) === GATEWAY_API;

export const hostnamesOf = ({ object }: Pick<Placed, 'object'>): string[] => listAt(object, 'spec', 'hostnames').map(textFrom);

/** Whether it is an Ingress or an HTTPRoute. */
export const isRoute = (placed: Pick<Placed, 'object'>): boolean => placed.object.kind === 'Ingress' || isHttpRoute(placed);

/** The hosts that an Ingress or an HTTPRoute names; without any, it is for all hosts. */
export const hostsOf = (placed: Pick<Placed, 'object'>): string[] =>
  isHttpRoute(placed) ? hostnamesOf(placed) : listAt(placed.object, 'spec', 'rules').flatMap((rule) => textAt(rule, 'host') ?? []);

/** A Gateway that an HTTPRoute names, with the listeners that it means. */
export interface Parent {
  readonly name: string;
  readonly namespace: string;
  /** The listener that it names; undefined for all of them. */
  readonly section?: string;
  /** The Gateway; undefined if it does not exist here. */
  readonly gateway?: Placed;
  /** Its listeners of that name and port, as they are in the manifest. */
  readonly listeners: readonly unknown[];
}

/** The parents of a route that are Gateways: others, such as Services, are for a mesh. */
export const parentsOf = ({ object, namespace = 'default' }: Placed, { objects }: Pick<World, 'objects'>): Parent[] =>
  listAt(object, 'spec', 'parentRefs')
    .filter((parent) => (textAt(parent, 'kind') ?? 'Gateway') === 'Gateway' && (textAt(parent, 'group') ?? GATEWAY_API) === GATEWAY_API)
    .map((parent) => {
      const wanted = { name: textAt(parent, 'name') ?? '', namespace: textAt(parent, 'namespace') ?? namespace };
      const section = textAt(parent, 'sectionName');
      const port = textAt(parent, 'port');
      const gateway = objects.find(
        (other) =>
          other.object.kind === 'Gateway' &&
          groupOf(other.object) === GATEWAY_API &&
          other.object.metadata.name === wanted.name &&
          (other.namespace ?? 'default') === wanted.namespace,
      );
      const isMeant = (listener: unknown) =>
        (section === undefined || textAt(listener, 'name') === section) && (port === undefined || textAt(listener, 'port') === port);
      const listeners = gateway ? listAt(gateway.object, 'spec', 'listeners').filter(isMeant) : [];
      return { ...wanted, ...(section !== undefined && { section }), ...(gateway && { gateway }), listeners };
    });

/** The class of a Gateway; undefined if it is not here. */
export function classOf({ object }: Placed, { objects }: Pick<World, 'objects'>): Manifest | undefined {
  const name = textAt(object, 'spec', 'gatewayClassName');
  return objects.find((other) => other.object.kind === 'GatewayClass' && other.object.metadata.name === name)?.object;
}

/** Its controller. */
export const controllerOf = (gateway: Placed, world: Pick<World, 'objects'>): string | undefined =>
  textAt(classOf(gateway, world), 'spec', 'controllerName');
