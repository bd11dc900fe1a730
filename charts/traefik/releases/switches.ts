/**
 * The switches of Traefik's chart with which it fails without another value, or on a newer Kubernetes, by release. Found by turning on
 * each value of every release with real Helm, and from its templates.
 */
import { FAILS, type Switches } from '../../helm-values/switches';

type Row = readonly [since: string, facts: { readonly switches: Switches }];

const NO_PSP = { by: 'podSecurityPolicy.enabled', object: 'a PodSecurityPolicy', since: '1.25' };
const NO_HPA = { by: 'autoscaling.enabled', object: 'an autoscaling/v2beta1 HorizontalPodAutoscaler', since: '1.25', newer: '12.0.0' };
const NO_PDB = { by: 'podDisruptionBudget.enabled', object: 'a policy/v1beta1 PodDisruptionBudget', since: '1.25', newer: '10.24.1' };

const SCALED = { by: 'autoscaling.enabled', needs: ['autoscaling.maxReplicas'], without: FAILS };
const RULES = 'metrics.prometheus.prometheusRule';
const ruled = (by: string) => ({
  ...{ by, needs: [`${RULES}.rules`] },
  without: 'renders a PrometheusRule without rules, which the API server refuses',
});
const otlp = (by: string) => ({ by, needs: ['experimental.otlpLogs'], without: FAILS });
const KNATIVE = { by: 'providers.knative.enabled', needs: ['experimental.knative'], without: FAILS };
const MODSEC = { by: 'providers.kubernetesIngressNGINX.modsec.enabled', needs: ['hub.token'], without: FAILS };

/** The images of two marketplaces, of which that of Traefik has the tag `latest` by default. The chart compares it with versions. */
const imagesOf = (market: string) => ({
  ...{ by: `${market}.enabled`, needs: [`${market}.images.proxy.tag`, 'hub.token'], without: FAILS },
});
const OCI = imagesOf('oci_meta');
const AZURE = imagesOf('global.azure');
const HARDENED = { by: 'hub.hardened', needs: ['hub.enabled', 'hub.token'], without: FAILS };

/** It needs a tag, which that of the default image of Hub is not. */
const MARKETS = ['oci_meta.enabled', 'global.azure.enabled'];
const UNTAGGED = { by: 'hub.token', problem: FAILS, newer: '41.0.0', unless: ['image.tag', ...MARKETS] };
/** It needs the tag of a newer Hub. Traefik itself has no such version, so image.tag cannot name it. */
const OLD_HUB = { ...UNTAGGED, unless: MARKETS };
/** With a newer Traefik it renders. */
const PLUGINS = { by: 'experimental.abortOnPluginFailure', problem: FAILS, newer: '34.0.0', unless: ['image.tag'] };
const CLAIM = { by: 'persistence.annotations', within: 'persistence.enabled', problem: FAILS, newer: '10.1.5' };

/** Its provider reads GatewayClasses, which have no namespace (templates/requirements.yaml). */
const NAMESPACED = { by: 'rbac.namespaced', within: 'providers.kubernetesGateway.enabled', problem: FAILS };

const FROM_12 = [SCALED];
const FROM_16 = [...FROM_12, ruled(RULES)];
const FROM_29 = [SCALED, ruled(`${RULES}.enabled`)];
const FROM_35 = [...FROM_29, OCI, AZURE];
const FROM_37 = [...FROM_35, otlp('logs.general.otlp.enabled')];
const FROM_40 = [...FROM_37, KNATIVE, MODSEC];
const FROM_41 = [...FROM_35, otlp('log.otlp.enabled'), KNATIVE, MODSEC];

const PSP = { by: 'podSecurityPolicy.enabled', kind: 'policy/PodSecurityPolicy', name: 'traefik*' };
/** On by default from 19.0.0. */
const CLASS = { by: 'ingressClass.enabled', kind: 'networking.k8s.io/IngressClass', name: '*' };
/** The webhooks of API management of Traefik Hub. */
const HUB = { by: 'hub.apimanagement.enabled', kind: 'admissionregistration.k8s.io/MutatingWebhookConfiguration', name: 'hub-*' };
const OLD = { removed: [NO_PSP], cluster: [PSP, CLASS] };
const WITHOUT_CLASS = { removed: [NO_PSP], cluster: [PSP] };
const WITH_HUB = { removed: [NO_PSP], cluster: [PSP, HUB] };

export const TRAEFIK_SWITCHES: readonly Row[] = [
  ['10.0.0', { switches: { broken: [CLAIM], removed: [NO_PSP, NO_HPA, NO_PDB], cluster: [PSP, CLASS] } }],
  ['10.1.5', { switches: { removed: [NO_PSP, NO_HPA, NO_PDB], cluster: [PSP, CLASS] } }],
  ['10.24.1', { switches: { removed: [NO_PSP, NO_HPA], cluster: [PSP, CLASS] } }],
  ['12.0.0', { switches: { incomplete: FROM_12, ...OLD } }],
  ['16.1.0', { switches: { incomplete: FROM_16, ...OLD } }],
  ['19.0.0', { switches: { incomplete: FROM_16, ...WITHOUT_CLASS } }],
  ['28.1.0', { switches: { incomplete: FROM_16, ...WITH_HUB } }],
  ['29.0.0', { switches: { incomplete: FROM_29, ...WITH_HUB } }],
  ['30.1.0', { switches: { broken: [NAMESPACED], incomplete: FROM_29, ...WITH_HUB } }],
  ['33.2.0', { switches: { broken: [NAMESPACED, PLUGINS], incomplete: FROM_29, ...WITH_HUB } }],
  ['34.0.0', { switches: { broken: [NAMESPACED], incomplete: FROM_29, ...WITH_HUB } }],
  ['34.2.0', { switches: { broken: [NAMESPACED, UNTAGGED], incomplete: FROM_29, ...WITH_HUB } }],
  ['35.0.0', { switches: { broken: [NAMESPACED, UNTAGGED], incomplete: [...FROM_29, OCI], ...WITH_HUB } }],
  ['35.3.0', { switches: { broken: [NAMESPACED, UNTAGGED], incomplete: FROM_35, ...WITH_HUB } }],
  ['37.2.0', { switches: { broken: [NAMESPACED, UNTAGGED], incomplete: FROM_37, ...WITH_HUB } }],
  ['37.3.0', { switches: { broken: [NAMESPACED, UNTAGGED], incomplete: [...FROM_37, KNATIVE], ...WITH_HUB } }],
  ['39.0.0', { switches: { broken: [NAMESPACED, OLD_HUB], incomplete: [...FROM_37, KNATIVE], ...WITH_HUB } }],
  ['40.0.0', { switches: { broken: [NAMESPACED, OLD_HUB], incomplete: FROM_40, cluster: [HUB] } }], // without a template for PodSecurityPolicy
  ['41.0.0', { switches: { broken: [NAMESPACED], incomplete: FROM_41, cluster: [HUB] } }],
  ['41.1.0', { switches: { broken: [NAMESPACED], incomplete: [...FROM_41, HARDENED], cluster: [HUB] } }],
];

/** The values without whose defaults every release fails, also without a schema. */
const NEEDED = [
  ...['autoscaling', 'experimental', 'ingressClass', 'persistence', 'podDisruptionBudget', 'ports', 'rbac', 'service'],
  'serviceAccount',
];
const WITH_METRICS = [...NEEDED, 'metrics'];
const WITH_RESOURCES = [...WITH_METRICS, 'resources'];

/** The values that a null must not remove: rendered with a null for each, the first release of each minor from 10.0.0 to 41.3.0. */
export const TRAEFIK_NEEDED: readonly (readonly [since: string, facts: { readonly needed: readonly string[] }])[] = [
  ['10.0.0', { needed: NEEDED }],
  ['16.1.0', { needed: WITH_METRICS }],
  ['18.1.0', { needed: [...WITH_METRICS, 'hub'] }],
  ['23.1.0', { needed: WITH_METRICS }],
  ['28.0.0', { needed: WITH_RESOURCES }],
  ['28.1.0', { needed: [...WITH_RESOURCES, 'hub'] }],
];

/** With a null for each of those values. */
export const withNulls = (switches: Switches, needed: readonly string[]): Switches => ({
  ...switches,
  broken: [...(switches.broken ?? []), ...needed.map((by) => ({ by, is: null, problem: FAILS }))],
});
