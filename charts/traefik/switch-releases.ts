/**
 * The switches of Traefik's chart with which it fails without another value, or on a newer Kubernetes, by release. Found by turning on
 * each value of every release with real Helm, and from its templates.
 */
import { FAILS, type Switches } from '../helm-values/switches';

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

const FROM_29 = [SCALED, ruled(`${RULES}.enabled`)];

const PSP = { by: 'podSecurityPolicy.enabled', kind: 'policy/PodSecurityPolicy', name: 'traefik*' };
/** On by default from 19.0.0. */
const CLASS = { by: 'ingressClass.enabled', kind: 'networking.k8s.io/IngressClass', name: '*' };
/** The webhooks of API management of Traefik Hub. */
const HUB = { by: 'hub.apimanagement.enabled', kind: 'admissionregistration.k8s.io/MutatingWebhookConfiguration', name: 'hub-*' };
const FROM_12 = { removed: [NO_PSP], cluster: [PSP, CLASS] };
const FROM_19 = { removed: [NO_PSP], cluster: [PSP] };
const FROM_28 = { removed: [NO_PSP], cluster: [PSP, HUB] };

export const TRAEFIK_SWITCHES: readonly Row[] = [
  ['10.0.0', { switches: { removed: [NO_PSP, NO_HPA, NO_PDB], cluster: [PSP, CLASS] } }],
  ['10.24.1', { switches: { removed: [NO_PSP, NO_HPA], cluster: [PSP, CLASS] } }],
  ['12.0.0', { switches: { incomplete: [SCALED], ...FROM_12 } }],
  ['16.1.0', { switches: { incomplete: [SCALED, ruled(RULES)], ...FROM_12 } }],
  ['19.0.0', { switches: { incomplete: [SCALED, ruled(RULES)], ...FROM_19 } }],
  ['28.1.0', { switches: { incomplete: [SCALED, ruled(RULES)], ...FROM_28 } }],
  ['29.0.0', { switches: { incomplete: FROM_29, ...FROM_28 } }],
  ['37.2.0', { switches: { incomplete: [...FROM_29, otlp('logs.general.otlp.enabled')], ...FROM_28 } }],
  ['37.3.0', { switches: { incomplete: [...FROM_29, otlp('logs.general.otlp.enabled'), KNATIVE], ...FROM_28 } }],
  ['40.0.0', { switches: { incomplete: [...FROM_29, otlp('logs.general.otlp.enabled'), KNATIVE, MODSEC], cluster: [HUB] } }], // without a template for PodSecurityPolicy
  ['41.0.0', { switches: { incomplete: [...FROM_29, otlp('log.otlp.enabled'), KNATIVE, MODSEC], cluster: [HUB] } }],
];
