import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';
import { mistakesIn } from './mistakes';

const AT = 'collector.values.alternateConfig.service.pipelines';
const NO_START = 'so the collector does not start';
const DEFINED = [
  'receivers: {zipkin/own: {}, jaeger/own: {protocols: {grpc: {}}}, k8s_cluster: {}, hostmetrics: {}, file_log: {}, prometheus: {}}',
  'processors: {tail_sampling/own: {policies: []}, probabilistic_sampler: {}, attributes: {}, filter/own: {}}',
  'exporters: {debug: {}, prometheus_remote_write: {endpoint: "http://p/api/v1/write"}, zipkin: {endpoint: "http://z:9411/api/v2/spans"}}',
].join(', ');
const messages = (pipelines: string, connectors = '', chart = collectorReleases.newest) =>
  said(
    synthesizeWith(`collector:
  chart: ${chart}
  values: {alternateConfig: {${DEFINED}, connectors: {${connectors}}, service: {pipelines: {${pipelines}}}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));

describe('a pipeline has components of its signal', () => {
  test.each([
    [
      'traces: {exporters: [otlphttp/tempo, prometheus_remote_write]}',
      'traces.exporters: pipeline traces has exporter prometheus_remote_write, which is only for metrics',
      'metrics',
    ],
    [
      'metrics: {receivers: [zipkin/own], exporters: [debug]}',
      'metrics.receivers: pipeline metrics has receiver zipkin/own, which is only for traces',
      'traces',
    ],
    [
      'logs/own: {receivers: [jaeger/own], exporters: [debug]}',
      'logs/own.receivers: pipeline logs/own has receiver jaeger/own, which is only for traces',
      'traces',
    ],
    [
      'logs: {receivers: [otlp], exporters: [zipkin]}',
      'logs.exporters: pipeline logs has exporter zipkin, which is only for traces',
      'traces',
    ],
    [
      'metrics: {receivers: [otlp], processors: [tail_sampling/own], exporters: [debug]}',
      'metrics.processors: pipeline metrics has processor tail_sampling/own, which is only for traces',
      'traces',
    ],
    [
      'metrics: {receivers: [otlp], processors: [probabilistic_sampler], exporters: [debug]}',
      'metrics.processors: pipeline metrics has processor probabilistic_sampler, which is only for traces and logs',
      'traces or logs',
    ],
    [
      'traces/own: {receivers: [k8s_cluster], exporters: [debug]}',
      'traces/own.receivers: pipeline traces/own has receiver k8s_cluster, which is only for metrics and logs',
      'metrics or logs',
    ],
  ])('%s is refused', (pipelines, problem, signals) => {
    expect(messages(pipelines)).toEqual([`${AT}.${problem}, ${NO_START}; use it in a pipeline of ${signals}`]);
  });

  test.each([
    'traces/own: {receivers: [zipkin/own, jaeger/own], processors: [tail_sampling/own], exporters: [zipkin, debug]}',
    'metrics: {receivers: [k8s_cluster, hostmetrics, prometheus], processors: [attributes, filter/own], exporters: [prometheus_remote_write]}',
    'logs: {receivers: [k8s_cluster, hostmetrics, file_log], processors: [probabilistic_sampler], exporters: [debug]}',
    'profiles: {receivers: [otlp], exporters: [debug]}',
  ])('%s is accepted', (pipelines) => {
    for (const chart of ['0.110.7', collectorReleases.newest]) expect(messages(pipelines, '', chart)).toEqual([]);
  });

  test('in a version that is unknown, and in one that is newer than those of the table, nothing is judged', () => {
    const config = {
      ...{ receivers: { zipkin: {} }, exporters: { debug: {} } },
      service: { pipelines: { logs: { receivers: ['zipkin'], exporters: ['debug'] } } },
    };
    expect(mistakesIn(config, undefined)).toEqual([]);
    expect(mistakesIn(config, '0.999.0')).toEqual([]);
    expect(mistakesIn(config, '0.120.0')).toHaveLength(1);
  });
});

describe('a connector connects the signals that it supports', () => {
  const TRACES = 'traces: {exporters: [otlphttp/tempo, spanmetrics]}';

  test.each([
    [
      'forward: {}',
      'traces: {exporters: [otlphttp/tempo, forward]}, metrics: {receivers: [forward], exporters: [debug]}',
      'traces.exporters: pipeline traces exports to connector forward, which leads from traces only to traces, and no pipeline of traces receives from it',
      'add it to the receivers of a pipeline of traces',
    ],
    [
      'forward: {}',
      'traces: {exporters: [otlphttp/tempo, forward]}, traces/own: {receivers: [forward], exporters: [debug]}, logs: {receivers: [forward], exporters: [debug]}',
      'logs.receivers: pipeline logs receives from connector forward, which leads to logs only from logs, and no pipeline of logs exports to it',
      'add it to the exporters of a pipeline of logs',
    ],
    [
      'servicegraph: {}',
      'metrics: {receivers: [otlp], exporters: [servicegraph]}, metrics/own: {receivers: [servicegraph], exporters: [debug]}',
      'metrics.exporters: pipeline metrics exports to connector servicegraph, which does not take metrics',
      'remove it there',
    ],
    [
      'spanmetrics: {}',
      `${TRACES}, metrics: {receivers: [spanmetrics], exporters: [debug]}, traces/own: {receivers: [spanmetrics], exporters: [debug]}`,
      'traces/own.receivers: pipeline traces/own receives from connector spanmetrics, which does not give traces',
      'remove it there',
    ],
    [
      'span_metrics: {}',
      'traces: {exporters: [otlphttp/tempo, span_metrics]}, logs: {receivers: [span_metrics], exporters: [debug]}',
      'traces.exporters: pipeline traces exports to connector span_metrics, which leads from traces only to metrics, and no pipeline of metrics receives from it',
      'add it to the receivers of a pipeline of metrics',
    ],
    [
      'count: {}',
      'logs: {receivers: [otlp], exporters: [count]}, logs/own: {receivers: [count], exporters: [debug]}',
      'logs.exporters: pipeline logs exports to connector count, which leads from logs only to metrics, and no pipeline of metrics receives from it',
      'add it to the receivers of a pipeline of metrics',
    ],
  ])('%s in %s is refused', (connectors, pipelines, problem, fix) => {
    expect(messages(pipelines, connectors)).toEqual([`${AT}.${problem}, ${NO_START}; ${fix}`]);
  });

  test.each([
    ['spanmetrics: {}', `${TRACES}, metrics: {receivers: [spanmetrics], exporters: [debug]}`],
    [
      'forward: {}',
      'traces/a: {receivers: [otlp], exporters: [forward]}, traces/b: {receivers: [forward], exporters: [debug]}, logs/a: {receivers: [otlp], exporters: [forward]}, logs/b: {receivers: [forward], exporters: [debug]}',
    ],
    ['exceptions: {}', 'traces: {exporters: [otlphttp/tempo, exceptions]}, logs: {receivers: [exceptions], exporters: [debug]}'],
    ['count: {}', 'metrics/a: {receivers: [otlp], exporters: [count]}, metrics/b: {receivers: [count], exporters: [debug]}'],
    ['own: {}', 'traces: {exporters: [otlphttp/tempo, own]}, logs: {receivers: [own], exporters: [debug]}'],
    ['forward: {}', 'profiles: {receivers: [otlp], exporters: [forward]}, logs: {receivers: [forward], exporters: [debug]}'],
  ])('%s in %s is accepted', (connectors, pipelines) => {
    expect(messages(pipelines, connectors)).toEqual([]);
  });
});

describe('no pipeline sends to itself', () => {
  const FIX = 'remove a connector from one of its pipelines';

  test.each([
    [
      'forward: {}',
      'traces: {receivers: [otlp, forward], exporters: [otlphttp/tempo, forward]}',
      'traces.exporters: pipeline traces sends to itself by connector forward',
    ],
    [
      'forward: {}, routing/b: {}',
      'traces/a: {receivers: [otlp, forward], exporters: [routing/b]}, traces/b: {receivers: [routing/b], exporters: [forward]}',
      'traces/a.exporters: pipeline traces/a sends to itself through traces/b by connectors routing/b and forward',
    ],
    [
      'forward: {}, forward/in: {}',
      'traces: {exporters: [otlphttp/tempo, forward/in]}, traces/b: {receivers: [forward/in, forward], exporters: [forward]}',
      'traces/b.exporters: pipeline traces/b sends to itself by connector forward',
    ],
    [
      'count: {}',
      'traces: {exporters: [otlphttp/tempo, count]}, metrics: {receivers: [count], exporters: [debug, count]}',
      'metrics.exporters: pipeline metrics sends to itself by connector count',
    ],
  ])('%s in %s is refused', (connectors, pipelines, problem) => {
    expect(messages(pipelines, connectors)).toEqual([`${AT}.${problem}, ${NO_START}; ${FIX}`]);
  });

  test('but two ways to the same pipeline are no circle', () => {
    const ways =
      'traces/a: {receivers: [otlp], exporters: [forward, forward/b]}, traces/b: {receivers: [forward/b], exporters: [forward/c]}, traces/c: {receivers: [forward, forward/c], exporters: [debug]}';
    expect(messages(ways, 'forward: {}, forward/b: {}, forward/c: {}')).toEqual([]);
  });
});
