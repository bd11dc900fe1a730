import { ofComponent, said, synthesizeText } from '../../../test/synthesis';
import { collectorReleases } from '../releases';

const NEWEST = collectorReleases.newest;
const METRICS = ', spanMetrics: {remoteWrite: "http://prometheus.monitoring.svc:9090/api/v1/write"}';
const POLICIES = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
const PIPELINES = 'collector.values.alternateConfig.service.pipelines';

const stack = (collector: string, more = '') =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
collector: {chart: ${NEWEST}${collector}}
${more}`);

const errors = (...given: Parameters<typeof stack>) => said(stack(...given)).map((line) => line.replace(/^\S+ /, ''));
const list = (processors: string, more = '', pipeline = 'traces') =>
  `values: {alternateConfig: {${more}service: {pipelines: {${pipeline}: {processors: ${processors}}}}}}`;
const first = (...given: Parameters<typeof list>) => `, ${list(...given)}`;
const second = (...given: Parameters<typeof list>) => `, tailSampling: {${POLICIES}, ${list(...given)}}`;
const TAIL = 'processors: {tail_sampling: {policies: []}}, ';

describe('the attributes of pods come first', () => {
  test.each(['k8sattributes', 'k8s_attributes'])('%s after batch is refused, because the chart puts it first', (name) => {
    expect(errors(first(`[memory_limiter, batch, ${name}]`))).toEqual([
      `${PIPELINES}.traces.processors: ${name} is after batch, which forgets the address of the sender, by which it finds the pod; remove it, because the chart puts it first`,
    ]);
  });

  test.each([
    ['k8sattributes', 'presets: {kubernetesAttributes: {enabled: false}}'],
    ['k8sattributes/own', 'replicaCount: 1'],
  ])('%s after batch with %s is to be put first, because the chart does not', (name, more) => {
    const values = first(`[batch, ${name}]`).replace('values: {', `values: {${more}, `);
    expect(errors(values)).toEqual([expect.stringMatching(/forgets the address of the sender, by which it finds the pod; put it first$/)]);
  });

  test.each([
    ['before batch', first('[memory_limiter, k8sattributes, batch]')],
    ['not in the list', first('[memory_limiter, batch]')],
    [
      'with rules that do not read the address',
      first(
        '[batch, k8sattributes]',
        'processors: {k8sattributes: {pod_association: [{sources: [{from: resource_attribute, name: k8s.pod.uid}]}]}}, ',
      ),
    ],
    [
      'with such rules by the other name',
      first(
        '[batch, k8s_attributes]',
        'processors: {k8sattributes: {pod_association: [{sources: [{from: resource_attribute, name: k8s.pod.uid}]}]}}, ',
      ),
    ],
  ])('%s, they are accepted', (_what, values) => {
    expect(errors(values)).toEqual([]);
  });
});

describe('in the first tier, nothing samples', () => {
  test.each([
    [
      'before the metrics of spans',
      METRICS + first('[tail_sampling]', TAIL),
      'keeps a part of the traces before collector.spanMetrics counts their spans; use',
    ],
    [
      'by chance, before the metrics',
      METRICS + first('[probabilistic_sampler/x]', 'processors: {probabilistic_sampler/x: {sampling_percentage: 1}}, '),
      'keeps a part of the traces before collector.spanMetrics counts their spans; use',
    ],
    [
      'before the second tier',
      `, tailSampling: {${POLICIES}}${first('[tail_sampling]', TAIL)}`,
      'decides about parts of traces before collector.tailSampling decides about the whole; remove it',
    ],
    [
      'in several pods',
      first('[tail_sampling]', TAIL).replace('values: {', 'values: {replicaCount: 2, '),
      'decides about the part of a trace that one of several pods receives; use collector.tailSampling instead',
    ],
  ])('%s', (_what, collector, problem) => {
    expect(errors(collector)).toEqual([expect.stringContaining(`${PIPELINES}.traces.processors: ${problem}`)]);
  });

  test('nor among the spans of proxies', () => {
    const [error] = errors(METRICS + first('[tail_sampling]', TAIL, 'traces/mesh'), 'linkerd: {version: 2.18, webhookIssuer: issuer}\n');
    expect(error).toContain(`${PIPELINES}.traces/mesh.processors: keeps a part`);
  });

  test.each([
    ['by tail_sampling, in a single pod without metrics', first('[memory_limiter, tail_sampling, batch]', TAIL)],
    ['a filter', METRICS + first('[filter, batch]', 'processors: {filter: {}}, ')],
  ])('%s is accepted', (_what, values) => {
    expect(errors(values)).toEqual([]);
  });
});

test('a list of processors is a list', () => {
  expect(errors(first('null'))).toEqual([
    `${PIPELINES}.traces.processors: is not a list, so the chart does not render; list the processors, or remove it`,
  ]);
  expect(errors(first('[]'))).toEqual([]);
});

test.each(['[memory_limiter, batch]', '[]', 'null'])('the second tier samples: not with %s', (processors) => {
  expect(errors(second(processors))).toEqual([
    'collector.tailSampling.values.alternateConfig.service.pipelines.traces.processors: lacks tail_sampling, so the policies of collector.tailSampling have no effect; add it, before batch',
  ]);
  expect(errors(second('[tail_sampling, batch]'))).toEqual([]);
});

describe('a value with which nothing arrives is refused', () => {
  const NUMBER = 'is managed by this stack; remove it, because what connects to this port has its number';

  test.each([
    [', values: {ports: {otlp: {enabled: false}}}', `collector.values.ports.otlp.enabled: ${NUMBER}`],
    [', values: {ports: {otlp-http: {containerPort: 1234}}}', `collector.values.ports.otlp-http.containerPort: ${NUMBER}`],
    [', values: {ports: {otlp: {servicePort: 1234}}}', `collector.values.ports.otlp.servicePort: ${NUMBER}`],
    [', values: {ports: {otlp: {protocol: UDP}}}', `collector.values.ports.otlp.protocol: ${NUMBER}`],
    [
      ', values: {ports: {otlp: null}}',
      'collector.values.ports.otlp: null removes ports.otlp.enabled too, which is managed by this stack; remove this null, or write {}',
    ],
    [
      ', values: {service: {enabled: false}}',
      'collector.values.service.enabled: is managed by this stack; remove it, because senders connect to the Service',
    ],
    [
      ', values: {service: {internalTrafficPolicy: Local}}',
      'collector.values.service.internalTrafficPolicy: is managed by this stack; remove it, because senders on nodes without a pod of the collector connect too',
    ],
    [
      ', values: {command: {extraArgs: ["--set=service.pipelines.traces.processors=[batch]"]}}',
      'collector.values.command.extraArgs: "--set=service.pipelines.traces.processors=[batch]" is managed by this stack; set it below alternateConfig, the configuration in use',
    ],
    [
      `, tailSampling: {${POLICIES}, values: {ports: {otlp: {containerPort: 1}}}}`,
      `collector.tailSampling.values.ports.otlp.containerPort: ${NUMBER}`,
    ],
    [
      `, tailSampling: {${POLICIES}, values: {autoscaling: {enabled: true}}}`,
      'collector.tailSampling.values.autoscaling.enabled: is managed by this stack; set collector.tailSampling.replicas, because each change of the number splits traces',
    ],
  ])('%s', (collector, error) => {
    expect(errors(collector)).toEqual([error]);
  });

  test('but not one that is what the chart has, or of a receiver that is off', () => {
    expect(errors(', values: {ports: {otlp: {enabled: true, containerPort: 4317, hostPort: 4317, appProtocol: grpc}}}')).toEqual([]);
    expect(errors(', values: {ports: {otlp: {containerPort: "4317"}}}')).toEqual([]);
    expect(errors(', receivers: [otlp-grpc], values: {ports: {zipkin: {containerPort: 1}}, service: {enabled: true}}')).toEqual([]);
  });

  test('the port of the metrics is that of Prometheus, if it reads them', () => {
    const values = ', values: {ports: {metrics: {containerPort: 1234}}}';
    const monitored = 'kubernetes: {apis: [monitoring.coreos.com/v1]}\nmonitoring: true\n';

    expect(errors(values, monitored)).toEqual([`collector.values.ports.metrics.containerPort: ${NUMBER}`]);
    expect(errors(values)).toEqual([]);
  });
});

test('the AppProject permits the autoscaler and the budget that values turn on', () => {
  const kinds = (values: string) =>
    ofComponent(stack(`, values: {${values}}`), 'AppProject', 'collector').spec.namespaceResourceWhitelist.map(
      ({ kind }: { kind: string }) => kind,
    );

  expect(kinds('autoscaling: {enabled: true}')).toContain('HorizontalPodAutoscaler');
  expect(kinds('podDisruptionBudget: {enabled: true, minAvailable: 1}')).toContain('PodDisruptionBudget');
  expect(kinds('replicaCount: 2')).not.toContain('HorizontalPodAutoscaler');
});
