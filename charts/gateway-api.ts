/** What components share about Gateway API. */

export const GATEWAY_API = 'gateway.networking.k8s.io';

/** A listener of a Gateway, as the parent of a route. */
export interface GatewayListener {
  readonly gateway: string;
  readonly namespace: string;
  readonly listener: string;
}

/** What a route leads from a listener to. */
export interface GatewayRoute {
  readonly listener: string;
  readonly host: string;
  /** That of the route itself. */
  readonly namespace: string;
}

/** Whether two hosts, either of which may begin with `*.`, have one in common. */
export function hostsMeet(a: string, b: string): boolean {
  const covers = (wide: string, host: string) => wide.startsWith('*.') && host.endsWith(wide.slice(1)) && host.length > wide.length - 1;
  return a === b || covers(a, b) || covers(b, a);
}
