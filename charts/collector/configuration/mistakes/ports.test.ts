import { said, synthesizeWith } from '../../../../test/synthesis';
import { collectorReleases } from '../../releases';

const AT = 'collector.values.alternateConfig';
const messages = (configuration: string, receivers = 'otlp-grpc, otlp-http, jaeger-thrift-compact') =>
  said(
    synthesizeWith(`collector:
  chart: ${collectorReleases.newest}
  receivers: [${receivers}]
  values: {alternateConfig: {${configuration}}}
`),
  ).map((line) => line.replace(/^\S*clusters\S+ /, ''));

const POD = (port: number) => `\${env:MY_POD_IP}:${port}`;
/** Receivers of their own, in a pipeline of their own. */
const own = (receivers: string, names: string, more = '') =>
  `receivers: {${receivers}}, exporters: {debug: {}}, ${more}service: {pipelines: {traces/own: {receivers: [${names}], exporters: [debug]}}}`;
const grpc = (address: string, name = 'otlp/own') => `${name}: {protocols: {grpc: {endpoint: "${address}"}}}`;
const refused = (what: string, other: string) => `${what}, and ${other}, so the collector does not start; use another port`;
const AT_GRPC = `${AT}.receivers.otlp/own.protocols.grpc.endpoint: receiver otlp/own (grpc) listens at`;

describe('a port at which something else of the pod listens is refused', () => {
  test.each(['0.0.0.0:4317', '[::]:4317', ':4317', POD(4317), '${MY_POD_IP}:4317'])('a receiver of this stack: %s', (address) => {
    expect(messages(own(grpc(address), 'otlp/own'))).toEqual([refused(`${AT_GRPC} ${address}`, `receiver otlp (grpc) at ${POD(4317)}`)]);
  });

  test.each([
    [
      'another receiver of their own',
      own(`${grpc('localhost:9999')}, ${grpc('127.0.0.1:9999', 'otlp/b')}`, 'otlp/own, otlp/b'),
      refused(
        `${AT}.receivers.otlp/b.protocols.grpc.endpoint: receiver otlp/b (grpc) listens at 127.0.0.1:9999`,
        'receiver otlp/own (grpc) at localhost:9999',
      ),
    ],
    [
      'the other protocol of a receiver',
      own('otlp/own: {protocols: {grpc: {endpoint: "0.0.0.0:9999"}, http: {endpoint: "0.0.0.0:9999"}}}', 'otlp/own'),
      refused(
        `${AT}.receivers.otlp/own.protocols.http.endpoint: receiver otlp/own (http) listens at 0.0.0.0:9999`,
        'receiver otlp/own (grpc) at 0.0.0.0:9999',
      ),
    ],
    [
      'the default of a receiver',
      own(`zipkin: {}, ${grpc('127.0.0.1:9411')}`, 'zipkin, otlp/own'),
      refused(`${AT_GRPC} 127.0.0.1:9411`, 'receiver zipkin at localhost:9411'),
    ],
    [
      'UDP',
      own('jaeger/own: {protocols: {thrift_binary: {endpoint: "0.0.0.0:6831"}}}', 'jaeger/own'),
      refused(
        `${AT}.receivers.jaeger/own.protocols.thrift_binary.endpoint: receiver jaeger/own (thrift_binary) listens at 0.0.0.0:6831`,
        `receiver jaeger (thrift_compact) at ${POD(6831)}`,
      ),
    ],
    [
      'a receiver of logs by UDP',
      'receivers: {udplog: {listen_address: "0.0.0.0:6831"}}, exporters: {debug: {}}, service: {pipelines: {logs: {receivers: [udplog], exporters: [debug]}}}',
      refused(
        `${AT}.receivers.udplog.listen_address: receiver udplog listens at 0.0.0.0:6831`,
        `receiver jaeger (thrift_compact) at ${POD(6831)}`,
      ),
    ],
    [
      'health_check',
      own(grpc('0.0.0.0:13133'), 'otlp/own'),
      refused(`${AT_GRPC} 0.0.0.0:13133`, `extension health_check at ${POD(13133)}`),
    ],
    [
      'the metrics of the collector',
      own(grpc(POD(8888)), 'otlp/own'),
      refused(`${AT_GRPC} ${POD(8888)}`, `the server of its metrics at ${POD(8888)}`),
    ],
    [
      'an extension of their own, against this stack',
      'extensions: {zpages: {endpoint: "0.0.0.0:4318"}}, service: {extensions: [health_check, zpages]}',
      refused(`${AT}.extensions.zpages.endpoint: receiver otlp (http) listens at ${POD(4318)}`, 'extension zpages at 0.0.0.0:4318'),
    ],
    [
      'an exporter that listens',
      'exporters: {prometheus: {endpoint: "0.0.0.0:8888"}}, service: {pipelines: {metrics: {receivers: [otlp], exporters: [prometheus]}}}',
      refused(
        `${AT}.exporters.prometheus.endpoint: exporter prometheus listens at 0.0.0.0:8888`,
        `the server of its metrics at ${POD(8888)}`,
      ),
    ],
    [
      'metrics of the collector elsewhere',
      'service: {telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: "::", port: 4317}}}}]}}}',
      refused(
        `${AT}.service.telemetry.metrics.readers.pull.exporter.prometheus.port: receiver otlp (grpc) listens at ${POD(4317)}`,
        'the server of its metrics at [::]:4317',
      ),
    ],
  ])('%s', (_what, configuration, message) => {
    expect(messages(configuration)).toEqual([message]);
  });
});

describe('what can listen is accepted', () => {
  test.each([
    ['another address of the pod', own(grpc('localhost:4317'), 'otlp/own')],
    ['two loopback addresses', own(`${grpc('127.0.0.1:9999')}, ${grpc('127.0.0.2:9999', 'otlp/b')}`, 'otlp/own, otlp/b')],
    ['localhost of IPv6', own(`${grpc('localhost:9999')}, ${grpc('[::1]:9999', 'otlp/b')}`, 'otlp/own, otlp/b')],
    ['TCP beside UDP', own(grpc('0.0.0.0:6831'), 'otlp/own')],
    ['a receiver of no pipeline', `receivers: {${grpc('0.0.0.0:4317')}}`],
    ['an extension that is not started', 'extensions: {pprof: {endpoint: "0.0.0.0:4317"}}'],
    ['any free port', own('otlp/own: {protocols: {grpc: {endpoint: "0.0.0.0:0"}, http: {endpoint: "0.0.0.0:0"}}}', 'otlp/own')],
    ['a port of a variable', own(grpc('0.0.0.0:${env:PORT}'), 'otlp/own')],
    ['an address of a variable', own(grpc('${env:HOST}:4317'), 'otlp/own')],
    ['an address of IPv4 alone', own('otlp/own: {protocols: {grpc: {endpoint: "0.0.0.0:4317", transport: tcp4}}}', 'otlp/own')],
    ['a socket', own('otlp/own: {protocols: {grpc: {endpoint: /run/otlp.sock, transport: unix}}}', 'otlp/own')],
    [
      'the port of metrics that are off',
      own(grpc('0.0.0.0:8888'), 'otlp/own').replace('service: {', 'service: {telemetry: {metrics: {level: none}}, '),
    ],
    ['one receiver in two pipelines', 'exporters: {debug: {}}, service: {pipelines: {logs: {receivers: [otlp], exporters: [debug]}}}'],
    [
      'an exporter that connects',
      'exporters: {otlp/own: {endpoint: "0.0.0.0:4317"}}, service: {pipelines: {logs: {receivers: [otlp], exporters: [otlp/own]}}}',
    ],
  ])('%s', (_what, configuration) => {
    expect(messages(configuration)).toEqual([]);
  });
});
