import { said, synthesizeTempo } from '../../../test/synthesis';

const messages = (labels: string, values: string) =>
  said(
    synthesizeTempo('bucket: traces, endpoint: s3.example.org', { more: `  values: {${values}}\nmetadata: {labels: {${labels}}}` }),
    'error',
  ).filter((line) => line.includes('metadata'));

const ZONES = 'rollout_operator: {enabled: true}, ingester: {zoneAwareReplication: {enabled: true}}';

test('the labels of ingesters in zones keep their values', () => {
  expect(messages('zone: eu, rollout-group: g', ZONES)).toEqual(
    ['zone', 'rollout-group'].map((label) =>
      expect.stringMatching(
        new RegExp(
          `metadata\\.labels\\.${label}: ingesters in zones \\(tempo\\.values.* have this label with values of their own; use another key, e\\.g\\. example\\.org/${label}$`,
        ),
      ),
    ),
  );
});

test.each([
  ['zone: eu', 'ingester: {replicas: 3}'],
  ['example.org/zone: eu', ZONES],
])('labels %s with %s are free', (labels, values) => {
  expect(messages(labels, values)).toEqual([]);
});
