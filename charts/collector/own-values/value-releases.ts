/**
 * The Helm values of the chart opentelemetry-collector, by release. Its schema (values.schema.json of each release) is strict: with a
 * value of another name or type, the chart does not render.
 */

/**
 * `number`: a whole number; `map` and `open`: a map with any keys, of which those of `open` may be listed too; `maps`: a list of maps;
 * `texts`: a list of texts; `list` and `any`: with any content; a list of texts: one of them.
 */
export type ValueType =
  | 'flag'
  | 'text'
  | 'number'
  | 'number or text'
  | 'map'
  | 'open'
  | 'maps'
  | 'texts'
  | 'list'
  | 'any'
  | readonly string[];

/** By their paths, in which `*` is any key, and `[]` an item of a list. A map has no other keys than those of its paths. */
export type ValueTypes = Readonly<Record<string, ValueType>>;

type Row = readonly [since: string, facts: { readonly valueTypes: () => ValueTypes }];

/** @param names separated by spaces, each with a path in front of it */
const typed = (type: ValueType, names: string, before = ''): ValueTypes =>
  Object.fromEntries(names.split(/\s+/).map((name) => [`${before}${name}`, type]));

const PRESETS = 'presets.';
const SECONDS = 'initialDelaySeconds periodSeconds timeoutSeconds failureThreshold';

const probe = (name: string, numbers: string): ValueTypes => ({
  ...typed('number', `${SECONDS} ${numbers} httpGet.port`, `${name}.`),
  [`${name}.httpGet.path`]: 'text',
});

const hook = (name: string): ValueTypes => ({
  [`lifecycleHooks.${name}.exec.command`]: 'texts',
  ...typed('text', 'host path scheme', `lifecycleHooks.${name}.httpGet.`),
  [`lifecycleHooks.${name}.httpGet.port`]: 'number',
  [`lifecycleHooks.${name}.httpGet.httpHeaders`]: 'list',
});

const ingress = (before: string): ValueTypes => ({
  ...typed('text', 'ingressClassName hosts[].host hosts[].paths[].path tls[].secretName', before),
  [`${before}annotations`]: 'map',
  [`${before}hosts[].paths[].pathType`]: ['Exact', 'Prefix', 'ImplementationSpecific'],
  [`${before}hosts[].paths[].port`]: 'number',
  [`${before}tls[].hosts`]: 'texts',
});

const otlp = (before: string): ValueTypes => ({ [`${before}endpoint`]: 'text', [`${before}headers`]: 'maps' });

const first = (): ValueTypes => ({
  ...typed('flag', 'enabled hostNetwork useGOMEMLIMIT shareProcessNamespace configMap.create serviceAccount.create clusterRole.create'),
  ...typed('flag', 'service.enabled ingress.enabled podMonitor.enabled serviceMonitor.enabled podDisruptionBudget.enabled'),
  ...typed('flag', 'autoscaling.enabled networkPolicy.enabled prometheusRule.enabled prometheusRule.defaultRules.enabled ports.*.enabled'),
  ...typed('flag', 'logsCollection.enabled logsCollection.includeCollectorLogs logsCollection.storeCheckpoints', PRESETS),
  ...typed('flag', 'hostMetrics.enabled kubeletMetrics.enabled kubernetesEvents.enabled clusterMetrics.enabled', PRESETS),
  ...typed('flag', 'enabled extractAllPodLabels extractAllPodAnnotations', `${PRESETS}kubernetesAttributes.`),
  ...typed('number', `${PRESETS}logsCollection.maxRecombineLogSize replicaCount revisionHistoryLimit`),
  ...typed('number', 'autoscaling.minReplicas autoscaling.maxReplicas autoscaling.targetCPUUtilizationPercentage'),
  ...typed('number', 'containerPort servicePort hostPort nodePort', 'ports.*.'),
  ...typed('text', 'nameOverride fullnameOverride namespaceOverride configMap.existingName configMap.existingPath command.name'),
  ...typed('text', 'image.registry image.repository image.tag image.digest serviceAccount.name clusterRole.name'),
  ...typed('text', 'clusterRole.clusterRoleBinding.name priorityClassName ports.*.protocol ports.*.appProtocol'),
  ...typed('text', 'limits.memory limits.ephemeral-storage requests.memory requests.ephemeral-storage', 'resources.'),
  ...typed('text', 'service.clusterIP service.loadBalancerIP ingress.additionalIngresses[].name statefulset.podManagementPolicy'),
  ...typed('number or text', 'resources.limits.cpu resources.requests.cpu'),
  ...typed('number or text', 'rollout.rollingUpdate.maxSurge rollout.rollingUpdate.maxUnavailable'),
  ...typed('map', 'global alternateConfig config podSecurityContext securityContext nodeSelector affinity dnsConfig'),
  ...typed('map', 'annotations podAnnotations podLabels additionalLabels serviceAccount.annotations clusterRole.annotations'),
  ...typed('map', 'clusterRole.clusterRoleBinding.annotations service.annotations networkPolicy.annotations podMonitor.extraLabels'),
  ...typed('map', 'serviceMonitor.extraLabels autoscaling.behavior prometheusRule.extraLabels'),
  ...typed('open', 'configMap podMonitor serviceMonitor podDisruptionBudget autoscaling rollout rollout.rollingUpdate'),
  ...typed('open', 'prometheusRule prometheusRule.defaultRules statefulset'),
  ...typed('maps', 'imagePullSecrets clusterRole.rules tolerations topologySpreadConstraints extraContainers initContainers extraEnvs'),
  ...typed('maps', 'extraEnvsFrom extraVolumes extraVolumeMounts hostAliases podMonitor.metricsEndpoints serviceMonitor.metricsEndpoints'),
  ...typed('maps', 'prometheusRule.groups statefulset.volumeClaimTemplates'),
  ...typed('maps', 'allowIngressFrom extraIngressRules egressRules', 'networkPolicy.'),
  ...typed('texts', 'command.extraArgs service.loadBalancerSourceRanges'),
  ...typed('list', 'serviceMonitor.relabelings serviceMonitor.metricRelabelings'),
  mode: ['daemonset', 'deployment', 'statefulset', ''],
  'image.pullPolicy': ['IfNotPresent', 'Always', 'Never'],
  dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None', ''],
  'service.type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  ...typed(['Cluster', 'Local', ''], 'service.internalTrafficPolicy service.externalTrafficPolicy'),
  'rollout.strategy': ['OnDelete', 'Recreate', 'RollingUpdate'],
  ...probe('livenessProbe', 'terminationGracePeriodSeconds'),
  ...probe('readinessProbe', 'successThreshold'),
  ...probe('startupProbe', 'terminationGracePeriodSeconds'),
  ...hook('postStart'),
  ...hook('preStop'),
  ...ingress('ingress.'),
  ...ingress('ingress.additionalIngresses[].'),
});

/** What each release adds. What it removes is undefined. Only a run with values of its own for the chart needs them. */
const CHANGES: readonly (readonly [since: string, types: () => Readonly<Record<string, ValueType | undefined>>])[] = [
  ['0.110.3', first],
  ['0.115.0', () => ({ extraManifests: 'maps' })],
  ['0.117.1', () => ({ 'lifecycleHooks.preStop.sleep.seconds': 'number' })],
  ['0.117.2', () => ({ schedulerName: 'text' })],
  [
    '0.118.0',
    () => ({
      ...otlp('internalTelemetryViaOTLP.'),
      ...Object.assign({}, ...['logs', 'metrics', 'traces'].map((signal) => otlp(`internalTelemetryViaOTLP.${signal}.`))),
      ...typed('flag', 'logs.enabled metrics.enabled traces.enabled', 'internalTelemetryViaOTLP.'),
    }),
  ],
  ['0.122.2', () => ({ 'service.trafficDistribution': ['PreferClose'] })],
  ['0.127.1', () => ({ 'serviceAccount.automountServiceAccountToken': 'flag' })],
  ['0.127.2', () => ({ 'autoscaling.additionalMetrics': 'maps' })],
  ['0.133.1', () => ({ runtimeClassName: 'text' })],
  ['0.136.0', () => typed('any', 'logs metrics', `${PRESETS}annotationDiscovery.`)],
  ['0.138.1', () => ({ enableConfigChecksumAnnotation: 'flag' })],
  ['0.141.1', () => ({ 'presets.clusterMetrics.disableLeaderElection': 'flag' })],
  ['0.142.1', () => typed('map', 'additionalRuleAnnotations additionalRuleLabels', 'prometheusRule.defaultRules.')],
  ['0.143.1', () => ({ hostPID: 'flag' })],
  ['0.146.1', () => ({ 'service.trafficDistribution': ['PreferClose', 'PreferSameZone', 'PreferSameNode'] })],
  ['0.150.0', () => ({ apiVersion: 'text' })],
  ['0.152.0', () => ({ terminationGracePeriodSeconds: 'number' })],
  ['0.152.1', () => ({ 'presets.profiling.enabled': 'flag' })],
  ['0.154.0', () => ({ 'resizePolicy[].resourceName': 'text', 'resizePolicy[].restartPolicy': ['NotRequired', 'RestartContainer'] })],
  [
    '0.155.0',
    () => typed('flag', 'enabled aks.enabled eks.enabled env.enabled gcp.enabled k8snode.enabled', `${PRESETS}resourceDetection.`),
  ],
  [
    '0.156.2',
    () => ({
      ...typed('flag', 'enabled watch disableLeaderElection autoscaling.vpa.enabled', `${PRESETS}kubernetesObjects.`),
      ...typed('flag', 'core.enabled rbac.enabled storage.enabled networking.enabled', `${PRESETS}kubernetesObjects.`),
      ...typed('flag', 'autoscaling.enabled policy.enabled apiExtensions.enabled', `${PRESETS}kubernetesObjects.`),
    }),
  ],
  ['0.159.2', () => ({ 'presets.resourceDetection.k8s_api.enabled': 'flag' })],
  ['0.160.0', () => ({ rewriteDeprecatedProcessorNames: 'flag' })],
  ['0.162.0', () => ({ rewriteDeprecatedProcessorNames: undefined, rewriteDeprecatedComponentNames: 'flag' })],
  [
    '0.164.0',
    () => ({
      'httproute.enabled': 'flag',
      'httproute.apiVersion': 'text',
      'httproute.annotations': 'map',
      'httproute.parentRefs': 'maps',
      'httproute.hostnames': 'texts',
      'httproute.rules[].backendRefs[].name': 'text',
      ...typed('number', 'port weight', 'httproute.rules[].backendRefs[].'),
      ...typed('maps', 'filters matches', 'httproute.rules[].'),
    }),
  ],
  ['0.170.0', () => typed('flag', 'kubernetesEvents.useK8sEventsReceiver kubernetesObjects.events.enabled', PRESETS)],
];

/** The values of each release, which are put together when they are needed. */
export const COLLECTOR_VALUE_TYPES: readonly Row[] = CHANGES.map(([since], index) => {
  let known: ValueTypes | undefined;
  const valueTypes = () => {
    known ??= typesOf(CHANGES.slice(0, index + 1).flatMap(([, types]) => Object.entries(types())));
    return known;
  };
  return [since, { valueTypes }];
});

/** The last of each path counts. */
const typesOf = (changes: readonly (readonly [path: string, type: ValueType | undefined])[]): ValueTypes =>
  Object.fromEntries(Object.entries(Object.fromEntries(changes)).flatMap(([path, type]) => (type === undefined ? [] : [[path, type]])));

/** What a map must have, in every release that knows it. For what has defaults, that of the chart is enough. */
export const NEEDED_VALUES: Readonly<Record<string, readonly string[]>> = {
  'extraContainers[]': ['name'],
  'initContainers[]': ['name'],
  ...Object.fromEntries(
    ['ingress.', 'ingress.additionalIngresses[].'].flatMap((before) => [
      [`${before}hosts[]`, ['paths']],
      [`${before}hosts[].paths[]`, ['path', 'pathType', 'port']],
    ]),
  ),
  'ingress.additionalIngresses[]': ['name'],
  'httproute.rules[].backendRefs[]': ['port'],
  'resizePolicy[]': ['resourceName', 'restartPolicy'],
  ...Object.fromEntries(['', 'logs.', 'metrics.', 'traces.'].map((of) => [`internalTelemetryViaOTLP.${of}headers[]`, ['name', 'value']])),
};
