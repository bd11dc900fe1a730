import { kafkaConfig } from '../../../charts/tempo/kafka/config';
import type { World } from '../../stack';
import { type Reader, type RunningTempo, variablesOf } from '../../world/tempo';
import { inLab, tempoConfigMap } from '../fixture';
import { checkKafka } from './kafka';

const RIGHT = { address: 'kafka:9092', topic: 'spans', sasl_username: 'tempo', sasl_password: '${KAFKA_SASL_PASSWORD}' };
const DECLARED = kafkaConfig.parse({
  address: 'kafka:9092',
  topic: 'spans',
  sasl: { username: 'tempo', passwordSecret: { name: 'login' } },
});

const tempoWith = (kafka: object) => {
  const config = { ingest: { kafka } };
  return {
    ...{ config, placed: inLab(tempoConfigMap(config)), key: 'tempo.yaml', variables: ['KAFKA_SASL_PASSWORD'] },
  } as unknown as RunningTempo;
};

const said = (kafka: object) =>
  checkKafka(tempoWith(kafka), { declared: { kafka: DECLARED } } as unknown as World).map(({ problem }) => problem.split(' ')[0]);

test('the topic and the login of the cluster file pass', () => {
  expect(said({ ...RIGHT, auto_create_topic_enabled: false })).toEqual([]);
});

test.each(['topic', 'sasl_username', 'sasl_password'])('another %s is an error', (field) => {
  expect(said({ ...RIGHT, [field]: 'other' })).toEqual([`ingest.kafka.${field}`]);
  expect(said({ ...RIGHT, [field]: undefined })).toEqual([`ingest.kafka.${field}`]);
});

test.each([
  ['distributor', true],
  ['live-store', true],
  ['block-builder', true],
  ['metrics-generator', true],
  ['querier', false],
  ['backend-worker', false],
])('a %s needs the password: %s', (target, needs) => {
  const reader = { container: { args: [`-target=${target}`] } } as unknown as Reader;
  expect(variablesOf(tempoWith(RIGHT), reader)).toEqual(needs ? ['KAFKA_SASL_PASSWORD'] : []);
});
