/** What components share about Gateway API. */

export const GATEWAY_API = 'gateway.networking.k8s.io';

/** A listener of a Gateway, as the parent of a route. */
export interface GatewayListener {
  readonly gateway: string;
  readonly namespace: string;
  readonly listener: string;
}
