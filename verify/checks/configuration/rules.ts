/** Mistakes in the configuration of Tempo itself. */
import { RuleSet } from '../../../lib/findings/rules';
import { ARGUMENT_RULES } from './argument-rules';
import { COLLECTOR_CONFIGURATION_RULES } from './collector/rules';
import { FILE_RULES } from './files/rules';
import { GENERATOR_RULES } from './generator/rules';
import { MEMBER_RULES } from './members/rules';

export const CONFIGURATION_RULES = new RuleSet(
  'configuration',
  'Tempo starts with its configuration, which it reads strictly, and has as many processes as it needs',
  {
    'not-yaml': {
      proves: 'the configuration of Tempo and its overrides file are YAML without duplicate keys',
      example: 'ConfigMap tempo-config (tempo.yaml): is not valid YAML: duplicated mapping key (3:1); correct the text, with each key once',
      wayOut: 'Correct the text',
    },
    'unknown-field': {
      proves: 'this version of Tempo has every field of its configuration and of its overrides file',
      example:
        'ConfigMap tempo-config (tempo.yaml): compactor.compaction.block_retentoin is an unknown field, and no process of Tempo 2.10.5 starts with it; did you mean block_retention?',
      wayOut: 'Correct the name of the field in the values, or remove it',
    },
    'wrong-type': {
      proves: 'every field of the configuration and of the overrides file has a value of its type',
      example:
        'ConfigMap tempo-config (tempo.yaml): ingester.max_block_duration is the text 5 minutes, and no process of Tempo 2.10.5 starts with it; use a duration such as 10m',
      wayOut: 'Write a value as the message describes it',
    },
    'unknown-processor': {
      proves: 'the metrics-generator has every processor in the overrides',
      example:
        'ConfigMap tempo-config (tempo.yaml): unknown processor service-graph, so the metrics-generator makes no metrics; use service-graphs',
      wayOut: 'Correct the name of the processor',
    },
    'impossible-value': {
      proves: 'durations have a unit, and Tempo starts with the other values',
      example:
        'ConfigMap tempo-config (tempo.yaml): compactor.compaction.block_retention is 48, which Tempo reads as 48 nanoseconds; add the unit, such as 48h',
      wayOut: 'Write a value as the message describes it',
    },
    'mixed-overrides': {
      proves: 'the overrides have one format: flat, or nested below the parts of Tempo',
      example:
        'ConfigMap tempo-config (tempo.yaml): overrides.max_traces_per_user is of another format of the overrides than defaults, and no process of Tempo 2.10.5 starts with both; use one format for all',
      wayOut: 'Write all limits in one of the two formats',
    },
    ...ARGUMENT_RULES,
    ...COLLECTOR_CONFIGURATION_RULES,
    ...FILE_RULES,
    ...MEMBER_RULES,
    'multitenancy-differs': {
      proves: 'multitenancy is on for all processes of Tempo or for none',
      example:
        'Deployment tempo-querier (container querier): has multitenancy on, unlike tempo-distributor, so they do not find the same traces; set multitenancy_enabled for all processes',
      wayOut: 'Set it in the configuration instead of in arguments',
    },
    'missing-limits': {
      proves: 'limits of a tenant do not refuse its traces, nor turn off its metrics, by what they leave out',
      example:
        'ConfigMap tempo-runtime (overrides.yaml): overrides.* replaces all defaults for the only tenant and lacks ingestion.rate_limit_bytes and ingestion.burst_size_bytes, so Tempo refuses its traces; add them, or set the limits in overrides.defaults of the configuration',
      wayOut: 'Set limits for all tenants in `overrides.defaults`, or repeat there all that the tenant needs',
    },
    'unused-limits': {
      proves: 'limits of a tenant are those of a tenant that Tempo has',
      example:
        'ConfigMap tempo (overrides.yaml): overrides.team-a has no effect, because without multitenancy the only tenant is single-tenant; set the limits in overrides.defaults of tempo.yaml, or name single-tenant',
      wayOut: 'Set limits for all tenants in `overrides.defaults`, or in the entry of `single-tenant` or of `*`',
    },
    'probe-path': {
      proves: 'probes ask for a path that Tempo serves',
      example:
        'Deployment tempo-querier (container querier): readinessProbe asks for /ready, but Tempo serves everything below server.http_path_prefix /tempo, so the pod is never ready; remove server.http_path_prefix, or use http_api_prefix',
      wayOut: 'Use `http_api_prefix`, which moves only the API',
    },
    ...GENERATOR_RULES,
    'kafka-differs': {
      proves: 'Tempo connects to Kafka as the cluster file says',
      example:
        'ConfigMap tempo-config (tempo.yaml): ingest.kafka.sasl_username is not as in tempo.kafka, so the broker refuses Tempo, or gets its traces in another topic; run `npm run synth`',
      wayOut: 'Run `npm run synth`, or correct the cluster file',
    },
    'receiver-option-lost': {
      proves: 'the receivers have the options of the cluster file',
      example:
        'ConfigMap tempo-config (tempo.yaml): distributor.receivers.otlp.protocols.grpc.max_recv_msg_size_mib is not as in tempo.receiverOptions.otlp-grpc; run `npm run synth`',
      wayOut: 'Run `npm run synth`, or correct the cluster file',
    },
    'too-few-ingesters': {
      proves: 'there are as many ingesters as a write needs for the copies of each trace',
      example:
        'StatefulSet tempo-ingester: there is 1 ingester, but ingester.lifecycler.ring.replication_factor is 3, so every write fails; set ingester.replicas to 2 or more, or ingester.config.replication_factor to 1',
      wayOut: 'Run more ingesters, or lower the replication factor',
    },
    'several-monoliths': {
      proves: 'a Tempo that runs as a single process has one pod',
      example:
        'StatefulSet tempo: runs 2 pods with -target=all, which do not know each other, so each query finds only a part of the traces; set replicas to 1, or use microservices',
      wayOut: 'Run one pod, or use the chart tempo-distributed',
    },
    'size-differs': {
      proves: 'the processes of Tempo have the size of the cluster file',
      example: 'StatefulSet tempo-ingester: has 1 replica instead of 3 of tempo.size medium; run `npm run synth`',
      wayOut: 'Run `npm run synth`, or set the value in `tempo.values`, which win over the size',
    },
    'too-few-partitions': {
      proves: 'the topic of Kafka has a partition for each live-store',
      example:
        'StatefulSet tempo-live-store: 3 live-stores take 3 partitions, but the topic is created with 1, so writes to the others fail; set ingest.kafka.auto_create_topic_default_partitions to 3, or run 1 live-store',
      wayOut: 'Use the same number for both',
    },
    'unflushed-partitions': {
      proves: 'a block-builder reads each partition that a live-store takes',
      example:
        'StatefulSet tempo-block-builder: 3 live-stores take 3 partitions, but the block-builders read 1, so the traces of the others never reach the storage; run as many block-builders as live-stores',
      wayOut: 'Run as many block-builders as live-stores',
    },
    'idle-block-builder': {
      proves: 'every block-builder has a partition',
      example:
        'StatefulSet tempo-block-builder: 3 block-builders with 1 partition each, but 2 live-stores, so a block-builder has no partition; run as many block-builders as live-stores',
      wayOut: 'Run as many block-builders as live-stores',
    },
  },
);
