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
}

const said = ({
  receivers = 'otlp: {}',
  processors = 'batch: {}, k8sattributes: {}',
  exporters = 'otlp/tempo: {}',
  connectors = '',
  extensions = 'health_check',
  pipelines = 'traces: {receivers: [otlp], processors: [k8sattributes, batch], exporters: [otlp/tempo]}',
  ...props
}: Parts = {}) => {
  const config = [
    ...[`receivers: {${receivers}}`, `processors: {${processors}}`, `exporters: {${exporters}}`, `connectors: {${connectors}}`],
    ...['extensions: {health_check: {}}', `service: {extensions: [${extensions}], pipelines: {${pipelines}}}`],
  ];
  const { collectors } = worldOf(smallCollector(config, props));
  return checkCollectors(collectors).map(({ severity, problem, fix }) => `${severity}: ${problem}; ${fix}`);
};

const METRICS = 'metrics: {receivers: [spanmetrics], exporters: [otlp/tempo]}';
const TRACES = 'traces: {receivers: [otlp], exporters: [otlp/tempo, spanmetrics]}';

test.each<[string, Parts]>([
  ['the usual pipeline', {}],
  ['a connector on both sides', { connectors: 'spanmetrics: {}', pipelines: `${TRACES}, ${METRICS}` }],
  ['a connector that nothing uses', { connectors: 'spanmetrics: {}' }],
  ['opencensus of an older collector', { receivers: 'otlp: {}, opencensus: {}' }],
  ['opencensus of an unknown image', { receivers: 'otlp: {}, opencensus: {}', image: 'example.org/own:0.158.0' }],
  ['the same type of exporter in an image of that name', { exporters: 'otlp/tempo: {}, prometheusremotewrite: {}' }],
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
    { exporters: 'otlp/tmpo: {}' },
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
    'has no receivers/opencensus any more',
  ],
  [
    'a component of another distribution',
    { image: 'ghcr.io/x/opentelemetry-collector:0.131.0' },
    'has no processors/k8sattributes, so the collector does not start; use opentelemetry-collector-contrib',
  ],
  ...['memory_limiter:', 'memory_limiter: {limit_mib: 400}', 'memory_limiter: {check_interval: 0s, limit_mib: 400}'].map(
    (limiter): [string, Parts, string] => [
      limiter,
      { processors: limiter, pipelines: 'traces: {receivers: [otlp], processors: [memory_limiter], exporters: [otlp/tempo]}' },
      'error: pipeline traces uses processor memory_limiter without check_interval, so the collector does not start; set it',
    ],
  ),
  [
    'a memory limiter without a limit',
    {
      processors: 'memory_limiter: {check_interval: 5s}',
      pipelines: 'traces: {receivers: [otlp], processors: [memory_limiter], exporters: [otlp/tempo]}',
    },
    'uses processor memory_limiter without limit_percentage',
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
