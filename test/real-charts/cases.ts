/** Situations that people have reported, and what is right. */
import type { Case } from '../../commands/learn/case';
import { caseOf } from './case';

export const CASES: readonly Case[] = [
  caseOf('10-memcached-off', []),
  caseOf('14-only-span-metrics', ['; set tempo.metricsGenerator.processors']),
  // Its port jaeger-metrics is a note, because the other one is scraped.
  caseOf('20-monolithic-servicemonitor', []),
  caseOf('21-one-ingester-rf3', ['set ingester.replicas to 2 or more, or ingester.config.replication_factor to 1']),
  caseOf('23-max-recv-msg-size', ['; set tempo.receiverOptions.otlp-grpc', '; set tempo.receiverOptions.otlp-http']),
  caseOf('24-monolithic-pvc-permissions', []),
  caseOf('45-overrides-as-text', ['(overrides.yaml): overrides is text, and no process of Tempo 2.6.0 starts with it; use a map']),
  caseOf('64-monolithic-two-replicas', ['use 1, or tempo.chart, which has microservices']),
  caseOf('64-monolithic-root-resources', [
    'resources.requests: has no effect in tempo 1.24.4; use tempo.resources.requests',
    'resources.limits.memory: has no effect in tempo 1.24.4; use tempo.resources.limits.memory',
  ]),
  caseOf(
    '65-unknown-tempo-field',
    ['storage_config is an unknown field, and no process of Tempo 2.10.5 starts with it'],
    ['lifecycle.ring', 'compactor.compactor'],
  ),
  caseOf('75-typo-in-tempo-config', ['did you mean max_block_duration?']),
  caseOf('94-typo-in-structured-config', ['did you mean block_retention?']),
  caseOf('09-retention-wrong-key', ['has no effect in tempo-distributed 1.4.4; set tempo.retention in the cluster file instead']),
  caseOf('25-kafka-sasl', ['; set tempo.kafka.sasl']),
  caseOf('34-traefik-37-otlp', []),
  caseOf('38-fullname-override', []),
  caseOf('46-global-overrides-after-rename', ['has no effect in tempo-distributed 1.39.3; use overrides.defaults']),
  caseOf('63-tempo-and-grafana-one-namespace', []),
  caseOf('70-remote-write-basic-auth', ['reads Secret prom-remote-write, which does not exist in namespace tracing; create it there']),
  caseOf('71-monolithic-remote-write-headers', []),
  caseOf('72-all-in-monitoring-sidecar', []),
  caseOf('73-all-in-monitoring-values', []),
  caseOf('74-retention-following-the-advice', [
    'has no effect in tempo-distributed 1.4.4; set tempo.retention in the cluster file instead',
  ]),
];
