/** Mistakes between an HTTPRoute, its Gateway and Traefik. */
import type { Rule } from '../../../../lib/findings/rules';

export const GATEWAY_RULES = {
  'no-such-gateway': {
    proves: 'each HTTPRoute names a Gateway that exists, and a listener of it',
    example: 'HTTPRoute emojivoto: Gateway traefik-gateway in namespace traefik has no listener wbe; use web',
    wayOut: 'Correct parentRefs, or add the listener to the values of Traefik',
  },
  'route-refused': {
    proves: 'the listener accepts the HTTPRoute: its namespace, kind, protocol and host',
    example:
      'HTTPRoute emojivoto: listener web of Gateway traefik-gateway accepts only routes of its own namespace traefik; set its namespacePolicy to All',
    wayOut: 'Correct the listener in the values of Traefik, or the HTTPRoute',
  },
  'gateway-not-read': {
    proves:
      'Traefik reads the Gateway of each HTTPRoute: its provider is on, for that class and those namespaces, and an entry point has its port',
    example: 'HTTPRoute emojivoto: Traefik reads no Gateway; set providers.kubernetesGateway.enabled to true',
    wayOut: 'Correct providers.kubernetesGateway and the listeners in the values of Traefik',
  },
  'no-route': {
    proves: 'the demo has the HTTPRoute that the cluster file promises',
    example: 'the demo: no HTTPRoute leads emojivoto.example.org to it at listener web, so no request reaches it; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'backend-namespace': {
    proves: 'each Service of another namespace allows the HTTPRoute by a ReferenceGrant',
    example:
      'HTTPRoute shop: leads to Service web in namespace other, which has no ReferenceGrant for it; add one, or move the route there',
    wayOut: 'Add a ReferenceGrant in the namespace of the Service, or move the HTTPRoute',
  },
} as const satisfies Record<string, Rule>;
