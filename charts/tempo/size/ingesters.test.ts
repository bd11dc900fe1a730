import { said, synthesizeTempo } from '../../../test/synthesis';

const saidOf = (values: string, more = '') =>
  said(synthesizeTempo('bucket: traces, endpoint: s3.example.org', { more: `  persistence: {}\n${more}  values: {${values}}` }));

test.each([
  [
    'ingester: {replicas: 1}',
    '',
    'tempo.values.ingester.replicas: there will be 1 ingester for 3 copies of each trace, so every write fails; set ingester.replicas to 2 or more, or ingester.config.replication_factor to 1',
  ],
  ['ingester: {replicas: "1"}', '  size: ha\n', 'there will be 1 ingester for 3 copies'],
  ['ingester: {config: {replication_factor: 3}}', '  size: small\n', 'ingester.config.replication_factor: there will be 1 ingester for 3'],
  ['ingester: {autoscaling: {enabled: true, minReplicas: 1}}', '', 'ingester.autoscaling.minReplicas: the autoscaler may leave 1 ingester'],
  [
    'tempo: {structuredConfig: {ingester: {lifecycler: {ring: {replication_factor: 7}}}}}',
    '',
    'there will be 3 ingesters for 7 copies of each trace, so every write fails; set ingester.replicas to 4 or more, or tempo.structuredConfig.ingester.lifecycler.ring.replication_factor to 3',
  ],
])('too few ingesters for the copies are refused: %s %s', (values, more, text) => {
  expect(saidOf(values, more)).toEqual([expect.stringContaining(text)]);
});

test.each([
  ['ingester: {replicas: 2}', ''],
  ['ingester: {replicas: 1}', '  size: small\n'],
  ['ingester: {replicas: 1, config: {replication_factor: 1}}', ''],
  ['ingester: {replicas: 1}, tempo: {structuredConfig: {ingester: {lifecycler: {ring: {replication_factor: 1}}}}}', ''],
  ['ingester: {replicas: 1, config: {replication_factor: 2}}', ''],
  ['ingester: {replicas: 1, extraArgs: ["-distributor.replication-factor=1"]}', ''],
  ['ingester: {autoscaling: {enabled: true}}', ''],
  [
    'ingester: {replicas: 1}, extraObjects: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec: {scaleTargetRef: {kind: StatefulSet, name: tempo-ingester}, minReplicaCount: 3, triggers: []}}]',
    '',
  ],
  ['ingester: {replicas: 1, zoneAwareReplication: {enabled: true}}', ''],
  ['', '  size: ha\n'],
])('enough of them are not: %s %s', (values, more) => {
  expect(saidOf(values, more)).toEqual([]);
});
