/**
 * What only values turn on in Traefik's chart, and what of it has no value for labels or annotations, by release. Found by rendering every
 * release with all of it.
 */
import type { OptionalObjects } from '../../metadata/optional';
import { ANY } from '../../metadata/values';

type Row = readonly [since: string, facts: { readonly optionalObjects: readonly OptionalObjects[] }];

const neither = (kind: string, by: string): OptionalObjects => ({ labels: [kind], annotations: [kind], by: [by] });

const ALWAYS = [
  neither('HorizontalPodAutoscaler', 'autoscaling.enabled'),
  neither('PodDisruptionBudget', 'podDisruptionBudget.enabled'),
  neither('TLSOption', 'tlsOptions'),
  neither('TLSStore', 'tlsStore'),
];
const CLAIM: OptionalObjects = { labels: ['PersistentVolumeClaim'], by: ['persistence.enabled'], unless: 'persistence.existingClaim' };
/** Up to 18; later it is on by default. */
const CLASS = neither('IngressClass', 'ingressClass.enabled');
/** Its class is added with what the AppProject permits for it. */
const GATEWAY: OptionalObjects = {
  ...{ labels: ['Gateway', 'GatewayClass'], annotations: ['Gateway'] },
  by: ['experimental.kubernetesGateway.enabled'],
};
const MONITORS = ['serviceMonitor', 'prometheusRule'].map((key) => `metrics.prometheus.${key}`);
const monitored = (by: (path: string) => string): OptionalObjects[] =>
  ['ServiceMonitor', 'PrometheusRule'].map((kind, index) => ({ annotations: [kind], by: [by(MONITORS[index] ?? '')] }));
const WITH_MONITORS = [...ALWAYS, CLAIM, GATEWAY, ...monitored((path) => path)];
const METRICS: OptionalObjects = { labels: ['the Service of metrics'], by: ['metrics.prometheus.service.enabled'] };
const FILE: OptionalObjects = { annotations: ['ConfigMap'], by: ['providers.file.enabled'] };

/** Of API management of Traefik Hub. Without a certificate of its own, the chart makes one. */
const OF_HUB = ['hub.token', 'hub.apimanagement.enabled'];
const PORTAL: OptionalObjects = { annotations: ['the Services of Hub'], by: OF_HUB };
const CERTIFICATE: OptionalObjects = { annotations: ['Secret'], by: OF_HUB, unless: 'hub.apimanagement.admission.selfManagedCertificate' };
const HUB: readonly OptionalObjects[] = [PORTAL, CERTIFICATE];
const WEBHOOKS: OptionalObjects = { annotations: ['MutatingWebhookConfiguration'], by: OF_HUB };
const PLUGINS: OptionalObjects = { annotations: ['ConfigMap'], by: [[`experimental.localPlugins.${ANY}.type`, 'inlinePlugin']] };
const FROM_29 = [...ALWAYS, CLAIM, ...monitored((path) => `${path}.enabled`), FILE];

export const TRAEFIK_OPTIONAL: readonly Row[] = [
  ['10.0.0', { optionalObjects: [...ALWAYS, { ...CLAIM, annotations: CLAIM.labels }, GATEWAY, CLASS] }],
  ['10.1.5', { optionalObjects: [...ALWAYS, CLAIM, GATEWAY, CLASS] }],
  ['16.1.0', { optionalObjects: [...WITH_MONITORS, CLASS] }],
  ['19.0.0', { optionalObjects: WITH_MONITORS }],
  ['20.4.0', { optionalObjects: [...WITH_MONITORS, METRICS] }],
  ['26.0.0', { optionalObjects: [...WITH_MONITORS, METRICS, FILE] }],
  ['28.1.0', { optionalObjects: [...WITH_MONITORS, METRICS, FILE, ...HUB, WEBHOOKS] }],
  ['29.0.0', { optionalObjects: [...FROM_29, ...HUB, WEBHOOKS] }],
  ['37.1.0', { optionalObjects: [...FROM_29, ...HUB] }],
  ['37.4.0', { optionalObjects: [...FROM_29, ...HUB, PLUGINS] }],
];
