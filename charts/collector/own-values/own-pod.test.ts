import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const messages = (values: string, more = '') =>
  said(
    synthesizeWith(`collector: {chart: ${collectorReleases.newest}${more}, values: {${values}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));

const port = (name: string, number: number, protocol = 'TCP') =>
  `${name}: {enabled: true, containerPort: 9000, servicePort: ${number}, protocol: ${protocol}}`;

test.each([
  [port('own', 4317), 'ports.own.servicePort: 4317 is the port of otlp too, and the API server refuses the Service; use another port'],
  [
    `${port('a', 9000)}, ${port('b', 9000)}`,
    'ports.b.servicePort: 9000 is the port of a too, and the API server refuses the Service; use another port',
  ],
  [
    port('opencensus', 4317),
    'ports.opencensus.servicePort: 4317 is the port of otlp too, and the API server refuses the Service; use another port',
  ],
  [
    port('metrics', 4317),
    'ports.metrics.servicePort: 4317 is the port of otlp too, and the API server refuses the Service; use another port',
  ],
  [
    port('mesh', 4318),
    'ports.mesh.servicePort: 4318 is the port of otlp-http too, and the API server refuses the Service; use another port',
  ],
  [
    `${port('own', 8888)}, metrics: {enabled: true}`,
    'ports.own.servicePort: 8888 is the port of metrics too, and the API server refuses the Service; use another port',
  ],
  [port('own', 70000), 'ports.own.servicePort: 70000 is not a port, and the API server refuses it; use 1 to 65535'],
  [port('own', 9000, 'tcp'), 'ports.own.protocol: "tcp" is not a protocol of a port, and the API server refuses it; use TCP, UDP or SCTP'],
  ['own: {enabled: true, containerPort: 9000}', 'ports.own: has no servicePort, and the API server refuses the Service; set servicePort'],
  ['own: {enabled: true, servicePort: 9000}', 'ports.own: has no containerPort, and the API server refuses the pod; set containerPort'],
  [
    port('the-receiver-of-logs', 9000),
    'ports.the-receiver-of-logs: the-receiver-of-logs is not a name of a port, and the API server refuses it; use up to 15 lower-case letters, digits and hyphens',
  ],
])('the port %s is refused', (ports, message) => {
  expect(messages(`ports: {${ports}}`)).toEqual([`collector.values.${message}`]);
});

test('two ports without a number are not the same one', () => {
  expect(messages('ports: {a: {enabled: true, containerPort: 1}, b: {enabled: true, containerPort: 2}}')).toEqual(
    ['a', 'b'].map((name) => `collector.values.ports.${name}: has no servicePort, and the API server refuses the Service; set servicePort`),
  );
});

test('a port of its own is accepted, also a number of another protocol', () => {
  expect(messages(`ports: {${port('own', 9000)}, ${port('other', 4317, 'UDP')}, unused: {enabled: false, servicePort: 4317}}`)).toEqual([]);
  expect(messages(`ports: {${port('own', 9411)}}`)).toEqual([]);
  expect(messages(`ports: {${port('own', 9411)}}`, ', receivers: [otlp-http, zipkin]')).toEqual([
    'collector.values.ports.own.servicePort: 9411 is the port of zipkin too, and the API server refuses the Service; use another port',
  ]);
  expect(messages(`ports: {metrics: {enabled: true}, ${port('opencensus', 55678)}, otlp: {hostPort: 4317, servicePort: 4317}}`)).toEqual(
    [],
  );
});

test.each([
  ['requests: {memory: 2Gi}', 'requests.memory: the request of memory is 2Gi, and its limit 512Mi'],
  ['limits: {memory: 64Mi}', 'limits.memory: the request of memory is 128Mi, and its limit 64Mi'],
  ['limits: {cpu: 10m}', 'limits.cpu: the request of cpu is 50m, and its limit 10m'],
])('with resources %s, a request would be over its limit', (resources, message) => {
  expect(messages(`resources: {${resources}}`)).toEqual([expect.stringContaining(`collector.values.resources.${message}, so the API`)]);
});

test.each(['requests: {memory: 2Gi}, limits: {memory: 4Gi}', 'limits: {memory: 256Mi}', 'limits: {cpu: 1}', 'requests: {cpu: 2}'])(
  'resources %s are accepted',
  (resources) => {
    expect(messages(`resources: {${resources}}`)).toEqual([]);
  },
);

test('the variable with the address of the pod is that of the chart', () => {
  expect(messages('extraEnvs: [{name: MY_POD_IP, value: 10.0.0.1}]')).toEqual([
    'collector.values.extraEnvs.name: the variable MY_POD_IP is managed by this stack; remove it',
  ]);
});

test.each(['extraContainers', 'initContainers'])('%s have variables of their own', (containers) => {
  const field = 'valueFrom: {fieldRef: {fieldPath: status.podIP}}';
  expect(messages(`${containers}: [{name: own, image: "example.org/own:1", env: [{name: MY_POD_IP, ${field}}]}]`)).toEqual([]);
});

test('a variable has a value or a source', () => {
  expect(messages('extraEnvs: [{name: OWN, value: a, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]')).toEqual([
    expect.stringContaining('collector.values.extraEnvs.valueFrom: the API server refuses it beside collector.values.extraEnvs.value'),
  ]);
});
