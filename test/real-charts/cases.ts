/** Situations that people have reported, and what is right. */
import { type Case, caseOf } from './case';

export const CASES: readonly Case[] = [
  // The image of Tempo 2.5 is the first that does not run as root.
  caseOf('10-memcached-off', ['namespace tracing has no Service tempo-memcached; turn memcached on, or remove this cache']),
  caseOf('20-monolithic-servicemonitor', ['names port jaeger-metrics, which no Service that it selects has']),
  caseOf('21-one-ingester-rf3', ['set ingester.replicas to 2 or more, or ingester.config.replication_factor to 1']),
  caseOf('24-monolithic-pvc-permissions', []),
  caseOf('45-overrides-as-text', ['(overrides.yaml): overrides is text, and no process of Tempo 2.6.0 starts with it; use a map']),
  caseOf('64-monolithic-two-replicas-root-resources', [
    'set replicas to 1, or use microservices',
    'resources.limits.memory: has no effect',
  ]),
  caseOf('65-unknown-tempo-field', [
    'storage_config is an unknown field, and no process of Tempo 2.10.5 starts with it',
    'structuredConfig.ingester.lifecycler.ring.replication_factor: has no effect',
    'structuredConfig.compactor.compaction.v2_in_buffer_bytes: has no effect',
  ]),
  caseOf('75-typo-in-tempo-config', ['did you mean max_block_duration?']),
  caseOf('94-typo-in-structured-config', ['did you mean block_retention?']),
];
