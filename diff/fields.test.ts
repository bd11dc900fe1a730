import type { Manifest } from '../verify/stack';
import { dataOf } from './data';
import { fieldChanges } from './fields';

const object = (kind: string, fields: Record<string, unknown>): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'a' },
  ...fields,
});
const changes = (kind: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  fieldChanges(dataOf(object(kind, before)), dataOf(object(kind, after)));
const paths = (...args: Parameters<typeof changes>) => changes(...args).map(({ path }) => path);

test('texts with Helm values are compared as data', () => {
  const application = (values: string) => ({ spec: { sources: [{ chart: 'tempo', helm: { values } }] } });

  expect(changes('Application', application('a: 1\nb: [x]\n'), application('# the same\nb: [x]\na: 2\n'))).toEqual([
    { path: 'spec.sources[tempo].helm.values.a', before: 1, after: 2, isGenerated: false },
  ]);
});

test('files of a ConfigMap are compared as data, and other texts as texts', () => {
  const before = { data: { 'tempo.yaml': 'server: {http_listen_port: 3100}', script: 'echo a' } };
  const after = { data: { 'tempo.yaml': 'server: {http_listen_port: 3200}', script: 'echo b' } };

  expect(paths('ConfigMap', before, after)).toEqual(['data.tempo.yaml.server.http_listen_port', 'data.script']);
});

test('items with a name are compared by it, and their order does not count', () => {
  const containers = (...env: [string, string][]) => ({
    containers: [{ name: 'tempo', env: env.map(([name, value]) => ({ name, value })) }],
  });

  expect(changes('Pod', containers(['A', '1'], ['B', '2']), containers(['B', '3'], ['A', '1']))).toEqual([
    { path: 'containers[tempo].env[B].value', before: '2', after: '3', isGenerated: false },
  ]);
});

test('claim templates are compared by their names, and what the API server sets in them does not count', () => {
  const set = (size: string, header = {}) => ({
    spec: { volumeClaimTemplates: [{ ...header, metadata: { name: 'data' }, spec: { resources: { requests: { storage: size } } } }] },
  });
  const header = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

  expect(paths('StatefulSet', set('5Gi'), set('9Gi', header))).toEqual(['spec.volumeClaimTemplates[data].spec.resources.requests.storage']);
  expect(paths('StatefulSet', set('5Gi', header), set('5Gi'))).toEqual([]);
});

test('equal items without a name are counted, and the order counts for arguments', () => {
  expect(changes('List', { list: ['a', 'a', 'b'] }, { list: ['b', 'a'] })).toMatchObject([
    { path: 'list[]', before: 'a', after: undefined },
  ]);
  expect(paths('Pod', { args: ['-a=1', '-a=2'] }, { args: ['-a=2', '-a=1'] })).toEqual(['args']);
  expect(paths('Pod', { finalizers: ['a', 'b'] }, { finalizers: ['b', 'a'] })).toEqual([]);
});

test('what the API server sets anyway is not a change', () => {
  expect(
    paths('Service', { spec: { type: 'ClusterIP', ports: [{ port: 1, protocol: 'TCP' }] } }, { spec: { ports: [{ port: 1 }], a: {} } }),
  ).toEqual([]);
  expect(paths('Service', { spec: { type: 'ClusterIP' } }, { spec: { type: 'LoadBalancer' } })).toEqual(['spec.type']);
});

test('labels and checksums that a chart generates are marked', () => {
  const template = (labels: Record<string, string>, annotations: Record<string, string>) => ({
    spec: { template: { metadata: { labels, annotations } } },
  });

  expect(
    changes(
      'Deployment',
      template({ 'helm.sh/chart': 'a-1', app: 'a' }, { 'checksum/config': '1' }),
      template({ 'helm.sh/chart': 'a-2', app: 'b' }, { 'checksum/config': '2' }),
    ).map(({ path, isGenerated }) => [path.split('.metadata.')[1], isGenerated]),
  ).toEqual([
    ['labels.helm.sh/chart', true],
    ['labels.app', false],
    ['annotations.checksum/config', true],
  ]);
});

describe('credentials', () => {
  const shown = (...args: Parameters<typeof changes>) => JSON.stringify(changes(...args));

  test.each([
    ['Secret', { stringData: { key: 'old-credential' } }, { stringData: { key: 'a-new-credential' } }],
    ['Secret', { data: { key: 'b2xk' } }, { data: { key: 'bmV3LWNyZWRlbnRpYWw=' } }],
    ['SealedSecret', { spec: { encryptedData: { key: 'AgBy' } } }, { spec: { encryptedData: { key: 'AgCZ' } } }],
    ['Pod', { containers: [{ env: [{ name: 'A_TOKEN', value: 'old' }] }] }, { containers: [{ env: [{ name: 'A_TOKEN', value: 'new' }] }] }],
    ['Grafana', { secureJsonData: { header: 'old' } }, { secureJsonData: { header: 'new' } }],
    [
      'Application',
      { spec: { source: { helm: { values: 'adminPassword: old' } } } },
      { spec: { source: { helm: { values: 'adminPassword: new' } } } },
    ],
  ])('of a %s are hidden, with their length', (kind, before, after) => {
    const text = shown(kind, before, after);

    expect(text).toContain('(hidden)');
    expect(text).not.toMatch(/old|new|b2xk|bmV3|Ag/);
  });

  test('are not a change if they are the same', () => {
    expect(changes('Secret', { stringData: { a: 'x' } }, { stringData: { a: 'x' } })).toEqual([]);
  });

  test('names of Secrets and variables are shown', () => {
    const env = (name: string) => ({
      containers: [{ name: 'a', env: [{ name: 'SECRET_KEY', valueFrom: { secretKeyRef: { name, key: 'a' } } }] }],
    });

    expect(shown('Pod', env('one'), env('other'))).toContain('"before":"one","after":"other"');
  });
});
