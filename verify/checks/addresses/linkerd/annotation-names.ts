/** The annotations that Linkerd reads, of all releases from 2.12 to 2.20 (pkg/k8s/labels.go, and jaeger/pkg/labels, viz/pkg/labels). */

const CONFIG = [
  ...['proxy-image', 'image-pull-policy', 'init-image', 'init-image-version', 'debug-image', 'debug-image-version'],
  ...['debug-image-pull-policy', 'control-port', 'skip-inbound-ports', 'opaque-ports', 'skip-outbound-ports', 'skip-subnets'],
  ...['inbound-port', 'admin-port', 'outbound-port', 'pod-inbound-ports', 'proxy-cpu-request', 'proxy-memory-request'],
  ...['proxy-ephemeral-storage-request', 'proxy-cpu-limit', 'proxy-cpu-ratio-limit', 'proxy-memory-limit'],
  ...['proxy-ephemeral-storage-limit', 'proxy-uid', 'proxy-gid', 'proxy-admin-shutdown', 'proxy-log-level', 'proxy-log-http-headers'],
  ...['proxy-log-format', 'enable-external-profiles', 'proxy-version', 'proxy-require-identity-inbound-ports'],
  ...['proxy-metrics-hostname-labels', 'proxy-outbound-connect-timeout', 'proxy-inbound-connect-timeout'],
  ...['proxy-outbound-discovery-cache-unused-timeout', 'proxy-inbound-discovery-cache-unused-timeout'],
  ...['proxy-disable-outbound-protocol-detect-timeout', 'proxy-disable-inbound-protocol-detect-timeout', 'enable-gateway'],
  ...['enable-debug-sidecar', 'close-wait-timeout', 'proxy-enable-native-sidecar', 'proxy-await', 'default-inbound-policy', 'access-log'],
  ...['shutdown-grace-period', 'proxy-additional-env', 'trace-collector', 'trace-collector-protocol', 'trace-collector-name'],
];

const ALPHA = ['proxy-wait-before-exit-seconds', 'proxy-enable-native-sidecar', 'trace-collector-service-account'];

export const LINKERD_ANNOTATIONS: readonly string[] = [
  ...['inject', 'created-by', 'proxy-version', 'trust-root-sha256'].map((name) => `linkerd.io/${name}`),
  ...CONFIG.map((name) => `config.linkerd.io/${name}`),
  ...ALPHA.map((name) => `config.alpha.linkerd.io/${name}`),
  'config.beta.linkerd.io/proxy-enable-native-sidecar',
  'jaeger.linkerd.io/tracing-enabled',
  'viz.linkerd.io/tap-enabled',
];
