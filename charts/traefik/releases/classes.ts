/** Which values of Traefik's chart turn off and name its classes, by release (templates/ingressclass.yaml, templates/gatewayclass.yaml). */

export type ClassValue = 'enabled' | 'name';

export interface ClassFacts {
  readonly ingressClassValues: readonly ClassValue[];
  /** Before 29.0.0, there is one wherever the provider for Gateway API is on. */
  readonly gatewayClassValues: readonly ClassValue[];
}

export const TRAEFIK_CLASSES: readonly (readonly [since: string, facts: Partial<ClassFacts>])[] = [
  ['10.0.0', { ingressClassValues: ['enabled'], gatewayClassValues: [] }],
  ['23.2.0', { ingressClassValues: ['enabled', 'name'] }],
  ['29.0.0', { gatewayClassValues: ['enabled', 'name'] }],
];
