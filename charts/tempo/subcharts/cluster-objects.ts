/** The cluster-scoped objects of the subcharts of tempo-distributed, which their AppProject must permit. Found by rendering every release. */
import type { Kind } from '../../component';

export interface ClusterObjects {
  readonly kind: Kind;
  /** With `{name}` for the name of the subchart's objects, and `{namespace}` for that of the release. */
  readonly names: readonly string[];
  /** The path, below the key of the subchart, of the value that turns them off. They are on by default. */
  readonly offBy?: readonly string[];
  /** Whether that value is a condition of another chart, which only `false` turns off. @default it is one of templates */
  readonly isCondition?: boolean;
}

const ROLE = 'rbac.authorization.k8s.io/ClusterRole';
const BINDING = 'rbac.authorization.k8s.io/ClusterRoleBinding';
export const DEFINITION = 'apiextensions.k8s.io/CustomResourceDefinition';
const ADMISSION = 'admissionregistration.k8s.io';

export const OF_AGENT_OPERATOR: readonly ClusterObjects[] = [
  ...[ROLE, BINDING].map((kind) => ({ kind, names: ['{name}'], offBy: ['rbac', 'create'] })),
  {
    kind: DEFINITION,
    names: [
      ...['podmonitors', 'probes', 'servicemonitors'].map((plural) => `${plural}.monitoring.coreos.com`),
      ...['grafanaagents', 'integrations', 'logsinstances', 'metricsinstances', 'podlogs'].map(
        (plural) => `${plural}.monitoring.grafana.com`,
      ),
    ],
  },
];

/** The value, below its key, that turns them off. */
export const WEBHOOKS = ['webhooks', 'enabled'];
const OF_WEBHOOKS: readonly ClusterObjects[] = [
  { kind: ROLE, names: ['{name}-webhook-clusterrole'], offBy: WEBHOOKS },
  { kind: BINDING, names: ['{name}-webhook-clusterrolebinding'], offBy: WEBHOOKS },
  { kind: `${ADMISSION}/MutatingWebhookConfiguration`, names: ['prepare-downscale-{namespace}'], offBy: WEBHOOKS },
  {
    kind: `${ADMISSION}/ValidatingWebhookConfiguration`,
    names: ['no-downscale-{namespace}', 'pod-eviction-{namespace}', 'zpdb-validation-{namespace}'],
    offBy: WEBHOOKS,
  },
];
const OWN_KINDS: ClusterObjects = {
  kind: DEFINITION,
  names: ['replicatemplates', 'zoneawarepoddisruptionbudgets'].map((plural) => `${plural}.rollout-operator.grafana.com`),
};

/** From 0.33.0 on, the first with webhooks. */
export const OF_ROLLOUT_33: readonly ClusterObjects[] = [...OF_WEBHOOKS, OWN_KINDS];
/** From 0.48.0 on, whose definitions are a subchart of its own. */
export const OF_ROLLOUT_48: readonly ClusterObjects[] = [...OF_WEBHOOKS, { ...OWN_KINDS, offBy: ['crds', 'enabled'], isCondition: true }];

/** Of the agents, which are no subchart. `{name}` is that of Tempo's objects. */
export const OF_AGENTS: readonly ClusterObjects[] = [ROLE, BINDING].map((kind) => ({ kind, names: ['{name}-grafana-agent'] }));
