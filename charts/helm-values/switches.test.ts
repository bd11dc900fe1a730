import { ofComponent, said, synthesizeText } from '../../test/synthesis';

const stack = (...lines: string[]) =>
  synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  monolithic: 2.2.0
  receivers: [otlp-grpc, otlp-http, zipkin]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  persistence: {}
${lines.join('\n')}
`);
const traefik = (chart: string, values: string, ...more: string[]) =>
  stack(`traefik: {chart: ${chart}, via: release, values: {${values}}}`, ...more);
const OLD = 'kubernetes: {version: 1.24}';

const ofTempo = (chart: string, values: string, ...more: string[]) =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  chart: ${chart}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  credentials: {existing: {}}
  values: {${values}}
${more.join('\n')}
`),
  );

describe('a value that needs another one is an error', () => {
  test.each([
    ['27.0.2', 'autoscaling: {enabled: true}', 'autoscaling.maxReplicas, traefik 27.0.2 does not render'],
    ['27.0.2', 'metrics: {prometheus: {prometheusRule: {additionalLabels: {a: b}}}}', 'metrics.prometheus.prometheusRule.rules, '],
    ['34.3.0', 'metrics: {prometheus: {prometheusRule: {enabled: true}}}', 'metrics.prometheus.prometheusRule.rules, '],
    ['34.3.0', 'metrics: {prometheus: {prometheusRule: {enabled: true, rules: []}}}', 'metrics.prometheus.prometheusRule.rules, '],
    ['39.0.6', 'logs: {general: {otlp: {enabled: true}}}', 'experimental.otlpLogs, '],
    ['41.3.0', 'log: {otlp: {enabled: true}}', 'experimental.otlpLogs, '],
    ['35.0.0', 'oci_meta: {enabled: true}', 'oci_meta.images.proxy.tag or hub.token, '],
    ['41.3.0', 'global: {azure: {enabled: true}}', 'global.azure.images.proxy.tag or hub.token, '],
    ['41.1.0', 'hub: {hardened: true}', 'hub.enabled or hub.token, '],
    ['41.3.0', 'providers: {knative: {enabled: true}}', 'experimental.knative, '],
    ['41.3.0', 'providers: {kubernetesIngressNGINX: {modsec: {enabled: true}}}', 'hub.token, '],
  ])('of Traefik %s: %s', (chart, values, needed) => {
    expect(said(traefik(chart, values))).toEqual([expect.stringContaining(`: without ${needed}`)]);
  });

  test.each([
    ['27.0.2', 'autoscaling: {enabled: true, maxReplicas: 3}'],
    ['10.33.0', 'autoscaling: {enabled: false}'],
    ['34.3.0', 'metrics: {prometheus: {prometheusRule: {enabled: true, rules: [{alert: A, expr: up == 0}]}}}'],
    ['39.0.6', 'logs: {general: {otlp: {enabled: true}}}, experimental: {otlpLogs: true}'],
    ['39.0.6', 'log: {otlp: {enabled: true}}'],
    ['41.3.0', 'global: {azure: {enabled: true, images: {proxy: {tag: v3.7.11}}}}'],
    ['35.2.0', 'global: {azure: {enabled: true}}'],
    ['34.1.0', 'hub: {token: a}'],
    ['41.0.0', 'hub: {token: a}'],
    ['41.1.0', 'hub: {hardened: true, token: a}'],
  ])('not of Traefik %s: %s', (chart, values) => {
    expect(said(traefik(chart, values))).toEqual([]);
  });

  test.each([
    ['ingress: {enabled: true}', 'without ingress.hosts, opentelemetry-collector 0.150.0 renders an Ingress without rules'],
    ['ingress: {enabled: true, hosts: [{host: a.example.org, paths: [{path: /, pathType: Prefix, port: 4318}]}]}', undefined],
    [
      'internalTelemetryViaOTLP: {logs: {enabled: true}}',
      'without internalTelemetryViaOTLP.logs.endpoint or internalTelemetryViaOTLP.endpoint',
    ],
    ['internalTelemetryViaOTLP: {endpoint: "http://a:4318", logs: {enabled: true}}', undefined],
    ['presets: {annotationDiscovery: {logs: {enabled: true}}}', 'adds to the pipeline logs, which has no exporters'],
  ])('of the collector: %s', (values, problem) => {
    const errors = said(stack(`collector: {chart: 0.150.0, values: {${values}}}`));
    expect(errors).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  });
});

describe('a value with which the chart always fails is an error', () => {
  test.each([
    ['10.1.4', 'persistence: {enabled: true, annotations: {a: b}}', '10.1.5'],
    ['33.2.1', 'experimental: {abortOnPluginFailure: true}', '34.0.0'],
    ['40.3.0', 'hub: {token: a}', '41.0.0'],
    ['39.0.1', 'hub: {token: a}, image: {tag: v3.6.5}', '41.0.0'],
  ])('of Traefik %s: %s', (chart, values, newer) => {
    expect(said(traefik(chart, values))).toEqual([
      expect.stringMatching(new RegExp(` traefik ${chart} does not render; pin traefik\\.chart ${newer} or newer, or remove it$`)),
    ]);
  });

  test.each([
    ['10.1.5', 'persistence: {enabled: true, annotations: {a: b}}'],
    ['10.1.4', 'persistence: {annotations: {a: b}}'],
    ['33.2.1', 'experimental: {abortOnPluginFailure: true}, image: {tag: v3.3.1}'],
    ['34.0.0', 'experimental: {abortOnPluginFailure: true}'],
    ['38.0.2', 'hub: {token: a}, image: {tag: v3.6.5}'],
    ['40.3.0', 'hub: {token: a}, global: {azure: {enabled: true, images: {hub: {tag: v3.20.0}}}}'],
  ])('not of Traefik %s: %s', (chart, values) => {
    expect(said(traefik(chart, values)).filter((line) => line.includes('does not render'))).toEqual([]);
  });

  const HOSTS = 'hosts: [{host: tempo.example.org, paths: [{path: /, pathType: Prefix}]}]';
  const [INGRESS, LOGIN] = [
    `gateway: {enabled: true, ingress: {enabled: true, ${HOSTS}}}`,
    'gateway: {enabled: true, basicAuth: {enabled: true}}',
  ];

  test.each([
    ['0.27.1', 'memcachedExporter: {enabled: true}', '0.27.2'],
    ['0.27.1', 'prometheusRule: {enabled: true}', '0.27.2'],
    ['0.27.4', 'rbac: {create: true}', '0.27.5'],
    ['0.27.1', INGRESS, '0.27.2'],
    ['0.27.6', INGRESS, '0.27.7'],
    ['0.27.8', LOGIN, '0.27.9'],
  ])('of Tempo %s: %s', (chart, values, newer) => {
    expect(ofTempo(chart, values)).toEqual([expect.stringContaining(` does not render; pin tempo.chart ${newer} or newer, or remove it`)]);
    expect(ofTempo(newer, values).filter((line) => line.includes('; pin'))).toEqual([]);
  });

  test.each([
    ['0.27.0', 'gateway: {enabled: true}', 'renders a Service of the gateway that leads to no port of it', '0.27.1'],
    [
      '1.4.1',
      `queryFrontend: {query: {enabled: true}, ingress: {enabled: true, ${HOSTS}}}`,
      'renders an Ingress with an invalid name, to a Service that does not exist',
      '1.4.2',
    ],
  ])('of Tempo %s: %s, because it %s', (chart, values, problem, newer) => {
    expect(ofTempo(chart, values)).toEqual([expect.stringContaining(` ${problem}; pin tempo.chart ${newer} or newer, or remove it`)]);
    expect(ofTempo(newer, values).filter((line) => line.includes('; pin'))).toEqual([]);
  });

  test('of Tempo 0.27.1: a gateway that is off has no Ingress', () => {
    expect(ofTempo('0.27.1', 'gateway: {ingress: {enabled: true}}')).toEqual([]);
  });

  test('the gateway asks for name and password, or for what replaces them', () => {
    const login = (more: string) => ofTempo('2.26.2', `gateway: {enabled: true, basicAuth: {enabled: true, ${more}}}`);
    expect(login('')).toEqual([expect.stringContaining(': without gateway.basicAuth.username, gateway.basicAuth.htpasswd or ')]);
    expect(login('username: a')).toEqual([expect.stringContaining(': without gateway.basicAuth.password, gateway.basicAuth.htpasswd or ')]);
    for (const enough of ['username: a, password: b', 'htpasswd: "a:b"', 'existingSecret: a']) expect(login(enough)).toEqual([]);
  });
});

describe('an API that the Kubernetes of the cluster does not serve is an error', () => {
  const PSP = 'podSecurityPolicy: {enabled: true}';

  test('of Traefik', () => {
    expect(said(traefik('27.0.2', PSP))).toEqual([
      'clusters/test.yaml:9:78 traefik.values.podSecurityPolicy.enabled: traefik 27.0.2 renders a PodSecurityPolicy, which Kubernetes 1.25 removed, and kubernetes.version is 1.34; remove it',
    ]);
    expect(said(traefik('10.24.0', 'autoscaling: {enabled: true}, podDisruptionBudget: {enabled: true}'))).toEqual([
      expect.stringMatching(
        / renders an autoscaling\/v2beta1 HorizontalPodAutoscaler, .*; pin traefik\.chart 12\.0\.0 or newer, or remove it$/,
      ),
      expect.stringMatching(/ renders a policy\/v1beta1 PodDisruptionBudget, .*; pin traefik\.chart 10\.24\.1 or newer, or remove it$/),
    ]);
    expect(said(traefik('10.24.0', 'autoscaling: {enabled: true}', OLD))).toEqual([]);
  });

  test('of the Traefik of k3s, by the release of k3s', () => {
    const k3s = (version: string) => said(stack(`traefik: {k3s: ${version}, values: {${PSP}}}`));
    expect(k3s('1.24.9')).toEqual([]);
    expect(k3s('1.26.5')).toEqual([
      expect.stringMatching(/ the Traefik of k3s 1\.26\.5 renders a PodSecurityPolicy, .* traefik\.k3s \(line 9\) is 1\.26\.5; remove it$/),
    ]);
  });

  test('of Tempo', () => {
    const tempo = (chart: string, ...more: string[]) => ofTempo(chart, 'querier: {autoscaling: {enabled: true}}', ...more);
    expect(tempo('1.2.0')).toEqual([
      expect.stringMatching(
        /^clusters\/test\.yaml:8:45 tempo\.values\.querier\.autoscaling\.enabled: .*; pin tempo\.chart 1\.2\.1 or newer, or remove it$/,
      ),
    ]);
    expect(tempo('1.2.1')).toEqual([]);
    expect(tempo('1.2.0', OLD)).toEqual([]);
  });

  test.each([
    ['2.26.2', 'podDisruptionBudget', undefined, / a policy\/v1beta1 PodDisruptionBudget, which Kubernetes 1\.25 removed, .*; remove it$/],
    [
      '1.6.4',
      'ingress',
      undefined,
      / a networking\.k8s\.io\/v1beta1 Ingress, which Kubernetes 1\.22 removed, .*; pin tempo\.chart 1\.6\.7 /,
    ],
    [
      '1.6.4',
      'networkPolicy',
      undefined,
      / a networking\.k8s\.io\/v1beta1 NetworkPolicy, which no Kubernetes has; pin tempo\.chart 1\.6\.7 /,
    ],
    ['2.26.2', 'podDisruptionBudget', OLD, undefined],
    ['2.26.2', 'ingress', undefined, undefined],
    ['1.6.7', 'networkPolicy', undefined, undefined],
  ])('of the MinIO of Tempo %s: %s', (chart, part, kubernetes = '', problem) => {
    const errors = said(
      synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  chart: ${chart}
  receivers: [otlp-grpc]
  persistence: {}
  values: {minio: {${part}: {enabled: true}}}
minio: {bundled: {existingSecret: root}}
${kubernetes}
`),
    );
    expect(errors).toEqual(problem ? [expect.stringMatching(problem)] : []);
  });

  test('where it is served, the AppProject permits the kind', () => {
    const kinds = (...args: Parameters<typeof traefik>) =>
      ofComponent(traefik(...args), 'AppProject', 'traefik').spec.clusterResourceWhitelist.map(({ kind }: { kind: string }) => kind);
    expect(kinds('27.0.2', PSP, OLD)).toContain('PodSecurityPolicy');
    expect(kinds('27.0.2', '', OLD)).not.toContain('PodSecurityPolicy');
    expect(kinds('16.2.0', 'ingressClass: {enabled: true}')).toContain('IngressClass');
    expect(kinds('16.2.0', '')).not.toContain('IngressClass');
    expect(kinds('28.3.0', 'hub: {token: a, apimanagement: {enabled: true}}')).toContain('MutatingWebhookConfiguration');
    expect(kinds('28.3.0', '')).not.toContain('MutatingWebhookConfiguration');
    expect(kinds('27.0.2', 'ingressClass: {enabled: true}').filter((kind: string) => kind === 'IngressClass')).toHaveLength(1);
  });
});
