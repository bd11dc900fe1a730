/** The hops to pods of a stack that addresses in the user's own values need, and that the stack does not make itself. */
import { type BehindService, type Hop, portOf, type Side, serviceHops } from '../hop';
import { isPermitted } from '../permitted';
import { stackTargets } from './own-addresses';
import type { OwnServices, ServicePart } from './own-services';

/** Pods, and the values in which the addresses are. */
export interface Client {
  readonly from: readonly Side[];
  readonly namespace: string;
  readonly values: unknown;
}

interface StackServices {
  readonly own: OwnServices;
  readonly behind: (service: ServicePart) => readonly BehindService[];
  /** All other hops of the stack. */
  readonly hops: readonly Hop[];
  readonly keepsPort: boolean;
}

/**
 * Without ports on which the pods do not listen, and without what the stack permits already. If some of the pods with the same values may
 * connect, the others have no use for the address: values of all microservices have those of one too.
 */
export const ownServiceHops = (clients: readonly Client[], { own, behind, hops, keepsPort }: StackServices): Hop[] =>
  clients.flatMap(({ from, namespace, values }) =>
    stackTargets(values, namespace, own).flatMap(({ port, ...service }) =>
      behind(service).flatMap(({ pods, ports, isDirect }) => {
        const open = ports.filter((each) => (each.as ?? each.port) === port).map(portOf);
        return pods.flatMap((to) => {
          const needed = (open.length > 0 ? serviceHops(from, [to], open) : []).map((hop) => ({ ...hop, isDirect, keepsPort }));
          return needed.some((hop) => isPermitted(hop, hops)) ? [] : needed;
        });
      }),
    ),
  );
