import type { Manifest, Placed } from '../verify/stack';
import { type Compared, objectChanges } from './objects';

const placed = (object: Manifest): Placed => ({ object, namespace: object.metadata.namespace, place: { file: 'a.yaml' } });
const compared = (kind: string, name: string, fields: Record<string, unknown> = {}, namespace = 'tracing', annotations = {}): Compared => ({
  placed: placed({ apiVersion: 'v1', kind, metadata: { name, namespace, annotations }, ...fields }),
  component: 'tempo',
});
const changed = (before: Compared[], after: Compared[]) =>
  objectChanges(before, after).map(({ kind, name, change, from }) => [change, kind, name, ...(from ? [from] : [])]);

test('objects are paired by kind, namespace and name', () => {
  expect(
    changed(
      [compared('Service', 'a'), compared('Service', 'b', { spec: { a: 1 } }), compared('ConfigMap', 'c')],
      [compared('Service', 'a'), compared('Service', 'b', { spec: { a: 2 } }), compared('Job', 'd')],
    ),
  ).toEqual([
    ['changed', 'Service', 'b'],
    ['added', 'Job', 'd'],
    ['removed', 'ConfigMap', 'c'],
  ]);
});

test('an object in another namespace, and one with a hash in its name, are renamed', () => {
  const script = { spec: { a: 1, b: 2, c: 3 } };

  expect(
    changed(
      [compared('Service', 'a', {}, 'tracing'), compared('Job', 'run-1', script)],
      [compared('Service', 'a', {}, 'traces'), compared('Job', 'run-2', { spec: { a: 1, b: 2, c: 4 } })],
    ),
  ).toEqual([
    ['renamed', 'Service', 'a', 'tracing/a'],
    ['renamed', 'Job', 'run-2', 'tracing/run-1'],
  ]);
});

test('a Namespace and a claim are not renamed: nothing goes over from one to another', () => {
  expect(changed([compared('Namespace', 'a')], [compared('Namespace', 'b')])).toEqual([
    ['added', 'Namespace', 'b'],
    ['removed', 'Namespace', 'a'],
  ]);
  expect(changed([compared('PersistentVolumeClaim', 'a', {}, 'x')], [compared('PersistentVolumeClaim', 'a', {}, 'y')])).toEqual([
    ['added', 'PersistentVolumeClaim', 'a'],
    ['removed', 'PersistentVolumeClaim', 'a'],
  ]);
});

test('objects of one kind that have little in common are not renamed', () => {
  expect(changed([compared('Job', 'a', { spec: { x: 1, y: 2 } })], [compared('Job', 'b', { spec: { z: 1, w: 2, v: 3 } })])).toEqual([
    ['added', 'Job', 'b'],
    ['removed', 'Job', 'a'],
  ]);
});

test('Argo CD keeps what it may not prune', () => {
  const kept = compared('Namespace', 'a', {}, '', { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });

  expect(objectChanges([kept, compared('Namespace', 'b')], []).map(({ isKept }) => isKept)).toEqual([true, false]);
});

test('Argo CD prunes what it may not delete with its Application', () => {
  const claim = compared('PersistentVolumeClaim', 'a', {}, '', { 'helm.sh/resource-policy': 'keep' });
  const owned = { ...claim, placed: { ...claim.placed, application: 'home-tempo' } };
  const application = compared('Application', 'home-tempo', {}, 'argocd');

  const keptOf = (after: Compared[]) =>
    objectChanges([owned, application], after).find(({ kind }) => kind === 'PersistentVolumeClaim')?.isKept;
  expect([keptOf([application]), keptOf([])]).toEqual([false, true]);
});
