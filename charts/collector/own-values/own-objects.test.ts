import { helmValuesOf, said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const stack = (values: string, chart = collectorReleases.newest) =>
  synthesizeWith(`collector: {chart: ${chart}, values: {${values}}}
`);
const messages = (...given: Parameters<typeof stack>) =>
  said(stack(...given)).map((line) => line.replace(/^\S*clusters\S+ collector\.values\./, ''));

const exporting = (signal: string) => `alternateConfig: {exporters: {debug: {}}, service: {pipelines: {${signal}: {exporters: [debug]}}}}`;
const CHART = 'opentelemetry-collector 0.170.0';
const REFUSES = 'and the API server refuses that';
const host = (text = 'host: otlp.example.org') => `{${text}, paths: [{path: /, pathType: Prefix, port: 4318}]}`;

test.each([
  [
    'presets: {profiling: {enabled: true}}',
    `presets.profiling.enabled: ${CHART} does not render with ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib, which has no receiver of profiles; remove it, and collect profiles by another collector`,
  ],
  [
    `presets: {logsCollection: {enabled: true}, annotationDiscovery: {logs: {enabled: true}}}, ${exporting('logs')}`,
    `presets.annotationDiscovery.logs.enabled: ${CHART} does not render with it and presets.logsCollection; remove one of them`,
  ],
  [
    `presets: {clusterMetrics: {enabled: true, disableLeaderElection: true}}, replicaCount: 2, ${exporting('metrics')}`,
    `presets.clusterMetrics.disableLeaderElection: ${CHART} does not render with it and a replicaCount of 2, because each pod would count the whole cluster; remove it, or use one pod`,
  ],
  [
    'podDisruptionBudget: {enabled: true, minAvailable: 1, maxUnavailable: 1}',
    `podDisruptionBudget.maxUnavailable: is set beside podDisruptionBudget.minAvailable, ${REFUSES}; remove one of them`,
  ],
  [
    'autoscaling: {enabled: true, minReplicas: 12}',
    `autoscaling.minReplicas: autoscaling.minReplicas is 12, and autoscaling.maxReplicas 10, ${REFUSES}; set a maxReplicas that is not below minReplicas`,
  ],
  [
    'service: {type: ExternalName}',
    `service.type: the chart has no value for the name of such a Service, ${REFUSES}; remove it, because senders connect to the pods of this Service`,
  ],
  ['replicaCount: -1', `replicaCount: -1 is not a number of pods, ${REFUSES}; use 1 or more`],
  [
    'image: {repository: "otel/opentelemetry-collector-contrib:0.158.0"}',
    'image.repository: ends in :0.158.0, after which the chart writes its own tag, so the pod has no valid image; remove :0.158.0',
  ],
  [
    'service: {type: NodePort, clusterIP: None}',
    `service.type: service.clusterIP is None, which fits only the type ClusterIP, ${REFUSES}; remove it`,
  ],
  ['rollout: {strategy: OnDelete}', `rollout.strategy: a Deployment has no such strategy, ${REFUSES}; use RollingUpdate or Recreate`],
  [
    `ingress: {enabled: true, hosts: [${host()}], additionalIngresses: [{name: b}]}`,
    `ingress.additionalIngresses: has no hosts, so it is an Ingress without rules, ${REFUSES}; set hosts`,
  ],
  [
    `ingress: {enabled: true, hosts: [${host()}], additionalIngresses: [{name: b, hosts: [{host: b.example.org, paths: []}]}]}`,
    `ingress.additionalIngresses.hosts: has no paths, ${REFUSES}; set paths`,
  ],
  [
    'ingress: {enabled: true, hosts: [{paths: [{path: /, pathType: Prefix, port: 4318}]}]}',
    'ingress.hosts: has no host, and the chart does not render; set host',
  ],
  [
    'extraVolumeMounts: [{name: own, mountPath: /own}]',
    `extraVolumeMounts: mounts own, which is not a volume of the pod, ${REFUSES}; add the volume to extraVolumes, or correct the name`,
  ],
  ['dnsPolicy: None', `dnsPolicy: without dnsConfig, ${CHART} does not render; set dnsConfig too, or remove this`],
  [
    'startupProbe: {failureThreshold: 3}',
    `startupProbe: without startupProbe.httpGet, ${CHART} does not render; set startupProbe.httpGet too, or remove this`,
  ],
  [
    'lifecycleHooks: {preStop: {exec: {command: [sleep, "5"]}, sleep: {seconds: 5}}}',
    `lifecycleHooks.preStop: has exec and sleep, so ${CHART} does not render; keep one of them`,
  ],
  ['lifecycleHooks: {preStop: {}}', `lifecycleHooks.preStop: has no handler, so ${CHART} does not render; set exec, httpGet or sleep`],
  ['lifecycleHooks: {postStart: {}}', `lifecycleHooks.postStart: has no handler, so ${CHART} does not render; set exec or httpGet`],
  ['lifecycleHooks: {preStop: {exec: {}}}', `lifecycleHooks.preStop.exec: has no command, ${REFUSES}; set command`],
  ['lifecycleHooks: {preStop: {httpGet: {path: /}}}', `lifecycleHooks.preStop.httpGet: has no port, ${REFUSES}; set port`],
])('%s is refused', (values, message) => {
  expect(messages(values)).toEqual([message]);
});

test('a route without a specification is refused', () => {
  expect(messages('httproute: {enabled: true}')).toContainEqual(
    expect.stringContaining(`${CHART} renders an HTTPRoute without a specification, which the API server refuses`),
  );
});

test.each([
  'image: {repository: registry.example.org/otel/own}, presets: {profiling: {enabled: true}}, alternateConfig: {exporters: {debug: {}}}',
  `presets: {clusterMetrics: {enabled: true}}, replicaCount: 2, ${exporting('metrics')}`,
  'podDisruptionBudget: {enabled: true, minAvailable: 1}',
  'podDisruptionBudget: {enabled: false, minAvailable: 1, maxUnavailable: 1}',
  'autoscaling: {enabled: true, minReplicas: 12, maxReplicas: 12}',
  'autoscaling: {minReplicas: 12}',
  `ingress: {enabled: true, hosts: [${host()}], additionalIngresses: [{name: b, hosts: [${host('host: b.example.org')}]}]}`,
  'ingress: {additionalIngresses: [{name: b}]}',
  'extraVolumes: [{name: own, emptyDir: {}}], extraVolumeMounts: [{name: own, mountPath: /own}]',
  'extraVolumeMounts: [{name: opentelemetry-collector-configmap, mountPath: /own}]',
  'dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.10]}',
  'dnsPolicy: Default',
])('%s is accepted', (values) => {
  expect(messages(values)).toEqual([]);
});

test('before leaders were elected, the metrics of the cluster were for one pod', () => {
  const values = (count: number) => `presets: {clusterMetrics: {enabled: true}}, replicaCount: ${count}, ${exporting('metrics')}`;
  expect(messages(values(1), '0.164.0')).toEqual([]);
  expect(messages(values(2), '0.164.0')).toEqual([
    expect.stringContaining('presets.clusterMetrics.enabled: opentelemetry-collector 0.164.0 does not render with it'),
  ]);
  expect(messages(values(2), '0.164.1')).toEqual([]);
});

test('a preset that finds receivers by annotations has the list to which it adds them', () => {
  for (const signal of ['logs', 'metrics']) {
    const found = stack(`presets: {annotationDiscovery: {${signal}: {enabled: true}}}, ${exporting(signal)}`);
    expect(said(found)).toEqual([]);
    const { alternateConfig } = helmValuesOf<{ alternateConfig: { service: { pipelines: Record<string, object> } } }>(found, 'collector');
    expect(alternateConfig.service.pipelines[signal]).toEqual({ receivers: [], exporters: ['debug'] });
  }
});

test('labels of all objects are refused where the chart writes them as invalid YAML', () => {
  const labels = 'additionalLabels: {team: tracing}';

  expect(messages(labels, '0.110.6')).toEqual([
    'additionalLabels: opentelemetry-collector 0.110.6 does not render with it; pin collector.chart 0.110.7 or newer, or remove it',
  ]);
  expect([messages(labels, '0.110.7'), messages('additionalLabels: {}', '0.110.6')]).toEqual([[], []]);
});

test('the Service of the second tier is headless', () => {
  const policies = '[{name: a, type: always_sample}]';
  const synthesis = synthesizeWith(`collector:
  chart: ${collectorReleases.newest}
  tailSampling: {policies: ${policies}, values: {service: {type: LoadBalancer}}}
`);

  expect(said(synthesis)).toEqual([expect.stringContaining('collector.tailSampling.values.service.type: service.clusterIP is None')]);
});

test('no pods are a warning, because that may be meant', () => {
  expect(messages('replicaCount: 0')).toEqual([]);
  expect(said(stack('replicaCount: 0'), 'warning')).toEqual([
    expect.stringContaining('collector.values.replicaCount: 0 leaves the collector without pods, so it receives no spans; use 1 or more'),
  ]);
});

test('the port of a registry is not a tag', () => {
  expect(messages('image: {repository: "mirror.example.org:5000/otel/opentelemetry-collector-contrib"}')).toEqual([]);
});

test.each(['exec: {command: [sleep, "5"]}', 'httpGet: {port: 13133}', 'sleep: {seconds: 5}'])('a hook with %s is right', (handler) => {
  expect(messages(`lifecycleHooks: {preStop: {${handler}}}`)).toEqual([]);
});
