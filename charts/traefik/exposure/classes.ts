/** The names of the classes of Traefik's chart, which have no namespace: two installed Traefiks must not make the same one. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Rendered } from '../../component';
import { GATEWAY_API } from '../../gateway-api';
import type { Values } from '../../helm-values/user-values';
import { TRAEFIK, type TraefikRelease } from '../releases';
import type { ClassFacts, ClassValue } from '../releases/classes';

/** The names of its GatewayClass and IngressClass without a value, which is that of the release. */
export const CLASS_NAME = TRAEFIK;

const INGRESS_CLASS = 'networking.k8s.io/IngressClass';
export const GATEWAY_CLASS = `${GATEWAY_API}/GatewayClass`;

/** @param values all of this stack and of the user: the chart makes the classes that they do not turn off */
export const withClassNames = (
  cluster: NonNullable<Rendered['cluster']>,
  values: Readonly<Values>,
  { ingressClassValues, gatewayClassValues, gatewaySwitch }: ClassFacts & Pick<TraefikRelease, 'gatewaySwitch'>,
): NonNullable<Rendered['cluster']> =>
  cluster.map((one) => {
    const [key, known] =
      one.kind === INGRESS_CLASS ? (['ingressClass', ingressClassValues] as const) : (['gatewayClass', gatewayClassValues] as const);
    if (one.kind !== INGRESS_CLASS && one.kind !== GATEWAY_CLASS) return one;
    const off = known.includes('enabled') ? `${key}.enabled` : gatewaySwitch;
    return {
      ...one,
      exact: exactName(key, known, values),
      ...(!known.includes('name') && { wayOut: `set ${off}: false in ${TRAEFIK}.values` }),
    };
  });

function exactName(key: string, known: readonly ClassValue[], values: Readonly<Values>): string | undefined {
  const enabled = known.includes('enabled') ? at(values, key, 'enabled') : undefined;
  if (enabled !== undefined && !isTrueInTemplate(enabled)) return undefined;
  return (known.includes('name') && textAt(values, key, 'name')) || CLASS_NAME;
}
