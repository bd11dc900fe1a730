import { helmValuesOf, said, synthesizeText } from '../../../../test/synthesis';
import { RECEIVERS, type Receiver } from '../../receivers';
import { optionsOf, RECEIVER_OPTIONS, REFUSED_OPTIONS } from './options';

const synthesis = (chart: string, options: string, { receivers = 'otlp-grpc, otlp-http', values = '{}' } = {}) =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  ${chart}
  receivers: [${receivers}]
  receiverOptions: ${options}
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  values: ${values}
`);

const OPTIONS = '{otlp-grpc: {max_recv_msg_size_mib: 50}, otlp-http: {max_request_body_size: 52428800}}';

test('tempo-distributed merges the options into the receiver', () => {
  expect(helmValuesOf(synthesis('chart: 1.46.0', OPTIONS))).toMatchObject({
    traces: {
      otlp: {
        grpc: { enabled: true, receiverConfig: { max_recv_msg_size_mib: 50 } },
        http: { enabled: true, receiverConfig: { max_request_body_size: 52428800 } },
      },
    },
  });
});

test('the chart tempo has them beside the endpoint', () => {
  expect(helmValuesOf(synthesis('monolithic: 2.2.4', OPTIONS))).toMatchObject({
    tempo: {
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: '0.0.0.0:4317', max_recv_msg_size_mib: 50 },
            http: { endpoint: '0.0.0.0:4318', max_request_body_size: 52428800 },
          },
        },
      },
    },
  });
});

test('no options change nothing', () => {
  expect(helmValuesOf(synthesis('chart: 1.46.0', '{otlp-grpc: {}}'))).toEqual(helmValuesOf(synthesis('chart: 1.46.0', '{}')));
});

test('an option is refused where Tempo does not have it, and has the type that Tempo reads', () => {
  const timeout = '{otlp-http: {read_timeout: 30s}}';

  expect(said(synthesis('chart: 1.28.2', timeout))).toEqual([expect.stringMatching(/; remove it, or pin tempo\.chart 1\.29\.0 or newer$/)]);
  expect(said(synthesis('chart: 1.29.0', timeout))).toEqual([]);
  expect(said(synthesis('chart: 1.29.0', '{otlp-http: {read_timeout: 30}}'))).toEqual([expect.stringContaining('read_timeout')]);
  expect(said(synthesis('chart: 1.29.0', '{otlp-grpc: {max_recv_msg_size_mib: "50"}}'))).toEqual([
    expect.stringContaining('max_recv_msg_size_mib'),
  ]);
});

test('an option in the values is refused with its key', () => {
  const values = '{traces: {otlp: {grpc: {receiverConfig: {max_recv_msg_size_mib: 50}}}}}';

  expect(said(synthesis('chart: 1.46.0', '{}', { values }))).toEqual([
    expect.stringMatching(/traces\.otlp\.grpc\.receiverConfig\.max_recv_msg_size_mib: .*; set tempo\.receiverOptions\.otlp-grpc$/),
  ]);
});

test('every receiver has options, and none of them is refused', () => {
  expect(Object.keys(RECEIVER_OPTIONS)).toEqual(Object.keys(RECEIVERS));
  for (const receiver of Object.keys(RECEIVER_OPTIONS) as Receiver[])
    expect(optionsOf(receiver).filter((name) => REFUSED_OPTIONS.has(name))).toEqual([]);
});
