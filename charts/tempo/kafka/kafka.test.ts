import { helmValuesOf, said, synthesizeText } from '../../../test/synthesis';
import { kafkaConfig } from './config';
import { kafkaValues } from './values';

const synthesisText = (kafka: string, { chart = '3.3.0', more = '' } = {}) =>
  `domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: ${chart}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.eu-west-1.amazonaws.com, region: eu-west-1}
  kafka: {address: "kafka.kafka:9092"${kafka}}
  ${more || 'credentials: {existing: {}}'}
`;

const synthesis = (kafka: string, more?: { chart?: string; more?: string }) => synthesizeText(synthesisText(kafka, more));

const SASL = ', sasl: {username: tempo, passwordSecret: {name: login, key: pass}}';
const VARIABLE = { name: 'KAFKA_SASL_PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: 'pass' } } };
const SPEAKS_KAFKA = ['distributor', 'blockBuilder', 'liveStore'];

test('the login is in the configuration, and its password only in the processes that connect to Kafka', () => {
  const values = helmValuesOf<Record<string, { extraEnv?: object[] }>>(synthesis(SASL));

  expect(values).toMatchObject({
    tempo: { structuredConfig: { ingest: { kafka: { sasl_username: 'tempo', sasl_password: '${KAFKA_SASL_PASSWORD}' } } } },
  });
  expect(Object.keys(values).filter((key) => JSON.stringify(values[key]?.extraEnv ?? '').includes('KAFKA'))).toEqual(SPEAKS_KAFKA);
  expect(values.distributor?.extraEnv).toEqual([VARIABLE]);
});

test('the metrics-generator reads from Kafka too', () => {
  const more = `metricsGenerator: {remoteWrite: "http://mimir/api/v1/push"}
  credentials: {identity: {instance: true}}`;

  expect(helmValuesOf(synthesis(SASL, { more }))).toMatchObject({
    metricsGenerator: { extraArgs: ['-config.expand-env=true'], extraEnv: [VARIABLE] },
    distributor: { extraArgs: ['-config.expand-env=true'], extraEnv: [VARIABLE] },
  });
});

test('the topic is that of the cluster file, or of the chart', () => {
  expect(helmValuesOf(synthesis(', topic: spans'))).toMatchObject({ ingest: { kafka: { topic: 'spans' } } });
  expect(helmValuesOf<{ ingest: { kafka: object } }>(synthesis('')).ingest.kafka).not.toHaveProperty('topic');
});

test('a login is sent in clear text, which is a warning; without one there is none', () => {
  expect(said(synthesis(SASL), 'warning')).toEqual([
    'clusters/test.yaml:7:46 tempo.kafka.sasl: Tempo 3.0.3 sends the password to kafka.kafka:9092 in clear text, because it has no TLS for Kafka; use a user that can only access this topic',
  ]);
  expect(said(synthesis(''), 'warning')).toEqual([]);
});

test('Tempo sets the partitions of all new topics, unless it creates none', () => {
  const notes = (more?: string) => said(synthesis('', { more }), 'note').filter((line) => line.includes('num.partitions'));
  const own = `values: {ingest: {kafka: {auto_create_topic_enabled: false}}}
  credentials: {existing: {}}`;

  expect(notes()).toHaveLength(1);
  expect(notes(own)).toEqual([]);
});

test('the Secret of the password is required', () => {
  expect(synthesis(SASL).clusters[0]?.requirements).toContain('the Secret login with pass in namespace tracing');
});

test('TLS and another mechanism are in the configuration by the names of Tempo', () => {
  const sasl = { mechanism: 'SCRAM-SHA-512', username: 'tempo', passwordSecret: { name: 'login' } };
  const config = kafkaConfig.parse({ address: 'kafka:9093', tls: true, sasl });

  expect(kafkaValues(config)).toMatchObject({
    tempo: { structuredConfig: { ingest: { kafka: { tls_enabled: true, sasl_mechanism: 'SCRAM-SHA-512', sasl_username: 'tempo' } } } },
  });
});

test('the step from Tempo 2 is told with its migration, which keeps the volumes', () => {
  const more = `persistence: {size: 10Gi}
  credentials: {existing: {}}`;
  const text = synthesisText('', { more });

  expect(said(synthesizeText(text.replace(/^ {2}kafka: .*\n/m, '')), 'error')).toEqual([
    'clusters/test.yaml:3:1 tempo.kafka: missing: tempo.chart (line 4) 3.3.0 sends traces through Kafka, which the chart does not install; add kafka: {address: host:port}, or pin tempo.chart 2.26.2 or older; if Tempo 2 already runs in this cluster, migrate from it with tempo.migration, as in docs/migration.md',
    'clusters/test.yaml:7:3 tempo.persistence: has no effect: tempo.chart (line 4) 3.3.0 has no ingester, and Kafka keeps traces that are not in S3 yet; remove it, unless Tempo 2 already runs in this cluster: keep it for tempo.migration, as in docs/migration.md',
  ]);
  expect(
    said(
      synthesizeText(
        text.replace('persistence:', 'releaseName: tempo-3\n  migration: {from: 2.26.2, stage: side-by-side}\n  persistence:'),
      ),
      'error',
    ),
  ).toEqual([]);
});

test.each([
  ['chart: 2.26.2', 'tempo.chart (line 4) 2.26.2 does not use Kafka; remove it, or pin tempo.chart 3.0.0 or newer'],
  ['monolithic: 2.2.4', 'tempo.monolithic (line 4) 2.2.4 does not use Kafka; remove it'],
])('Kafka has no effect with %s', (pinned, problem) => {
  expect(said(synthesizeText(synthesisText('').replace('chart: 3.3.0', pinned)), 'error')).toEqual([
    `clusters/test.yaml:7:3 tempo.kafka: has no effect: ${problem}`,
  ]);
});

describe("fields of Kafka in the user's own values", () => {
  const own = (fields: string, chart?: string) => {
    const more = `values: {tempo: {structuredConfig: {ingest: {kafka: {${fields}}}}}}
  credentials: {existing: {}}`;
    return synthesis('', { more, ...(chart !== undefined && { chart }) });
  };

  test('that have no key are merged with those of the cluster file', () => {
    const fields = 'client_id: tempo-lab, dial_timeout: 5s, producer_max_record_size_bytes: 1000000';
    expect(said(own(fields))).toEqual([]);
    expect(helmValuesOf(own(fields))).toMatchObject({
      ingest: { kafka: { address: 'kafka.kafka:9092' } },
      tempo: {
        structuredConfig: { ingest: { kafka: { client_id: 'tempo-lab', dial_timeout: '5s', producer_max_record_size_bytes: 1000000 } } },
      },
    });
  });

  test.each([
    ['address: "other:9092"', 'set tempo.kafka'],
    ['topic: other', 'set tempo.kafka.topic'],
    ['sasl_username: other', 'set tempo.kafka.sasl'],
    ['consumer_group: other', 'remove it, because each process of Tempo has its own consumer group'],
  ])('that have a key are not theirs: %s', (field, fix) => {
    expect(said(own(field))).toEqual([expect.stringMatching(new RegExp(`ingest\\.kafka\\.\\w+: is managed by this stack; ${fix}$`))]);
  });

  test('have no effect in a release without Kafka', () => {
    expect(said(own('client_id: tempo-lab', '2.26.2'))).toContainEqual(
      expect.stringMatching(/ingest\.kafka\.client_id: .*; remove it, because this release does not send traces through Kafka$/),
    );
  });
});
