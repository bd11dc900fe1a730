import { refusedFieldsIn } from './refused-fields';
import { type Trials, workingFix } from './tried';

const configMap = (text: string, file = 'tempo.yaml') => `---
# Source: tempo/templates/configmap.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo}
data:
  ${file}: |
    ${text}
---
apiVersion: v1
kind: Service
metadata: {name: tempo}
`;

test.each([
  ['fields of this Tempo', configMap('compactor: {compaction: {block_retention: 1h}}'), '2.10.5', 0],
  ['fields of another Tempo', configMap('compactor: {compaction: {block_retention: 1h}}'), '3.0.3', 1],
  ['limits of tenants', configMap('overrides: {a: {ingestion: {rate_limit: 1}}}', 'overrides.yaml'), '2.10.5', 1],
  ['a Tempo that is not known', configMap('compactor: {}'), '99.0.0', 0],
  ['no version', configMap('compactor: {}'), undefined, 0],
  ['text that is not YAML', configMap('"'), '2.10.5', 0],
  ['a file of something else', configMap('compactor: {}', 'other.yaml'), '3.0.3', 0],
])('counts the mistakes in %s', (_what, text, version, count) => expect(refusedFieldsIn(text, version)).toBe(count));

test('counts those in a Secret', () => {
  const secret = (key: string, text: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: tempo}\n${key}:\n  tempo.yaml: ${text}\n`;

  expect(refusedFieldsIn(secret('data', Buffer.from('compactor: {}').toString('base64')), '3.0.3')).toBe(1);
  expect(refusedFieldsIn(secret('stringData', '"compactor: {}"'), '3.0.3')).toBe(1);
});

test('advice with which Tempo does not start is not given', async () => {
  const trials: Trials = {
    render: async (values) => ({ text: configMap(JSON.stringify(values)) }),
    random: [],
    refused: (text) => refusedFieldsIn(text, '3.0.3'),
  };
  const fix = (moved: string[]) =>
    workingFix([{ fix: 'use it', moved }], { server: { log_format: 'json' } }, ['server', 'log_format'], trials);

  expect(await fix(['compactor', 'log_format'])).toBe('remove it');
  expect(await fix(['memberlist', 'node_name'])).toBe('use it');
});
