import { said, synthesizeWith } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const stack = (values: string, { chart = collectorReleases.newest, more = '', others = '' } = {}) =>
  synthesizeWith(`collector: {chart: ${chart}${more}, values: {${values}}}
${others}`);
const messages = (...given: Parameters<typeof stack>) => said(stack(...given)).map((line) => line.replace(/^\S*clusters\S+ /, ''));
const AT = 'collector.values.alternateConfig';
const NO_START = 'so the collector does not start';
const pipelines = (text: string, more = '') => `alternateConfig: {${more}service: {pipelines: {${text}}}}`;

describe('a configuration with which the collector does not start is refused', () => {
  test.each([
    [
      'a processor that is not defined',
      pipelines('traces: {processors: [attributes/team, batch]}'),
      `${AT}.service.pipelines.traces.processors: pipeline traces uses processor attributes/team, which is not defined, ${NO_START}; define it, or remove it`,
    ],
    [
      'an exporter that is not defined',
      pipelines('traces: {exporters: [otlphttp/tempo, debug]}'),
      `${AT}.service.pipelines.traces.exporters: pipeline traces uses exporter debug, which is not defined, ${NO_START}; define it, or remove it`,
    ],
    [
      'an extension that is not defined',
      'alternateConfig: {service: {extensions: [health_check, zpages]}}',
      `${AT}.service.extensions: service.extensions lists zpages, which is not defined, ${NO_START}; define it, or remove it`,
    ],
    [
      'a pipeline without exporters',
      pipelines('logs: {receivers: [otlp]}'),
      `${AT}.service.pipelines.logs: pipeline logs has no exporters, ${NO_START}; add one, or remove the pipeline`,
    ],
    [
      'a pipeline of no signal',
      pipelines('trace: {receivers: [otlp], exporters: [otlphttp/tempo]}'),
      `${AT}.service.pipelines.trace: pipeline trace is not named after a signal, ${NO_START}; use traces, or traces/ with a name`,
    ],
    [
      'half a connector',
      pipelines('traces: {exporters: [otlphttp/tempo, servicegraph]}', 'connectors: {servicegraph: {}}, '),
      `${AT}.connectors.servicegraph: connector servicegraph is the exporter of a pipeline and the receiver of none, ${NO_START}; add it to the receivers of a pipeline`,
    ],
    [
      'an extension that is not started',
      'alternateConfig: {extensions: {basicauth: {}}, exporters: {otlphttp/tempo: {auth: {authenticator: basicauth}}}}',
      `${AT}.exporters.otlphttp/tempo.auth.authenticator: exporter otlphttp/tempo uses extension basicauth, which service.extensions does not list, ${NO_START}; add it there, and define it`,
    ],
    [
      'the other exporter to Tempo',
      'alternateConfig: {exporters: {otlp/tempo: {compression: none}}}',
      `${AT}.exporters.otlp/tempo: exporter otlp/tempo has no endpoint, ${NO_START}; did you mean otlphttp/tempo?`,
    ],
    [
      'an image without a component',
      'image: {repository: otel/opentelemetry-collector}',
      `collector.values.image.repository: otel/opentelemetry-collector has no processor k8sattributes, ${NO_START}; use opentelemetry-collector-contrib`,
    ],
    [
      'an image without a component of a pipeline of their own',
      `image: {repository: otel/opentelemetry-collector-k8s}, ${pipelines(
        'traces/kafka: {receivers: [kafka], exporters: [debug]}',
        'receivers: {kafka: {}}, exporters: {debug: {}}, ',
      )}`,
      `collector.values.image.repository: otel/opentelemetry-collector-k8s has no receiver kafka, ${NO_START}; use opentelemetry-collector-contrib`,
    ],
    [
      'an image without a component of a preset',
      `image: {repository: otel/opentelemetry-collector}, presets: {kubernetesAttributes: {enabled: false}, logsCollection: {enabled: true}}, ${pipelines(
        'logs: {exporters: [debug]}',
        'exporters: {debug: {}}, ',
      )}`,
      `collector.values.image.repository: otel/opentelemetry-collector has no receiver filelog, ${NO_START}; use opentelemetry-collector-contrib`,
    ],
    [
      'the program of another image',
      'command: {name: otelcol-k8s}',
      'collector.values.command.name: the only program of ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib is otelcol-contrib, so the container does not start; remove it, or use the image of that program',
    ],
  ])('%s', (_what, values, message) => {
    expect(messages(values)).toEqual([message]);
  });

  test.each([
    ['what they define', pipelines('logs: {receivers: [otlp], exporters: [debug]}', 'exporters: {debug: {}}, ')],
    [
      'what presets define',
      `presets: {logsCollection: {enabled: true}, resourceDetection: {enabled: true}}, ${pipelines(
        'logs: {receivers: [file_log], processors: [resourcedetection/env], exporters: [debug]}',
        'exporters: {debug: {}}, ',
      )}`,
    ],
    ['the processor of the chart', pipelines('traces: {processors: [k8sattributes, memory_limiter, batch]}')],
    ['a queue that is off', 'alternateConfig: {exporters: {otlphttp/tempo: {sending_queue: {enabled: false, storage: none}}}}'],
    ['an image of another name', 'image: {repository: registry.example.org/otel/own}, command: {name: own}'],
    ['the program of the image', 'command: {name: otelcol-contrib}'],
    ['an image with the program', 'image: {repository: otel/opentelemetry-collector-k8s}, command: {name: otelcol-k8s}'],
    ['an own build of that name', 'image: {repository: registry.example.org/platform/opentelemetry-collector}'],
  ])('but not %s', (_what, values) => {
    expect(messages(values)).toEqual([]);
  });
});

describe('the probes of the pod ask health_check', () => {
  const ASKS = 'the livenessProbe asks port 13133 at /, but';
  const FIX = 'let the extension health_check answer there';

  test.each([
    [
      'alternateConfig: {service: {extensions: []}}',
      `${AT}.service.extensions: ${ASKS} service.extensions does not list health_check; ${FIX}`,
    ],
    [
      'alternateConfig: {extensions: {health_check: {endpoint: "0.0.0.0:13134"}}}',
      `${AT}.extensions: ${ASKS} health_check listens at 0.0.0.0:13134; ${FIX}`,
    ],
    [
      'alternateConfig: {extensions: {health_check: {path: /health}}}',
      `${AT}.extensions: ${ASKS} health_check answers at the path /health; ${FIX}`,
    ],
    [
      'readinessProbe: {httpGet: {path: /ready}}',
      `collector.values.readinessProbe.httpGet: the readinessProbe asks port 13133 at /ready, but health_check answers at the path /; ${FIX}`,
    ],
  ])('%s is refused', (values, message) => {
    expect(messages(values)).toEqual([message]);
  });

  test.each([
    'alternateConfig: {extensions: {pprof: {}}, service: {extensions: [health_check, pprof]}}',
    'alternateConfig: {extensions: {health_check: {path: /health}}}, livenessProbe: {httpGet: {path: /health}}, readinessProbe: {httpGet: {path: /health}}',
    'livenessProbe: {initialDelaySeconds: 10}',
    'livenessProbe: {httpGet: {port: 8888, path: /metrics}}',
  ])('%s is accepted', (values) => {
    expect(messages(values)).toEqual([]);
  });
});

describe('with several pods, what needs whole traces is not in the first tier', () => {
  const own = pipelines(
    'traces/sampled: {receivers: [otlp], processors: [tail_sampling], exporters: [debug]}',
    'processors: {tail_sampling: {policies: []}}, exporters: {debug: {}}, ',
  );
  const SPLIT = 'several pods sample, and nothing sends all spans of a trace to the same one; use one pod, or';
  const AT_OWN = `${AT}.service.pipelines.traces/sampled.processors: ${SPLIT}`;
  const POLICY = ', tailSampling: {policies: [{name: all, type: always_sample}]}';

  test('nor in a pipeline of their own', () => {
    expect(messages(`replicaCount: 3, ${own}`)).toEqual([`${AT_OWN} use collector.tailSampling`]);
    expect(messages(`autoscaling: {enabled: true, maxReplicas: 3}, ${own}`)).toEqual([`${AT_OWN} use collector.tailSampling`]);
    expect(messages(`replicaCount: 3, ${own}`, { more: POLICY })).toEqual([`${AT_OWN} do it in collector.tailSampling.values`]);
    expect(messages(own)).toEqual([]);
  });

  test('a connector that pairs spans is a warning', () => {
    const graph = pipelines(
      'traces: {exporters: [otlphttp/tempo, servicegraph]}, metrics: {receivers: [servicegraph], exporters: [debug]}',
      'connectors: {servicegraph: {}}, exporters: {debug: {}}, ',
    );
    expect(said(stack(`replicaCount: 2, ${graph}`), 'warning')).toEqual([
      expect.stringContaining('several pods pair the two spans of a request, and nothing sends all spans of a trace to the same one'),
    ]);
    expect(said(stack(graph), 'warning')).toEqual([]);
  });
});

describe('with monitoring, the metrics of the collector stay where Prometheus reads them', () => {
  const monitored = { others: 'kubernetes: {apis: [monitoring.coreos.com/v1]}\nmonitoring: true\n' };
  const metrics = (text: string) => `alternateConfig: {service: {telemetry: {metrics: {${text}}}}}`;
  const reader = (host: string, port: number) => metrics(`readers: [{pull: {exporter: {prometheus: {host: ${host}, port: ${port}}}}}]`);
  const READ = 'port 8888 of the pod, which monitoring (line 12) reads';

  test.each([
    [reader('0.0.0.0', 9999), `readers: none of them serves Prometheus at ${READ}; remove it, or add one`],
    ...['localhost', '"::1"'].map((host) => [
      reader(host, 8888),
      `readers: none of them serves Prometheus at ${READ}; remove it, or add one`,
    ]),
    [metrics('readers: []'), `readers: none of them serves Prometheus at ${READ}; remove it, or add one`],
    [metrics('level: none'), `level: turns off the metrics at ${READ}; remove it`],
  ])('%s is refused', (values, message) => {
    expect(messages(values, monitored)).toEqual([`${AT}.service.telemetry.metrics.${message}`]);
    expect(messages(values)).toEqual([]);
  });

  test.each([
    ...[reader('0.0.0.0', 8888), reader('localhost.example', 8888), metrics('level: detailed'), 'replicaCount: 1'],
    ...[reader('0.0.0.0', 9999).replace('9999', '"${env:PORT}"'), metrics('readers: "${file:/conf/readers.yaml}"')],
  ])('%s is accepted', (values) => {
    expect(messages(values, monitored)).toEqual([]);
  });
});

describe('what this stack sends arrives', () => {
  const receiver = (field: string) => `alternateConfig: {receivers: {otlp: {protocols: {http: {${field}}}}}}`;
  const AT_HTTP = `${AT}.receivers.otlp.protocols.http`;
  const traefik = { others: 'traefik: {chart: 39.0.6}\n' };

  test('in plain text and without credentials', () => {
    expect(messages(receiver('tls: {cert_file: /tls/tls.crt}'), traefik)).toEqual([
      `${AT_HTTP}.tls: traefik (line 11) sends to this receiver in plain text; remove it`,
    ]);
    expect(messages(receiver('auth: {authenticator: basicauth}'), traefik)).toContain(
      `${AT_HTTP}.auth: traefik (line 11) sends to this receiver without credentials; remove it`,
    );
  });

  test('but applications of others may have them', () => {
    const senders = { others: 'senders: {workloads: [{namespace: shop, receiver: otlp-http}]}\n' };
    expect(messages(receiver('tls: {cert_file: /tls/tls.crt}'), senders)).toEqual([]);
    expect(messages(receiver('max_request_body_size: 1000'), traefik)).toEqual([]);
  });

  test('at Tempo, and at the second tier', () => {
    const POLICY = ', tailSampling: {policies: [{name: all, type: always_sample}]';
    const MANAGED = 'is managed by this stack; remove it, because';
    expect(messages('alternateConfig: {exporters: {otlphttp/tempo: {traces_endpoint: "http://other:4318/v1/traces"}}}')).toEqual([
      `${AT}.exporters.otlphttp/tempo.traces_endpoint: ${MANAGED} the spans go to Tempo`,
    ]);
    const resolver = 'alternateConfig: {exporters: {loadbalancing: {resolver: {k8s: {service: tempo-collector-sampling}}}}}';
    expect(messages(resolver, { more: `${POLICY}}` })).toEqual([
      `${AT}.exporters.loadbalancing.resolver.k8s.service: ${MANAGED} the exporter takes one resolver`,
    ]);
    expect(messages(resolver)).toEqual([]);
    const tls = ', values: {alternateConfig: {receivers: {otlp: {protocols: {grpc: {tls: {cert_file: /tls.crt}}}}}}}}';
    expect(messages('', { more: `${POLICY}${tls}` })).toEqual([
      expect.stringContaining(`otlp.protocols.grpc.tls.cert_file: ${MANAGED} the first tier sends in plain text`),
    ]);
  });
});

describe('the lists of receivers and exporters', () => {
  test('may be in any order', () => {
    const first = pipelines('traces: {exporters: [debug, otlphttp/tempo]}', 'exporters: {debug: {}}, ');
    expect(messages(first)).toEqual([]);
  });

  test('keep what this stack has', () => {
    expect(messages(pipelines('traces: {exporters: [debug]}', 'exporters: {debug: {}}, '))).toEqual([
      `${AT}.service.pipelines.traces.exporters: lacks otlphttp/tempo, which this stack sets; add it`,
    ]);
    expect(messages(pipelines('traces: {exporters: null}'))).toEqual([
      `${AT}.service.pipelines.traces.exporters: would replace alternateConfig.service.pipelines.traces.exporters.0, which this stack sets; remove it`,
    ]);
  });

  test('a port of the chart is that of a receiver of the cluster file', () => {
    expect(messages('ports: {zipkin: {enabled: true}}')).toEqual([
      'collector.values.ports.zipkin.enabled: is managed by this stack; list zipkin in collector.receivers',
    ]);
    expect(messages('ports: {zipkin: {enabled: true}}', { more: ', receivers: [otlp-http, zipkin]' })).toEqual([]);
  });
});

test('a batch may be as large as one that is sent', () => {
  const batch = (text: string) => `alternateConfig: {processors: {batch: {${text}}}}`;
  const message = (most: number, size: number) =>
    `${AT}.processors.batch.send_batch_max_size: processor batch has send_batch_max_size ${most} and send_batch_size ${size}, ${NO_START}; set a send_batch_size of up to ${most}`;
  expect(messages(batch('send_batch_max_size: 1000'))).toEqual([message(1000, 8192)]);
  expect(messages(batch('send_batch_size: 1000, send_batch_max_size: 500'))).toEqual([message(500, 1000)]);
  expect(messages(batch('send_batch_size: 1000, send_batch_max_size: 1000'))).toEqual([]);
  expect(messages(batch('send_batch_size: 1000, send_batch_max_size: 0'))).toEqual([]);
});

test('what a collector no longer knows, it does not start with', () => {
  const values = 'alternateConfig: {service: {telemetry: {metrics: {address: "0.0.0.0:9999"}}}}';
  expect(messages(values, { chart: '0.126.0' })).toEqual([]);
  expect(messages(values, { chart: '0.127.0' })).toEqual([
    `${AT}.service.telemetry.metrics.address: collector 0.128.0 no longer knows service.telemetry.metrics.address, ${NO_START}; remove it, because readers is set already`,
  ]);
});
