/** The Kafka broker of a running Tempo. */
import { mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import type { Values } from './running';
import type { Told } from './told';
import { sourceOfVariable, variableIn } from './variables';

export interface Queued {
  /** `tempo.kafka` of the cluster file. */
  readonly kafka: Readonly<Record<string, unknown>>;
  readonly replaced: readonly Path[];
  readonly names: readonly string[];
}

const PART = ['ingest', 'kafka'];
const LOGIN = ['tempo', 'structuredConfig', 'ingest', 'kafka'];

export function kafkaOf(values: Values, told: Told): Queued | undefined {
  const address = textAt(values, ...PART, 'address');
  if (address === undefined) return undefined;
  const topic = textAt(values, ...PART, 'topic');
  const partitions = Number(
    textAt(values, ...PART, 'auto_create_topic_default_partitions') ?? textAt(values, 'blockBuilder', 'replicas') ?? 3,
  );
  const login = { ...mapAt(values, ...PART), ...mapAt(values, ...LOGIN) };
  const variable = variableIn(login.sasl_password) ?? '';
  const source = sourceOfVariable(values, variable);
  const username = textAt(login, 'sasl_username');
  if (username !== undefined && !source)
    told.cannot('tempo.kafka.sasl: its password is not from a Secret, and is not copied; create the Secret kafka-login with password');
  const passwordSecret = source ? { name: source.secret, key: source.key } : { name: 'kafka-login' };
  return {
    kafka: {
      address,
      partitions,
      ...(topic !== undefined && { topic }),
      ...(username !== undefined && { sasl: { username, passwordSecret } }),
    },
    replaced: [
      ...['address', 'topic', 'auto_create_topic_default_partitions', 'sasl_username', 'sasl_password', 'sasl_mechanism'].flatMap(
        (field) => [
          [...PART, field],
          [...LOGIN, field],
        ],
      ),
      ['blockBuilder', 'replicas'],
      ['liveStore', 'replicas'],
    ],
    names: variable ? [variable] : [],
  };
}
