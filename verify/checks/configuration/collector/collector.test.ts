import { type SmallCollectorProps, smallCollector } from '../../../../test/small-collector';
import { worldOf } from '../../../../test/world';
import { checkCollectors } from './collector';

interface Parts extends SmallCollectorProps {
  readonly receivers?: string;
  readonly processors?: string;
  readonly exporters?: string;
  readonly connectors?: string;
  readonly extensions?: string;
  readonly pipelines?: string;
  readonly telemetry?: string;
}

const said = ({
  receivers = 'otlp: {}',
  processors = 'batch: {}, k8sattributes: {}',
  exporters = 'otlp/tempo: {endpoint: "tempo:4317"}',
  connectors = '',
  extensions = 'health_check',
  pipelines = 'traces: {receivers: [otlp], processors: [k8sattributes, batch], exporters: [otlp/tempo]}',
  telemetry = '',
  ...props
}: Parts = {}) => {
  const config = [
    ...[`receivers: {${receivers}}`, `processors: {${processors}}`, `exporters: {${exporters}}`, `connectors: {${connectors}}`],
    ...['extensions: {health_check: {}}', `service: {extensions: [${extensions}], pipelines: {${pipelines}}, telemetry: {${telemetry}}}`],
  ];
  const { collectors, world, lookup } = worldOf(smallCollector(config, props));
  return checkCollectors(collectors, world, lookup).map(({ severity, problem, fix }) => `${severity}: ${problem}; ${fix}`);
};

const ADDRESS = 'metrics: {address: "0.0.0.0:8888"}';
const METRICS = 'metrics: {receivers: [spanmetrics], exporters: [otlp/tempo]}';
const TRACES = 'traces: {receivers: [otlp], exporters: [otlp/tempo, spanmetrics]}';

test.each<[string, Parts]>([
  ['the usual pipeline', {}],
  ['a connector on both sides', { connectors: 'spanmetrics: {}', pipelines: `${TRACES}, ${METRICS}` }],
  [
    'a memory limiter of variables',
    {
      processors:
        'batch: {}, k8sattributes: {}, memory_limiter: {check_interval: "${env:I}", limit_percentage: "${env:P}"}, memory_limiter/f: "${file:/f}"',
    },
  ],
  ['a connector that nothing uses', { connectors: 'spanmetrics: {}' }],
  ['opencensus of an older collector', { receivers: 'otlp: {}, opencensus: {}' }],
  ['opencensus of an unknown image', { receivers: 'otlp: {}, opencensus: {}', image: 'example.org/own:0.158.0' }],
  ['the address of metrics of an older collector', { telemetry: ADDRESS, image: 'otel/opentelemetry-collector-k8s:0.127.0' }],
  ['the address of metrics of an unknown image', { telemetry: ADDRESS, image: 'example.org/own:1.0.0' }],
  ['an own build of that name', { telemetry: ADDRESS, image: 'ghcr.io/x/opentelemetry-collector:0.131.0' }],
  ['the same type of exporter in an image of that name', { exporters: 'otlp/tempo: {endpoint: "tempo:4317"}, prometheusremotewrite: {}' }],
  [
    'attributes by another rule',
    {
      processors: 'batch: {}, k8sattributes: {pod_association: [{sources: [{from: resource_attribute}]}]}',
      pipelines: 'traces: {receivers: [otlp], processors: [batch, k8sattributes], exporters: [otlp/tempo]}',
    },
  ],
  [
    'one pod that samples',
    { processors: 'tail_sampling: {}', pipelines: 'traces: {receivers: [otlp], processors: [tail_sampling], exporters: [otlp/tempo]}' },
  ],
])('nothing is said about %s', (_what, parts) => {
  expect(said(parts)).toEqual([]);
});

test.each<[string, Parts, string]>([
  [
    'an exporter with a typo',
    { exporters: 'otlp/tmpo: {endpoint: "tempo:4317"}' },
    'error: pipeline traces uses exporter otlp/tempo, which is not defined, so the collector does not start; use otlp/tmpo',
  ],
  ['an undefined processor', { processors: 'batch: {}' }, 'uses processor k8sattributes, which is not defined'],
  ['an undefined extension', { extensions: 'health_check, zpages' }, 'service.extensions lists zpages, which is not defined'],
  ['a pipeline that sends nowhere', { pipelines: 'traces: {receivers: [otlp], exporters: []}' }, 'pipeline traces has no exporters'],
  [
    'half a connector',
    { connectors: 'spanmetrics: {}', pipelines: TRACES },
    'connector spanmetrics is the exporter of a pipeline and the receiver of none',
  ],
  [
    'opencensus of a newer collector',
    { receivers: 'otlp: {}, opencensus: {}', image: 'otel/opentelemetry-collector-contrib:0.132.0' },
    'has no receiver opencensus any more',
  ],
  [
    'an exporter of older collectors',
    { exporters: 'otlp/tempo: {endpoint: "tempo:4317"}, logging: {}', image: 'otel/opentelemetry-collector-contrib:0.131.0' },
    'has no exporter logging any more, so the collector does not start; use debug',
  ],
  [
    'an exporter with the name of newer collectors',
    {
      exporters: 'otlp/tempo: {endpoint: "tempo:4317"}, otlp_http: {endpoint: "http://a:1"}',
      image: 'otel/opentelemetry-collector-contrib:0.143.0',
    },
    'has no exporter otlp_http, so the collector does not start; use otlphttp',
  ],
  [
    'a component of another distribution',
    { image: 'otel/opentelemetry-collector:0.131.0' },
    'has no processor k8sattributes, so the collector does not start; use opentelemetry-collector-contrib',
  ],
  ...['memory_limiter:', 'memory_limiter: {limit_mib: 400}', 'memory_limiter: {check_interval: 0s, limit_mib: 400}'].map(
    (limiter): [string, Parts, string] => [
      limiter,
      { processors: limiter, pipelines: 'traces: {receivers: [otlp], processors: [memory_limiter], exporters: [otlp/tempo]}' },
      'error: processor memory_limiter has no check_interval, so the collector does not start; set check_interval',
    ],
  ),
  [
    'a memory limiter without a limit',
    {
      processors: 'memory_limiter: {check_interval: 5s}',
      pipelines: 'traces: {receivers: [otlp], processors: [memory_limiter], exporters: [otlp/tempo]}',
    },
    'processor memory_limiter has no limit_percentage',
  ],
  [
    'a memory limiter above all of the memory, that no pipeline uses',
    { processors: 'batch: {}, k8sattributes: {}, memory_limiter/b: {check_interval: 5s, limit_mib: 400, spike_limit_percentage: 101}' },
    'error: processor memory_limiter/b has spike_limit_percentage 101, which is above 100, so the collector does not start',
  ],
  [
    'a memory limiter with a high spike',
    { processors: 'batch: {}, k8sattributes: {}, memory_limiter: {check_interval: 5s, limit_mib: 400, spike_limit_mib: 400}' },
    'error: processor memory_limiter has a spike_limit_mib that is not below its limit_mib, so the collector does not start',
  ],
  [
    'a processor twice',
    { pipelines: 'traces: {receivers: [otlp], processors: [k8sattributes, batch, batch], exporters: [otlp/tempo]}' },
    'error: pipeline traces has processor batch more than once, so the collector does not start; remove it here, or use one of another name',
  ],
  [
    'a batch that must be smaller than it is',
    { processors: 'batch: {send_batch_max_size: 1000}, k8sattributes: {}' },
    'processor batch has send_batch_max_size 1000 and send_batch_size 8192, so the collector does not start',
  ],
  [
    'an address of metrics, which newer collectors do not know',
    { telemetry: ADDRESS, image: 'otel/opentelemetry-collector-k8s:0.128.0' },
    'collector 0.128.0 no longer knows service.telemetry.metrics.address, so the collector does not start; use readers instead',
  ],
  [
    'a pipeline of no signal',
    { pipelines: 'sampled: {receivers: [otlp], exporters: [otlp/tempo]}' },
    'pipeline sampled is not named after a signal, so the collector does not start; use traces/sampled, metrics/sampled or logs/sampled',
  ],
  [
    'an exporter without an address',
    { exporters: 'otlp/tempo: {endpoint: "tempo:4317"}, otlphttp/tempo: {compression: none}' },
    'exporter otlphttp/tempo has no endpoint, so the collector does not start; did you mean otlp/tempo?',
  ],
  [
    'an extension that is not started',
    { exporters: 'otlp/tempo: {endpoint: "tempo:4317", auth: {authenticator: basicauth}}' },
    'exporter otlp/tempo uses extension basicauth, which service.extensions does not list',
  ],
  [
    'a queue in a file of an extension that is not started',
    { exporters: 'otlp/tempo: {endpoint: "tempo:4317", sending_queue: {storage: file_storage/q}}' },
    'exporter otlp/tempo uses extension file_storage/q, which',
  ],
  [
    'attributes after the batch',
    { pipelines: 'traces: {receivers: [otlp], processors: [batch, k8sattributes], exporters: [otlp/tempo]}' },
    'warning: pipeline traces has k8sattributes after batch',
  ],
  [
    'several pods that sample',
    {
      more: 'replicas: 3',
      processors: 'tail_sampling: {}',
      pipelines: 'traces: {receivers: [otlp], processors: [tail_sampling], exporters: [otlp/tempo]}',
    },
    'warning: 3 pods sample',
  ],
])('%s is reported', (_what, parts, expected) => {
  expect(said(parts)).toEqual([expect.stringContaining(expected)]);
});

describe('several pods that need whole traces', () => {
  const SAMPLING = {
    processors: 'tail_sampling: {}',
    pipelines: 'traces: {receivers: [otlp], processors: [tail_sampling], exporters: [otlp/tempo]}',
  };
  const config = (...lines: string[]) => [...lines, 'receivers: {otlp: {}}', 'extensions: {}'];
  const sampling = (more: string, kind = 'Deployment') =>
    smallCollector(
      config(
        'processors: {tail_sampling: {}}',
        'exporters: {debug: {}}',
        'service: {pipelines: {traces: {receivers: [otlp], processors: [tail_sampling], exporters: [debug]}}}',
      ),
      { name: 'sampling', more },
    ).replace('kind: Deployment', `kind: ${kind}`);
  const balancing = (settings: string) =>
    smallCollector(
      config(
        `exporters: {loadbalancing: {${settings}}}`,
        'service: {pipelines: {traces: {receivers: [otlp], exporters: [loadbalancing]}}}',
      ),
    );
  const AUTOSCALER = `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: sampling, namespace: tracing}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: sampling}, maxReplicas: 3}
`;
  const of = (manifests: string) => {
    const { collectors, world, lookup } = worldOf(manifests);
    return checkCollectors(collectors, world, lookup).map(({ severity, problem }) => `${severity}: ${problem}`);
  };
  const SPLIT = 'sample, and nothing sends all spans of a trace to the same one';

  test.each<[string, string, string]>([
    ['a DaemonSet', sampling('', 'DaemonSet'), 'the pods of all nodes'],
    ['a StatefulSet', sampling('replicas: 2', 'StatefulSet'), '2 pods'],
    ['an autoscaler', sampling('') + AUTOSCALER, 'all pods of sampling'],
    ['a balancer towards others', sampling('replicas: 2') + balancing('resolver: {dns: {hostname: collector.tracing}}'), '2 pods'],
    [
      'a balancer by service',
      sampling('replicas: 2') + balancing('routing_key: service, resolver: {dns: {hostname: sampling.tracing}}'),
      '2 pods',
    ],
  ])('%s is reported', (_what, manifests, several) => {
    expect(of(manifests)).toEqual([`warning: ${several} ${SPLIT}`]);
  });

  test.each<[string, string]>([
    ['by a name', 'resolver: {dns: {hostname: sampling.tracing.svc.cluster.local}}'],
    ['by a name without a namespace', 'resolver: {k8s: {service: sampling}}'],
    ['by the trace', 'routing_key: traceID, resolver: {dns: {hostname: sampling.tracing}}'],
    ['at addresses that are unknown', 'resolver: {static: {hostnames: [10.0.0.1]}}'],
  ])('a balancer before them is accepted: %s', (_what, settings) => {
    expect(of(sampling('replicas: 2') + balancing(settings))).toEqual([]);
  });

  test('and a connector that pairs spans', () => {
    const graph = {
      connectors: 'servicegraph: {}',
      pipelines: 'traces: {receivers: [otlp], exporters: [servicegraph]}, metrics: {receivers: [servicegraph], exporters: [otlp/tempo]}',
    };
    expect(said({ ...graph, more: 'replicas: 2' })).toEqual([expect.stringContaining('2 pods pair the two spans of a request')]);
    expect(said({ ...SAMPLING, more: 'replicas: 1' })).toEqual([]);
  });
});

describe('the probes of its pod', () => {
  const HTTP = 'httpGet: {port: 13133, path: /}';
  const probed = (health: string, extensions: string, probe = HTTP) => {
    const manifests = smallCollector([
      'receivers: {otlp: {}}',
      'exporters: {debug: {}}',
      `extensions: {health_check: ${health}, healthcheckv2: {}}`,
      `service: {extensions: ${extensions}, pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}`,
    ]).replace('args:', `livenessProbe: {${probe}}\n          args:`);
    const { collectors, world, lookup } = worldOf(manifests);
    return checkCollectors(collectors, world, lookup).map(({ problem }) => problem);
  };
  const POD = '{endpoint: "0.0.0.0:13133"}';
  const ASKS = 'its livenessProbe asks port 13133 at /, but';

  test.each<[string, string, string]>([
    ['without the extension', POD, '[]'],
    ['at another port', '{endpoint: "0.0.0.0:13134"}', '[health_check]'],
    ['on localhost', '{}', '[health_check]'],
    ['at another path', '{endpoint: "0.0.0.0:13133", path: /health}', '[health_check]'],
  ])('fail %s', (_what, health, extensions) => {
    expect(probed(health, extensions)).toEqual([expect.stringContaining(ASKS)]);
  });

  test.each<[string, string, string, string]>([
    ['at its port', POD, '[health_check]', HTTP],
    ['by a variable', '{endpoint: "${env:MY_POD_IP}:13133"}', '[health_check]', HTTP],
    ['of an extension that is not judged', '{}', '[healthcheckv2]', HTTP],
    ['by gRPC', '{}', '[health_check]', 'grpc: {port: 13133}'],
    ['of another port that answers', `${POD}, pprof: {endpoint: "0.0.0.0:1777"}`, '[health_check, pprof]', 'httpGet: {port: 1777}'],
  ])('do not %s', (_what, health, extensions, probe) => {
    expect(probed(health, extensions, probe)).toEqual([]);
  });
});
