import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const messages = (values: string, chart = collectorReleases.newest) =>
  said(
    synthesizeWith(`collector: {chart: ${chart}, values: {${values}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ collector\.values\./, ''));

const CHART = 'opentelemetry-collector';
const unknown = (path: string, fix: string, chart = '0.170.0') =>
  `${path}: is not a value of ${CHART} ${chart}, which does not render with it; ${fix}`;
const mistyped = (path: string, type: string, value: string, fix = type) =>
  `${path}: must be ${type}, not ${value}, because ${CHART} 0.170.0 does not render with it; write ${fix}`;

test.each([
  ['replicas: 2', unknown('replicas', 'did you mean replicaCount?')],
  ['sidecars: []', unknown('sidecars', 'remove it')],
  ['extraArgs: [--feature-gates=own]', unknown('extraArgs', 'did you mean command.extraArgs?')],
  [
    'livenessProbe: {tcpSocket: {port: 13133}}',
    unknown(
      'livenessProbe.tcpSocket',
      'use initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, terminationGracePeriodSeconds or httpGet, or remove it',
    ),
  ],
  ['presets: {tracesCollection: {enabled: true}}', unknown('presets.tracesCollection', 'did you mean logsCollection?')],
  [
    'ports: {own: {enabled: true, containerPort: 9000, servicePort: 9000, port: 9000}}',
    unknown('ports.own.port', 'use enabled, containerPort, servicePort, hostPort, nodePort, protocol or appProtocol, or remove it'),
  ],
  [
    'ingress: {enabled: true, hosts: [{host: otlp.example.org, paths: [{path: /, pathType: Prefix, servicePort: 4318, port: 4318}]}]}',
    unknown('ingress.hosts.paths.servicePort', 'use path, pathType or port, or remove it'),
  ],
])('%s: the chart has no such value', (values, message) => {
  expect(messages(values)).toEqual([message]);
});

test.each([
  ['0.152.0', 'presets: {profiling: {enabled: false}}', 'presets.profiling', '0.152.1'],
  ['0.163.0', 'httproute: {enabled: true}', 'httproute', '0.164.0'],
  ['0.110.3', 'lifecycleHooks: {preStop: {sleep: {seconds: 5}}}', 'lifecycleHooks.preStop.sleep', '0.117.1'],
  ['0.153.0', 'resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]', 'resizePolicy', '0.154.0'],
])('with chart %s, %s is a value of a newer one', (chart, values, path, newer) => {
  expect(messages(values, chart)).toEqual([unknown(path, `pin collector.chart ${newer} or newer, or remove it`, chart)]);
});

test('a value that newer charts have under another name', () => {
  expect(messages('rewriteDeprecatedProcessorNames: true', '0.161.0')).toEqual([]);
  expect(messages('rewriteDeprecatedProcessorNames: true', '0.162.0')).toEqual([
    unknown('rewriteDeprecatedProcessorNames', 'did you mean rewriteDeprecatedComponentNames?', '0.162.0'),
  ]);
});

test.each([
  ['replicaCount: "2"', mistyped('replicaCount', 'a whole number', '"2"')],
  ['replicaCount: 1.5', mistyped('replicaCount', 'a whole number', '1.5')],
  ['useGOMEMLIMIT: "true"', mistyped('useGOMEMLIMIT', 'true or false', '"true"')],
  ['resources: {limits: {memory: 536870912}}', mistyped('resources.limits.memory', 'text', '536870912', '"536870912" in quotes')],
  ['resources: {limits: {cpu: 0.5}}', mistyped('resources.limits.cpu', 'a whole number or text', '0.5', '"0.5" in quotes')],
  ['extraVolumes: [null]', mistyped('extraVolumes', 'a map of keys', 'null')],
  ['service: {loadBalancerSourceRanges: [10.0.0.0/8, 1]}', mistyped('service.loadBalancerSourceRanges', 'text', '1', '"1" in quotes')],
  ['nodeSelector: [ssd]', mistyped('nodeSelector', 'a map of keys', 'a list')],
  ['extraEnvs: {LEVEL: debug}', mistyped('extraEnvs', 'a list of maps', 'a map of keys')],
  ['service: {loadBalancerSourceRanges: 10.0.0.0/8}', mistyped('service.loadBalancerSourceRanges', 'a list of texts', '"10.0.0.0/8"')],
  ['image: {pullPolicy: Sometimes}', mistyped('image.pullPolicy', 'IfNotPresent, Always or Never', '"Sometimes"')],
])('%s has another type than the chart asks for', (values, message) => {
  expect(messages(values)).toEqual([message]);
});

test.each([
  ['initContainers: [{image: "example.org/own:1"}]', 'initContainers', 'name'],
  ['ingress: {hosts: [{host: otlp.example.org}]}', 'ingress.hosts', 'paths'],
  ['ingress: {hosts: [{host: otlp.example.org, paths: [{path: /}]}]}', 'ingress.hosts.paths', 'pathType and port'],
])('%s lacks a key', (values, path, keys) => {
  expect(messages(values)).toEqual([`${path}: lacks ${keys}, without which ${CHART} 0.170.0 does not render; add ${keys}`]);
});

test('a port of its own says whether it is on', () => {
  expect(messages('ports: {own: {containerPort: 9000, servicePort: 9000}}')).toEqual([
    'ports.own: has no enabled, and the chart does not render; set enabled',
  ]);
  expect(messages('ports: {otlp: {appProtocol: grpc}}')).toEqual([]);
});

test.each([
  'replicaCount: 2.0, service: {type: NodePort}, dnsPolicy: ""',
  'autoscaling: {targetMemoryUtilizationPercentage: 80}, podMonitor: {interval: 30s}, rollout: {rollingUpdate: {maxSurge: 25%}}',
  'resources: {limits: {cpu: 1}, requests: {cpu: 100m, ephemeral-storage: 1Gi}}, global: {imageRegistry: registry.example.org}',
  'extraEnvs: [{name: LEVEL, value: debug}], extraVolumes: [{name: own, emptyDir: {}}], affinity: {podAntiAffinity: {}}',
])('%s is accepted', (values) => {
  expect(messages(values)).toEqual([]);
});

test('the values of a release that is newer than the table are not known', () => {
  expect(messages('sidecars: []', '0.999.0')).toEqual([]);
});
