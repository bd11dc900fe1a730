import { said, synthesizeText } from '../../test/synthesis';

const errors = (namespaces: string, stack: string, changed = (text: string) => text) =>
  said(
    synthesizeText(
      changed(
        `domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git"}\nnamespaces: {${namespaces}}\ntempo:\n  chart: 2.23.4\n  receivers: [otlp-grpc, otlp-http, zipkin]\n  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n  persistence: {}\n${stack}`,
      ),
    ),
    'error',
  );
const collector = (more: string, chart = '0.150.0') => `collector: {chart: ${chart}, ${more}}\n`;
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
  [
    'a privileged Traefik',
    'baseline',
    traefik('release', '{securityContext: {privileged: true}}'),
    'traefik.values.securityContext.privileged',
    'Traefik',
    'traefik',
  ],
  [
    'a folder of the node for Traefik',
    'baseline',
    traefik('release', '{deployment: {additionalVolumes: [{name: a, hostPath: {path: /a}}]}}'),
    'traefik.values.deployment.additionalVolumes.hostPath',
    'Traefik',
    'traefik',
  ],
  [
    'hostNetwork of Traefik that is installed elsewhere, in a namespace of this stack',
    'baseline',
    traefik('values, namespace: tracing', '{hostNetwork: true}'),
    'traefik.values.hostNetwork',
    'Traefik',
  ],
])('%s is refused in a namespace with the level %s', (_what, level, stack, key, who, namespace = 'tracing') => {
  expect(errors(`podSecurity: ${level}`, stack)).toEqual([
    expect.stringContaining(
      `${key}: with it, the pods of ${who} do not comply with the Pod Security Standard ${level}, which namespaces.podSecurity (line 3) sets for namespace ${namespace}; remove it, or set namespaces.podSecurityOf.${namespace}: privileged`,
    ),
  ]);
});

const LOGS = 'alternateConfig: {exporters: {debug: {}}, service: {pipelines: {logs: {exporters: [debug]}}}}';

test.each([
  ['0.145.0', 'hostPID', 'hostPID: true'],
  ['0.150.0', 'securityContext.privileged', 'securityContext: {privileged: true}'],
  ['0.150.0', 'extraVolumes.hostPath', 'extraVolumes: [{name: a, emptyDir: {}}, {name: b, hostPath: {path: /b}}]'],
  ['0.150.0', 'presets.annotationDiscovery.logs.enabled', `presets: {annotationDiscovery: {logs: {enabled: true}}}, ${LOGS}`],
  ['0.155.0', 'presets.profiling.enabled', 'presets: {profiling: {enabled: true}}'],
])('so are others of the collector: %s with %s', (chart, key, values) => {
  expect(errors('podSecurity: baseline', collector(`values: {${values}}`, chart))).toEqual([
    expect.stringContaining(`collector.values.${key}: with it, the pods of the collector do not comply`),
  ]);
});

const SHELL = '{name: sh, image: busybox, securityContext: {privileged: true}}';

test.each([
  [
    'a capability',
    collector('values: {securityContext: {capabilities: {drop: [ALL], add: [SYS_ADMIN]}}}'),
    'collector',
    'securityContext.capabilities.add',
  ],
  [
    'a setting of the kernel',
    collector('values: {podSecurityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}}'),
    'collector',
    'podSecurityContext.sysctls.name',
  ],
  ['a further container', collector(`values: {extraContainers: [${SHELL}]}`), 'collector', 'extraContainers.securityContext.privileged'],
  ['an init container', collector(`values: {initContainers: [${SHELL}]}`), 'collector', 'initContainers.securityContext.privileged'],
  [
    'one of Traefik',
    traefik('release', `{deployment: {initContainers: [${SHELL}]}}`),
    'traefik',
    'deployment.initContainers.securityContext.privileged',
  ],
  [
    'a port of the node of a further container of Traefik',
    traefik('release', '{deployment: {additionalContainers: [{name: a, image: a, ports: [{containerPort: 1, hostPort: 1}]}]}}'),
    'traefik',
    'deployment.additionalContainers.ports.hostPort',
  ],
  [
    'no seccomp profile',
    traefik('release', '{podSecurityContext: {seccompProfile: {type: Unconfined}}}'),
    'traefik',
    'podSecurityContext.seccompProfile.type',
  ],
])('%s is refused by baseline', (_what, stack, component, key) => {
  const namespace = component === 'traefik' ? 'traefik' : 'tracing';

  expect(errors('podSecurity: baseline', stack)).toEqual([
    expect.stringMatching(
      new RegExp(`${component}\\.values\\.${key}: with it, the pods of .* set namespaces.podSecurityOf.${namespace}: privileged$`),
    ),
  ]);
});

const PORT_80 = traefik(
  'release',
  '{securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}, runAsNonRoot: false, runAsUser: 0}}',
);

test('values that only restricted refuses need only baseline', () => {
  const refused = (field: string) =>
    expect.stringContaining(
      `traefik.values.securityContext.${field}: with it, the pods of Traefik do not comply with the Pod Security Standard restricted, which namespaces.podSecurity (line 3) sets for namespace traefik; remove it, or set namespaces.podSecurityOf.traefik: baseline`,
    );

  expect(errors('podSecurity: restricted', PORT_80)).toEqual([refused('runAsUser'), refused('runAsNonRoot')]);
  expect(errors('podSecurity: baseline', PORT_80)).toEqual([]);
});

test('the level has the rules of the version of Kubernetes', () => {
  const stack = collector('values: {podSecurityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "4096 1 2"}]}}');

  expect(errors('podSecurity: baseline', `kubernetes: {version: "1.31"}\n${stack}`)).toHaveLength(1);
  expect(errors('podSecurity: baseline', `kubernetes: {version: "1.32"}\n${stack}`)).toEqual([]);
});

test('and those of Tempo, in what runs', () => {
  const folder = 'extraVolumes: [{name: a, hostPath: {path: /a}}]';
  const refused = (...keys: string[]) =>
    keys.map((key) => expect.stringContaining(`tempo.values.${key}: with it, the pods of Tempo do not`));
  const ofDistributed = `  values: {tempo: {securityContext: {privileged: true}}, ingester: {${folder}}, metricsGenerator: {${folder}}}\n`;
  const ofSingle = (text: string) => text.replace('chart: 2.23.4', 'monolithic: 2.2.4');

  expect(errors('podSecurity: baseline', ofDistributed)).toEqual(
    refused('tempo.securityContext.privileged', 'ingester.extraVolumes.hostPath'),
  );
  expect(errors('podSecurity: baseline', `  values: {gateway: {enabled: true, ${folder}}}\n`)).toEqual(
    refused('gateway.extraVolumes.hostPath'),
  );
  expect(errors('podSecurity: baseline', `  values: {gateway: {${folder}}}\n`)).toEqual([]);
  expect(errors('podSecurity: baseline', `  values: {ingester: {initContainers: [${SHELL}]}}\n`)).toEqual(
    refused('ingester.initContainers.securityContext.privileged'),
  );
  expect(errors('podSecurity: restricted', '  values: {tempo: {podSecurityContext: {runAsUser: 0}}}\n')).toEqual(
    refused('tempo.podSecurityContext.runAsUser'),
  );
  expect(errors('podSecurity: baseline', `  values: {${folder}}\n`, ofSingle)).toEqual(refused('extraVolumes.hostPath'));
});

test('and that of Vulture', () => {
  const ofRelease = (chart: string, receivers: string) =>
    errors('podSecurity: baseline', `vulture: {chart: ${chart}, values: {securityContext: {privileged: true}}}\n`, (text) =>
      text.replace('zipkin', receivers),
    );

  expect(ofRelease('0.13.1', 'zipkin')).toEqual([
    expect.stringContaining('vulture.values.securityContext.privileged: with it, the pods of Vulture do not'),
  ]);
  expect(ofRelease('0.7.1', 'jaeger-grpc')).toEqual([]);
});

test('what the release of the collector does not know is refused for that', () => {
  expect(errors('podSecurity: baseline', collector('values: {hostPID: true}', '0.110.3'))).toEqual([
    expect.stringContaining('is not a value of opentelemetry-collector 0.110.3'),
  ]);
});

test.each([
  ['a level that permits it', 'podSecurity: restricted, podSecurityOf: {tracing: privileged}', collector('values: {hostNetwork: true}')],
  ['another volume', 'podSecurity: baseline', collector('values: {extraVolumes: [{name: a, emptyDir: {}}]}')],
  ['a port of the node, which a Deployment does not get', 'podSecurity: baseline', collector('values: {ports: {otlp: {hostPort: 4317}}}')],
  [
    'what a further container lacks, which verify judges',
    'podSecurity: restricted',
    collector('values: {extraContainers: [{name: a, image: a}]}'),
  ],
  [
    'a volume of a claim',
    'podSecurity: restricted',
    collector('values: {extraVolumes: [{name: a, persistentVolumeClaim: {claimName: a}}]}'),
  ],
  [
    'a safer container',
    'podSecurity: restricted',
    traefik('release', '{securityContext: {readOnlyRootFilesystem: true, runAsUser: 1000, capabilities: {drop: [ALL]}}}'),
  ],
  ['no level', 'create: true', collector('values: {hostNetwork: true}')],
  ['a value that turns it off', 'podSecurity: baseline', collector('values: {hostNetwork: false}')],
  ['Traefik in a namespace of others', 'podSecurity: baseline', traefik('values', '{hostNetwork: true}')],
  ['a port without one of the node', 'podSecurity: baseline', traefik('release', '{ports: {web: {port: 8000}}}')],
])('%s is fine', (_what, namespaces, stack) => {
  expect(errors(namespaces, stack)).toEqual([]);
});
