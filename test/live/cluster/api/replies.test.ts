import type { Manifest } from '../../../../verify/stack';
import { replyTo } from './replies';

const pod = (name: string, namespace: string, app: string, phase: string): Manifest => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app } } },
  status: { phase },
});
const ingress: Manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace: 'front' } };
const content = {
  objects: [pod('a', 'front', 'web', 'Running'), pod('b', 'front', 'web', 'Pending'), pod('c', 'back', 'web', 'Running'), ingress],
  logOf: (namespace: string, name: string) => (namespace === 'front' && name === 'a' ? 'one\ntwo\nthree\n' : undefined),
};

const asked = (path: string) => replyTo(new URL(path, 'https://api'), content);
const names = (path: string) => ((asked(path)?.body ?? { items: [] }) as { items: Manifest[] }).items.map(({ metadata }) => metadata.name);

test('lists by namespace, label and field', () => {
  expect(names('/api/v1/pods')).toEqual(['a', 'b', 'c']);
  expect(names('/api/v1/namespaces/front/pods?labelSelector=app%3Dweb&fieldSelector=status.phase%3DRunning')).toEqual(['a']);
  expect(names('/api/v1/pods?labelSelector=app%3Dother')).toEqual([]);
});

test('a list is of its kind, also without objects', () => {
  expect(asked('/apis/networking.k8s.io/v1/ingresses')?.body).toMatchObject({ kind: 'IngressList', apiVersion: 'networking.k8s.io/v1' });
  expect(asked('/apis/traefik.io/v1alpha1/tlsstores')?.body).toMatchObject({ kind: 'TLSStoreList', items: [] });
});

test('gives one object, or none', () => {
  expect(asked('/apis/networking.k8s.io/v1/namespaces/front/ingresses/web')?.body).toMatchObject({ kind: 'Ingress' });
  expect(asked('/apis/networking.k8s.io/v1/namespaces/back/ingresses/web')).toMatchObject({ status: 404, body: { reason: 'NotFound' } });
});

test('gives the last lines of a log', () => {
  expect(asked('/api/v1/namespaces/front/pods/a/log?tailLines=2')?.body).toBe('two\nthree\n');
  expect(asked('/api/v1/namespaces/front/pods/b/log')?.status).toBe(404);
});

test('says which kinds there are', () => {
  expect(asked('/apis')?.body).toMatchObject({ groups: [{ name: 'networking.k8s.io', versions: [{ version: 'v1' }] }] });
  expect(asked('/apis/networking.k8s.io/v1')?.body).toMatchObject({ resources: [{ name: 'ingresses', namespaced: true }] });
});

test('keeps a watch open, and refuses one instead of a list', () => {
  expect(asked('/api/v1/pods?watch=true')).toBeUndefined();
  expect(asked('/api/v1/pods?watch=true&sendInitialEvents=true')?.status).toBe(422);
});
