import { permitsKind, permitsNamespace } from './project';

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

describe('a destination', () => {
  const HERE = 'https://kubernetes.default.svc';
  const permits = (entry: object, destination: object) =>
    permitsNamespace(
      { ...project('*', '*'), spec: { destinations: [{ namespace: '*', ...entry }] } },
      { namespace: 'shop', ...destination },
      'shop',
    );

  test.each([
    [{ server: '*' }, { name: 'east' }, true],
    [{ server: 'https://east.example.org' }, { name: 'east' }, true],
    [{ server: 'https://east.example.org' }, { name: 'in-cluster' }, false],
    [{ server: HERE }, { name: 'in-cluster' }, true],
    [{ name: 'in-cluster' }, { server: HERE }, true],
    [{ name: 'east' }, { server: HERE }, false],
    [{ server: HERE }, { server: 'https://east.example.org' }, false],
    [{ server: '!https://east.example.org' }, { server: 'https://east.example.org' }, false],
    [{ namespace: 'other', server: '*' }, { name: 'east' }, false],
  ])('%j permits %j: %j', (entry, destination, expected) => {
    expect(permits(entry, destination)).toBe(expected);
  });
});
