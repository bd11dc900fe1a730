import { helmValuesOf, ofComponent, said, synthesizeText } from '../../test/synthesis';
import { linkerdReleases } from '../linkerd/releases';
import { MESH_PORT } from './receivers';
import { collectorReleases } from './releases';

interface Stack {
  readonly collector?: string;
  readonly tempo?: string;
  readonly receivers?: string;
  readonly more?: string;
}

const NEWEST = collectorReleases.newest;
const WITH_OPENCENSUS = collectorReleases.last(({ hasOpenCensus }) => hasOpenCensus);

const stack = ({ collector = `chart: ${NEWEST}`, tempo = '2.26.2', receivers = 'otlp-grpc, otlp-http', more = '' }: Stack = {}) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: ${tempo}
  receivers: [${receivers}]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
collector: {${collector}}
${more}`);

interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

interface Values {
  readonly alternateConfig: {
    readonly receivers: Readonly<Record<string, unknown>>;
    readonly processors: Readonly<Record<string, unknown>>;
    readonly exporters: Readonly<Record<string, unknown>>;
    readonly service: { readonly pipelines: Readonly<Record<string, Pipeline>> };
  };
  readonly ports: Readonly<Record<string, unknown>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly image: { readonly repository: string };
}

const valuesOf = (given: Stack = {}, tier = 'collector') => helmValuesOf<Values>(stack(given), tier);

const SAMPLING = `chart: ${NEWEST}, tailSampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]}`;
const TRAEFIK = 'traefik: {chart: 39.0.6, via: release}';
const linkerd = (version: string) => `linkerd: {version: ${version}, webhookIssuer: issuer}`;

describe('one tier', () => {
  test('receives OTLP, reads the pods of the senders, and sends to Tempo', () => {
    const { alternateConfig, ports } = valuesOf();
    expect(alternateConfig.exporters).toEqual({
      'otlphttp/tempo': { endpoint: 'http://tempo-distributor.tracing.svc.cluster.local:4318' },
    });
    expect(alternateConfig.service.pipelines).toEqual({
      traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['otlphttp/tempo'] },
    });
    expect(valuesOf()).toMatchObject({ presets: { kubernetesAttributes: { enabled: true } } });
    expect(Object.keys(ports)).toEqual(expect.arrayContaining(['zipkin', 'jaeger-compact', 'jaeger-thrift', 'jaeger-grpc']));
  });

  test('sends by gRPC where Tempo receives nothing else, and needs one of the two', () => {
    expect(valuesOf({ receivers: 'otlp-grpc' }).alternateConfig.exporters).toEqual({
      'otlp/tempo': { endpoint: 'tempo-distributor.tracing:4317', tls: { insecure: true } },
    });
    expect(said(stack({ receivers: 'zipkin' }))).toEqual([
      expect.stringContaining('collector: sends its spans by otlp-http or otlp-grpc, which tempo.receivers (line 6) does not list'),
    ]);
  });

  test('has an Application and an AppProject that permits to read pods', () => {
    expect(ofComponent(stack(), 'Application', 'collector').spec.sources[0]).toMatchObject({
      chart: 'opentelemetry-collector',
      helm: { releaseName: 'tempo-collector' },
    });
    expect(ofComponent(stack(), 'AppProject', 'collector').spec.clusterResourceWhitelist).toEqual(
      ['ClusterRole', 'ClusterRoleBinding'].map((kind) => expect.objectContaining({ kind })),
    );
  });

  test('makes span metrics in a pipeline of their own', () => {
    const { alternateConfig } = valuesOf({
      collector: `chart: ${NEWEST}, spanMetrics: {remoteWrite: "http://prometheus.monitoring:9090/api/v1/write"}`,
    });
    expect(alternateConfig.service.pipelines).toMatchObject({
      traces: { exporters: ['otlphttp/tempo', 'spanmetrics'] },
      'metrics/spans': { receivers: ['spanmetrics'], exporters: ['prometheusremotewrite'] },
    });
    // Two pods of a service are one series, which a new pod of the collector goes on with.
    expect(alternateConfig).toMatchObject({
      connectors: { spanmetrics: { resource_metrics_key_attributes: expect.not.arrayContaining(['k8s.pod.name']) } },
      exporters: { prometheusremotewrite: { endpoint: 'http://prometheus.monitoring:9090/api/v1/write' } },
    });
    expect(alternateConfig.exporters.prometheusremotewrite).not.toHaveProperty('external_labels');
  });

  test.each([
    ['{replicaCount: 3}', true],
    ['{autoscaling: {enabled: true}}', true],
    ['{replicaCount: 1}', false],
  ])('makes series of each pod where values ask for several: %s', (values, expected) => {
    const metrics = 'spanMetrics: {remoteWrite: "http://prometheus.monitoring:9090/api/v1/write"}';
    const { exporters } = valuesOf({ collector: `chart: ${NEWEST}, ${metrics}, values: ${values}` }).alternateConfig;

    // Each pod counts from zero: samples of both in one series are a counter that jumps.
    expect(exporters.prometheusremotewrite).toEqual({
      endpoint: 'http://prometheus.monitoring:9090/api/v1/write',
      ...(expected && { external_labels: { collector: `\${env:MY_POD_IP}` } }),
    });
  });

  test('is scraped with monitoring, and comes from the mirror of images', () => {
    const more =
      'kubernetes: {apis: [monitoring.coreos.com/v1]}\nmonitoring: {labels: {release: kps}}\nregistry: {images: mirror.example.org}';
    expect(valuesOf({ more })).toMatchObject({
      serviceMonitor: { enabled: true, extraLabels: { release: 'kps' } },
      ports: { metrics: { enabled: true } },
      image: { repository: expect.stringMatching(/^mirror\.example\.org\/open-telemetry\//) },
    });
  });

  test('is in a namespace of its own, which it then makes', () => {
    const synthesis = stack({ collector: `chart: ${NEWEST}, namespace: otel`, more: TRAEFIK });
    expect(ofComponent(synthesis, 'Application', 'collector').spec.destination.namespace).toBe('otel');
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject({
      tracing: { otlp: { http: { endpoint: expect.stringContaining('.otel.') } } },
    });
  });
});

describe('two tiers', () => {
  test('send each trace to one pod, which decides', () => {
    const first = valuesOf({ collector: SAMPLING }).alternateConfig;
    expect(first.exporters).toMatchObject({
      loadbalancing: { routing_key: 'traceID', resolver: { dns: { hostname: 'tempo-collector-sampling.tracing.svc.cluster.local' } } },
    });
    const second = valuesOf({ collector: SAMPLING }, 'collector-sampling');
    expect(second).toMatchObject({ replicaCount: 2, service: { clusterIP: 'None' } });
    expect(second.alternateConfig.processors).toMatchObject({ tail_sampling: { decision_wait: '30s', policies: [{ name: 'errors' }] } });
    expect(second.alternateConfig.service.pipelines.traces?.processors).toEqual(['memory_limiter', 'tail_sampling', 'batch']);
  });

  test.each([
    ['0.110.7', {}],
    ['0.111.0', { retry_on_failure: { enabled: true, initial_interval: '5s' } }],
    ['0.145.0', { retry_on_failure: { enabled: true }, sending_queue: { enabled: true, queue_size: 1000 } }],
  ])('of chart %s: spans wait before the choice of a pod, where the exporter can', (chart, expected) => {
    const { loadbalancing } = valuesOf({ collector: SAMPLING.replace(NEWEST, chart) }).alternateConfig.exporters as Record<string, object>;
    expect(loadbalancing).toMatchObject(expected);
    const { retry_on_failure, sending_queue, protocol } = loadbalancing as Record<string, unknown>;
    const waits = Object.keys(expected);
    expect([retry_on_failure && 'retry_on_failure', sending_queue && 'sending_queue'].filter(Boolean)).toEqual(waits);
    expect(protocol).toEqual({
      otlp: {
        tls: { insecure: true },
        ...(waits.length > 0 && { retry_on_failure: { enabled: false }, sending_queue: { enabled: false } }),
      },
    });
  });

  test('have the number of their pods in tailSampling.replicas', () => {
    const collector = SAMPLING.replace('tailSampling: {', 'tailSampling: {values: {replicaCount: 3}, ');
    expect(said(stack({ collector }), 'error')).toEqual([
      expect.stringMatching(/values\.replicaCount: .*; set collector\.tailSampling\.replicas$/),
    ]);
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {replicaCount: 3}` }), 'error')).toEqual([]);
  });

  test('keep braces of a policy, although the chart renders its configuration as a template', () => {
    const collector = `chart: ${NEWEST}, tailSampling: {policies: [{name: odd, type: ottl_condition, ottl_condition: {span: ["name == '{{x}}'"]}}]}`;
    expect(JSON.stringify(valuesOf({ collector }, 'collector-sampling').alternateConfig)).toContain('{{ \\"{{\\" }}x}}');
  });

  test('note that log lines may link to dropped traces', () => {
    const loki = 'grafana: {loki: {url: "http://loki.logging", uid: loki}}';
    const rule = (more: string) => said(stack({ collector: SAMPLING, more }), 'note').filter((text) => text.includes('expect links'));
    expect(rule(`${TRAEFIK}\n${loki}`)).toHaveLength(1);
    expect(rule(loki)).toEqual([]);
  });
});

describe('senders', () => {
  const vulture = 'vulture: {chart: 0.13.1}';
  const push = (given: Stack) => helmValuesOf<{ tempoAddress: { push: string } }>(stack(given), 'vulture').tempoAddress.push;

  test('use the collector where it has the receiver, else Tempo', () => {
    const endpoint = (receivers: string) =>
      JSON.stringify(helmValuesOf(stack({ collector: `chart: ${NEWEST}, receivers: [${receivers}]`, more: TRAEFIK }), 'traefik'));
    expect(endpoint('otlp-http')).toContain('http://tempo-collector.tracing.svc.cluster.local:4318/v1/traces');
    expect(endpoint('otlp-grpc')).toContain('tempo-collector.tracing:4317');
    expect(endpoint('zipkin')).toContain('http://tempo-distributor.tracing.svc.cluster.local:4318/v1/traces');
  });

  test('that read their traces again send past a collector that drops some', () => {
    expect(push({ more: vulture })).toContain('tempo-collector.tracing');
    expect(push({ more: vulture, collector: SAMPLING })).toContain('tempo-distributor.tracing');
  });

  test('of OpenCensus are received for a Tempo that no longer does', () => {
    const more = 'emojivoto: {}';
    const silent = (collector: string) => said(stack({ collector, more }), 'note').filter((text) => text.includes('sends no spans'));
    expect(silent(`chart: ${WITH_OPENCENSUS}, receivers: [opencensus]`)).toEqual([]);
    expect(silent(`chart: ${NEWEST}`)).toHaveLength(1);
  });

  test('in the mesh reach the collector through its proxy, on a port of their own', () => {
    const version = linkerdReleases.last(({ extension }) => extension !== undefined);
    const synthesis = stack({ more: linkerd(version), collector: `chart: ${NEWEST}, receivers: [otlp-grpc, zipkin]` });
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject({
      webhook: { collectorSvcAddr: `tempo-collector.tracing:${MESH_PORT}`, collectorSvcAccount: 'tempo-collector' },
    });
    const { podAnnotations = {}, alternateConfig } = helmValuesOf<Values>(synthesis, 'collector');
    expect(podAnnotations['config.linkerd.io/skip-inbound-ports']).toBe('4317,9411');
    expect(alternateConfig.service.pipelines['traces/mesh']?.receivers).toEqual(['otlp/mesh']);
  });

  test('of your own may come past the proxy by further ports', () => {
    const key = 'config.linkerd.io/skip-inbound-ports';
    const withPorts = (ports: string) =>
      stack({
        collector: `chart: ${NEWEST}, values: {podAnnotations: {${key}: "${ports}"}}`,
        more: linkerd(linkerdReleases.last(({ extension }) => extension !== undefined)),
      });

    expect(said(withPorts('4317, 4318,4319'))).toEqual([]);
    expect(helmValuesOf<{ podAnnotations: Record<string, string> }>(withPorts('4317,4318,4319'), 'collector').podAnnotations[key]).toBe(
      '4317,4318,4319',
    );
    expect(said(withPorts('4319'))).toEqual([expect.stringContaining(`podAnnotations.${key}: would replace podAnnotations.${key}`)]);
  });

  test('in a mesh whose protocol the collector does not receive send to Tempo', () => {
    const version = linkerdReleases.last(({ extension }) => extension !== undefined);
    const synthesis = stack({ more: linkerd(version), collector: `chart: ${NEWEST}, receivers: [zipkin]` });
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject({ webhook: { collectorSvcAddr: 'tempo-distributor.tracing:4317' } });
    expect(helmValuesOf<Values>(synthesis, 'collector').alternateConfig.service.pipelines).not.toHaveProperty('traces/mesh');
  });
});

describe('is refused', () => {
  test.each([
    [
      'a receiver that the collector has no more',
      `chart: ${NEWEST}, receivers: [opencensus]`,
      `pin collector.chart ${WITH_OPENCENSUS} or older`,
    ],
    ['the configuration that the chart ignores', `chart: ${NEWEST}, values: {config: {exporters: {}}}`, 'set it below alternateConfig'],
    ['another exporter', `chart: ${NEWEST}, values: {alternateConfig: {exporters: {otlphttp/tempo: {endpoint: x}}}}`, 'remove it'],
    ['another version', `chart: ${NEWEST}, values: {image: {tag: 0.100.0}}`, 'pin collector.chart'],
  ])('%s', (_what, collector, fix) => {
    expect(said(stack({ collector }))).toEqual([expect.stringContaining(fix)]);
  });

  test('names, except as they are anyway', () => {
    const values = 'nameOverride: "", namespaceOverride: "", serviceAccount: {create: true}, configMap: {create: true}';
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {${values}}` }))).toEqual([]);
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {nameOverride: opentelemetry-collector}` }))).toEqual([]);
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {nameOverride: tempo}` }))).toHaveLength(1);
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {serviceAccount: {create: false}}` }))).toHaveLength(1);
  });

  test.each([
    [
      'another processor',
      'alternateConfig: {processors: {transform: {}}, service: {pipelines: {traces: {processors: [memory_limiter, transform, batch]}}}}',
    ],
    ['more memory', 'resources: {limits: {memory: 2Gi}}'],
    ['no ClusterRole', 'presets: {kubernetesAttributes: {enabled: false}}'],
    ['an image of the own distribution', 'image: {repository: example.org/otel}'],
  ])('%s is not', (_what, values) => {
    expect(said(stack({ collector: `chart: ${NEWEST}, values: {${values}}` }))).toEqual([]);
  });
});
