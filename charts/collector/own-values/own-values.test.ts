import { helmValuesOf, ofComponent, said, synthesizeText } from '../../../test/synthesis';

const stack = (values: string) =>
  synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git, argocd: 3.5}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  persistence: {}
collector: {chart: 0.150.0, values: {${values}}}
`);
const errors = (values: string) => said(stack(values), 'error');
const portsOf = (values: string) => helmValuesOf<{ ports: { metrics?: object } }>(stack(values), 'collector').ports;

test.each([
  ['logsCollection', 'logs'],
  ['kubernetesEvents', 'logs'],
  ['hostMetrics', 'metrics'],
  ['clusterMetrics', 'metrics'],
])('the preset %s needs an exporter in the pipeline %s', (preset, signal) => {
  expect(errors(`presets: {${preset}: {enabled: true}}`)).toEqual([
    expect.stringMatching(
      new RegExp(
        `collector\\.values\\.presets\\.${preset}\\.enabled: adds to the pipeline ${signal}, which has no exporters, so the collector does not start; set alternateConfig\\.service\\.pipelines\\.${signal}\\.exporters in collector\\.values, or remove this preset`,
      ),
    ),
  ]);
  const exporter = `alternateConfig: {exporters: {debug: {}}, service: {pipelines: {${signal}: {exporters: [debug]}}}}`;
  expect(errors(`presets: {${preset}: {enabled: true}}, ${exporter}`)).toEqual([]);
  expect(errors(`presets: {${preset}: {enabled: false}}`)).toEqual([]);
});

test.each(['serviceMonitor', 'podMonitor'])('a %s of values reads the port of metrics, which is on then', (monitor) => {
  expect(portsOf(`${monitor}: {enabled: true}`).metrics).toEqual({ enabled: true });
  expect(portsOf(`${monitor}: {enabled: true}, ports: {metrics: {enabled: false}}`).metrics).toEqual({ enabled: false });
  expect(portsOf(`${monitor}: {enabled: false}`)).not.toHaveProperty('metrics');
});

test('in the network of its node, it uses the DNS of the cluster', () => {
  const policy = (values: string) => helmValuesOf<{ dnsPolicy?: string }>(stack(values), 'collector').dnsPolicy;
  expect(policy('hostNetwork: true')).toBe('ClusterFirstWithHostNet');
  expect(policy('hostNetwork: true, dnsPolicy: Default')).toBe('Default');
  expect(policy('')).toBeUndefined();
  // A policy of the user's stays where it is.
  const values = helmValuesOf<object>(stack('hostNetwork: true, dnsPolicy: Default'), 'collector');
  expect(Object.keys(values).slice(-2)).toEqual(['hostNetwork', 'dnsPolicy']);
});

test('the port of a receiver cannot be turned off', () => {
  expect(errors('ports: {otlp-http: {enabled: false}}')).toEqual([
    expect.stringMatching(
      /collector\.values\.ports\.otlp-http\.enabled: is managed by this stack; remove it, because what connects to this port has its number/,
    ),
  ]);
  expect(errors('ports: {otlp-http: {enabled: true}}')).toEqual([]);
});

test('the AppProject permits roles by the names of values', () => {
  const roles = (values: string) =>
    ofComponent(stack(values), 'AppProject', 'collector')
      .spec.clusterResourceWhitelist.filter(({ kind }: { kind: string }) => kind.startsWith('ClusterRole'))
      .map(({ kind, name }: { kind: string; name?: string }) => `${kind} ${name}`);
  const OURS = 'tempo-collector';
  expect(roles('replicaCount: 1')).toEqual([`ClusterRole ${OURS}`, `ClusterRoleBinding ${OURS}`]);
  expect(roles('clusterRole: {name: mine, clusterRoleBinding: {name: bound}}')).toEqual(['ClusterRole mine', 'ClusterRoleBinding bound']);
});
