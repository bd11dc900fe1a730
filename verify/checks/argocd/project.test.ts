import { permitsKind } from './project';

const project = (group: string, kind: string) => ({
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'shop' } },
  spec: { clusterResourceWhitelist: [{ group, kind }] },
});
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

test.each([
  ['*', '*', true],
  ['', 'Namespace', true],
  ['*', 'Names*', true],
  ['?*', 'Namespace', false],
  ['apps', '*', false],
])('group %j and kind %j permit a Namespace: %j', (group, kind, expected) => {
  expect(permitsKind(project(group, kind), namespace)).toBe(expected);
});
