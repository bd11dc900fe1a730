/**
 * The subcharts of tempo-distributed that the user's own values may turn on, by its release. For MinIO, see releases/bundled-minio.ts.
 *
 * Found by rendering them with every value, and from the templates of each release of the subcharts.
 */
import type { Unreached } from '../../metadata/unreached';
import type { MetadataPaths } from '../../metadata/values';
import { DEFAULT_SECCOMP, NO_PRIVILEGES } from '../../namespaces/restricted';
import { type ClusterObjects, OF_AGENT_OPERATOR, OF_ROLLOUT_33, OF_ROLLOUT_48 } from './cluster-objects';

export interface Subchart {
  /** The end of the name of its Deployment, the only one that it renders. */
  readonly name: 'grafana-agent-operator' | 'rollout-operator';
  /** The key of its values. */
  readonly key: string;
  /** The path of the value that turns it on, which is off by default. */
  readonly condition: readonly string[];
  readonly image: string;
  /** Whether a value of its own has the registry of its image. */
  readonly hasRegistry: boolean;
  /** The path of its pull Secrets, below its key. */
  readonly pullSecrets: readonly string[];
  /** Whether it has a value for the priority of its pods. */
  readonly hasPriority: boolean;
  /** The values, below its key, with which its pods comply with `restricted`; undefined if none can. */
  readonly restricted?: object;
  /** The ports of its pods that others connect to: Prometheus, if its ServiceMonitor is on, and the API server, with its webhooks. */
  readonly ports: { readonly metrics?: number; readonly webhooks?: number };
  /** Its namespaced kinds are among those of the chart. */
  readonly cluster: readonly ClusterObjects[];
  /** The values that become labels and annotations. */
  readonly metadata: MetadataPaths;
  /** What they do not reach. */
  readonly unreached: Unreached;
  /** What else they do not reach if its ServiceMonitor is on. @default nothing */
  readonly unreachedMonitor?: Unreached;
}

type Row = readonly [since: string, facts: { readonly subcharts: readonly Subchart[] }];

const ROLES = ['ClusterRole', 'ClusterRoleBinding', 'ServiceAccount'];

/** 0.2.2 */
const AGENT: Subchart = {
  name: 'grafana-agent-operator',
  key: 'grafana-agent-operator',
  condition: ['metaMonitoring', 'grafanaAgent', 'installOperator'],
  image: 'docker.io/grafana/agent-operator',
  hasRegistry: true,
  pullSecrets: ['image', 'pullSecrets'],
  hasPriority: false,
  ports: {},
  cluster: OF_AGENT_OPERATOR,
  metadata: {
    labels: ['grafana-agent-operator.podLabels'],
    annotations: ['grafana-agent-operator.annotations', 'grafana-agent-operator.podAnnotations'],
  },
  unreached: { labels: [...ROLES, 'Deployment'].toSorted(), annotations: ROLES },
};

/** 0.4.0 and newer. The user is not that of the image, which has none. */
const AGENT_4: Subchart = {
  ...AGENT,
  hasPriority: true,
  restricted: {
    podSecurityContext: { runAsNonRoot: true, runAsUser: 10001, ...DEFAULT_SECCOMP },
    containerSecurityContext: NO_PRIVILEGES,
  },
};

/** 0.15.0 and newer. The values of tempo-distributed make its pods comply with `restricted`. */
const ROLLOUT: Subchart = {
  name: 'rollout-operator',
  key: 'rollout_operator',
  condition: ['rollout_operator', 'enabled'],
  image: 'docker.io/grafana/rollout-operator',
  hasRegistry: false,
  pullSecrets: ['imagePullSecrets'],
  hasPriority: true,
  restricted: {},
  ports: { metrics: 8001 },
  cluster: [],
  metadata: {
    labels: ['rollout_operator.podLabels'],
    annotations: ['podAnnotations', 'serviceAccount.annotations', 'serviceMonitor.annotations'].map((path) => `rollout_operator.${path}`),
  },
  unreached: { labels: ['Deployment', 'Role', 'RoleBinding', 'ServiceAccount'], annotations: ['Deployment', 'Role', 'RoleBinding'] },
  unreachedMonitor: { labels: ['Service', 'ServiceMonitor'], annotations: ['Service'] },
};

/** 0.33.0, the first with webhooks and their roles. */
const OF_WEBHOOKS = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'Service', 'ValidatingWebhookConfiguration'];
const ROLLOUT_33: Subchart = {
  ...ROLLOUT,
  ports: { ...ROLLOUT.ports, webhooks: 8443 },
  cluster: OF_ROLLOUT_33,
  unreached: {
    labels: [...OF_WEBHOOKS, 'Deployment', 'ServiceAccount', ...WEBHOOKS].toSorted(),
    annotations: [...OF_WEBHOOKS, 'Deployment', ...WEBHOOKS].toSorted(),
  },
};

/** With `global.commonLabels` of tempo-distributed, which its roles do not have. */
const ROLLOUT_35: Subchart = { ...ROLLOUT_33, unreached: { ...ROLLOUT_33.unreached, labels: OF_WEBHOOKS }, unreachedMonitor: undefined };
const ROLLOUT_37: Subchart = { ...ROLLOUT_35, hasRegistry: true };
const ROLLOUT_48: Subchart = {
  ...ROLLOUT_37,
  cluster: OF_ROLLOUT_48,
  metadata: { ...ROLLOUT.metadata, annotations: [...ROLLOUT.metadata.annotations, 'rollout_operator.annotations'] },
  unreached: { labels: OF_WEBHOOKS, annotations: [...OF_WEBHOOKS, ...WEBHOOKS].toSorted() },
};

/** 0.5.1, whose objects have them too. */
const AGENT_5: Subchart = { ...AGENT_4, unreached: { labels: [], annotations: ROLES } };

export const SUBCHARTS: readonly Row[] = [
  ['0.27.0', { subcharts: [AGENT] }],
  ['1.13.0', { subcharts: [AGENT, ROLLOUT] }],
  ['1.14.0', { subcharts: [AGENT_4, ROLLOUT] }],
  ['1.48.0', { subcharts: [AGENT_4, ROLLOUT_33] }],
  ['1.53.2', { subcharts: [AGENT_5, ROLLOUT_35] }],
  ['1.55.0', { subcharts: [AGENT_5, ROLLOUT_37] }],
  ['2.18.0', { subcharts: [AGENT_5, ROLLOUT_48] }],
];

/** A value of tempo-distributed that lets the Agent Operator make pods, of this chart or of somebody else. */
export const AGENT_RESOURCE = ['metaMonitoring', 'grafanaAgent', 'enabled'] as const;

/** All of them, as their values and objects are named in every release. */
export const OPERATORS: readonly Pick<Subchart, 'name' | 'key'>[] = [AGENT, ROLLOUT];

/**
 * The images of those pods, which the operator has built in, as the pods have no other field that the chart sets
 * (internal/static/operator/resources_pod_template.go and defaults.go of grafana/agent). The ones for logs are privileged and mount
 * folders of the node (resources_logs.go).
 */
export const AGENT_IMAGES = ['docker.io/grafana/agent', 'quay.io/prometheus-operator/prometheus-config-reloader'] as const;
