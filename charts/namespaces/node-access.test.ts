import { said, synthesizeText } from '../../test/synthesis';

const errors = (namespaces: string, stack: string) =>
  said(
    synthesizeText(
      `domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git"}\nnamespaces: {${namespaces}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc, otlp-http, zipkin]\n  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n  persistence: {}\n${stack}`,
    ),
    'error',
  );
const collector = (more: string) => `collector: {chart: 0.150.0, ${more}}\n`;
const traefik = (via: string, values: string) => `traefik: {chart: 27.0.2, via: ${via}, values: ${values}}\n`;
const SAMPLING = 'policies: [{name: all, type: always_sample}]';

test.each([
  ['hostNetwork of a collector', 'baseline', collector('values: {hostNetwork: true}'), 'collector.values.hostNetwork', 'the collector'],
  [
    'that of a collector with a namespace',
    'restricted',
    collector('namespace: otel, values: {hostNetwork: true}'),
    'collector.values.hostNetwork',
    'the collector',
    'otel',
  ],
  [
    'that of the second tier',
    'baseline',
    collector(`tailSampling: {${SAMPLING}, values: {hostNetwork: true}}`),
    'collector.tailSampling.values.hostNetwork',
    'the second tier',
  ],
  [
    'a preset that reads folders of the node',
    'restricted',
    collector(
      'values: {presets: {hostMetrics: {enabled: true}}, alternateConfig: {exporters: {debug: {}}, service: {pipelines: {metrics: {exporters: [debug]}}}}}',
    ),
    'collector.values.presets.hostMetrics.enabled',
    'the collector',
  ],
  ['hostNetwork of Traefik', 'baseline', traefik('release', '{hostNetwork: true}'), 'traefik.values.hostNetwork', 'Traefik', 'traefik'],
  [
    'a port of the node for Traefik',
    'restricted',
    traefik('release', '{ports: {web: {hostPort: 80}}}'),
    'traefik.values.ports.web.hostPort',
    'Traefik',
    'traefik',
  ],
])('%s is refused in a namespace with the level %s', (_what, level, stack, key, who, namespace = 'tracing') => {
  expect(errors(`podSecurity: ${level}`, stack)).toEqual([
    expect.stringContaining(
      `${key}: with it, the pods of ${who} do not comply with the Pod Security Standard ${level}, which namespaces.podSecurity (line 3) sets for namespace ${namespace}; remove it, or set namespaces.podSecurityOf.${namespace}: privileged`,
    ),
  ]);
});

test.each([
  ['a level that permits it', 'podSecurity: restricted, podSecurityOf: {tracing: privileged}', collector('values: {hostNetwork: true}')],
  ['no level', 'create: true', collector('values: {hostNetwork: true}')],
  ['a value that turns it off', 'podSecurity: baseline', collector('values: {hostNetwork: false}')],
  ['Traefik in a namespace of others', 'podSecurity: baseline', traefik('values', '{hostNetwork: true}')],
  ['a port without one of the node', 'podSecurity: baseline', traefik('release', '{ports: {web: {port: 8000}}}')],
])('%s is fine', (_what, namespaces, stack) => {
  expect(errors(namespaces, stack)).toEqual([]);
});
