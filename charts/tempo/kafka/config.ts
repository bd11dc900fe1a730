/** `tempo.kafka` of the cluster file. */
import * as z from 'zod';
import { endpoint } from '../../../lib/cluster-file/formats/addresses';
import { text } from '../../../lib/cluster-file/formats/format';
import { literal } from '../../../lib/cluster-file/formats/http';
import { dataKey, objectName } from '../../../lib/cluster-file/formats/kubernetes';
import { count } from '../../../lib/cluster-file/formats/numbers';
import { lazyObject } from '../../../lib/cluster-file/schema/lazy';

/** The mechanisms of SASL that Kafka has; those of Tempo are in the table of the product. */
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

const topic = text({
  pattern: /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/,
  example: 'tempo-traces',
  what: 'the name of a topic',
  fix: 'use at most 249 letters, digits, dots, underscores and hyphens',
});

export const kafkaConfig = lazyObject(() => ({
  address: endpoint().describe('The broker as host:port'),
  partitions: count().default(3).describe('The partitions of the topic, each with one block-builder and one live-store'),
  topic: topic.optional().describe('The topic for traces; default tempo-traces, that of the chart'),
  tls: z.boolean().default(false).describe('Whether the broker needs TLS'),
  sasl: lazyObject(() => ({
    mechanism: z.enum(MECHANISMS).default('PLAIN').describe('How Tempo logs in; its releases so far only know PLAIN'),
    username: literal('tempo', 'a user name').describe('The user name'),
    passwordSecret: lazyObject(() => ({
      name: objectName('kafka-login').describe('A Secret in the namespace of Tempo'),
      key: dataKey('password').default('password').describe('Its key with the password'),
    })).describe('The password'),
  }))
    .optional()
    .describe('The login at the broker; if absent, there is none'),
}));

export type KafkaConfig = z.infer<typeof kafkaConfig>;
