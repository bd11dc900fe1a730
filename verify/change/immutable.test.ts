import type { Manifest } from '../stack';
import { changesClaimMarks, immutableChanges } from './immutable';

const object = (kind: string, spec: object, metadata: object = {}): Manifest =>
  ({ apiVersion: 'v1', kind, metadata: { name: 'a', ...metadata }, spec }) as Manifest;

const claims = (size: string, more: object = {}) => ({
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: size } }, ...more } }],
});

test.each<[string, string, object, object, string[]]>([
  [
    'the selector of a Deployment',
    'Deployment',
    { selector: { matchLabels: { a: 'b' } } },
    { selector: { matchLabels: { a: 'c' } } },
    ['spec.selector'],
  ],
  ['the serviceName of a StatefulSet', 'StatefulSet', { serviceName: 'a' }, { serviceName: 'b' }, ['spec.serviceName']],
  ['its way to start pods, which has a default', 'StatefulSet', {}, { podManagementPolicy: 'Parallel' }, ['spec.podManagementPolicy']],
  ['its volumes', 'StatefulSet', claims('1Gi'), claims('2Gi'), ['spec.volumeClaimTemplates']],
  ['a Service that becomes headless', 'Service', {}, { clusterIP: 'None' }, ['spec.clusterIP']],
  ['a headless Service that gets a port of each node', 'Service', { clusterIP: 'None' }, { type: 'NodePort' }, ['spec.clusterIP']],
  ['the address of a Service', 'Service', { clusterIP: '10.0.0.1' }, { clusterIP: '10.0.0.2' }, ['spec.clusterIP']],
  ['its first IP family', 'Service', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv6', 'IPv4'] }, ['spec.ipFamilies']],
  [
    'its load balancer class',
    'Service',
    { type: 'LoadBalancer' },
    { type: 'LoadBalancer', loadBalancerClass: 'example.org/internal' },
    ['spec.loadBalancerClass'],
  ],
  ['the completions of a Job', 'Job', {}, { completions: 2 }, ['spec.completions']],
  ['its policy of failures', 'Job', {}, { podFailurePolicy: { rules: [] } }, ['spec.podFailurePolicy']],
  ['the template of a Job', 'Job', { template: { a: 1 } }, { template: { a: 2 } }, ['spec.template']],
  ['a class of a claim', 'PersistentVolumeClaim', { storageClassName: 'a' }, { storageClassName: 'b' }, ['spec.storageClassName']],
  [
    'a smaller claim',
    'PersistentVolumeClaim',
    { resources: { requests: { storage: '2Gi' } } },
    { resources: { requests: { storage: '1500Mi' } } },
    ['spec.resources.requests.storage'],
  ],
])('%s cannot be changed', (_what, kind, before, after, fields) => {
  expect(immutableChanges(object(kind, before), object(kind, after))).toEqual(fields);
});

test.each<[string, string, object, object]>([
  ['the order of keys', 'Deployment', { selector: { matchLabels: { a: 'b', c: 'd' } } }, { selector: { matchLabels: { c: 'd', a: 'b' } } }],
  ['a default, written', 'StatefulSet', { podManagementPolicy: 'OrderedReady' }, {}],
  ['the same volumes with the default mode', 'StatefulSet', claims('1Gi', { volumeMode: 'Filesystem' }), claims('1Gi')],
  ['the same size in another unit', 'StatefulSet', claims('1Gi'), claims('1024Mi')],
  ['replicas and template', 'StatefulSet', { replicas: 1, template: 1 }, { replicas: 2, template: 2 }],
  ['a headless Service, which stays headless', 'Service', { clusterIP: 'None' }, {}],
  [
    'the completions of an Indexed Job',
    'Job',
    { completionMode: 'Indexed', completions: 1 },
    { completionMode: 'Indexed', completions: 2 },
  ],
  ['a second IP family', 'Service', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv4', 'IPv6'] }],
  ['a class together with the type', 'Service', {}, { type: 'LoadBalancer', loadBalancerClass: 'example.org/internal' }],
  ['a Service that was a name', 'Service', { type: 'ExternalName' }, { clusterIP: 'None' }],
  ['another type of Service', 'Service', { type: 'NodePort' }, { type: 'LoadBalancer' }],
  [
    'a larger claim',
    'PersistentVolumeClaim',
    { resources: { requests: { storage: '1Gi' } } },
    { resources: { requests: { storage: '1.5Gi' } } },
  ],
  ['another kind', 'ConfigMap', { a: 1 }, { a: 2 }],
])('%s can be changed', (_what, kind, before, after) => {
  expect(immutableChanges(object(kind, before), object(kind, after))).toEqual([]);
});

test('a hook is created again, and annotations may be empty', () => {
  const hook = { annotations: { 'argocd.argoproj.io/hook': 'Sync' } };

  expect(immutableChanges(object('Job', { template: 1 }), object('Job', { template: 2 }, hook))).toEqual([]);
  expect(immutableChanges(object('Job', { template: 1 }), object('Job', { template: 2 }, { annotations: null }))).toEqual([
    'spec.template',
  ]);
});

test('an object of a cluster has defaults and addresses of the API server', () => {
  const live = { uid: '1' };
  const spec = { storageClassName: 'standard', volumeMode: 'Filesystem' };

  expect(immutableChanges(object('PersistentVolumeClaim', spec, live), object('PersistentVolumeClaim', {}))).toEqual([]);
  expect(immutableChanges(object('Service', { clusterIP: '10.0.0.1' }, live), object('Service', {}))).toEqual([]);
  expect(immutableChanges(object('Service', { clusterIP: '10.0.0.1' }, live), object('Service', { clusterIP: 'None' }))).toEqual([
    'spec.clusterIP',
  ]);
  expect(immutableChanges(object('Job', { template: 1 }, live), object('Job', { template: 2 }))).toEqual([]);
});

test('labels and modes of a claim template count, size and class have rules of their own', () => {
  const labelled = {
    volumeClaimTemplates: [{ metadata: { name: 'data', labels: { a: 'b' } }, spec: { resources: { requests: { storage: '1Gi' } } } }],
  };

  expect(changesClaimMarks(object('StatefulSet', claims('1Gi')), object('StatefulSet', labelled))).toBe(true);
  expect(changesClaimMarks(object('StatefulSet', claims('1Gi')), object('StatefulSet', claims('2Gi', { storageClassName: 'x' })))).toBe(
    false,
  );
  expect(
    changesClaimMarks(
      object('StatefulSet', claims('1Gi')),
      object('StatefulSet', claims('1Gi', { resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } } })),
    ),
  ).toBe(true);
  expect(changesClaimMarks(object('StatefulSet', {}), object('StatefulSet', labelled))).toBe(false);
});

test('an object with immutable: true keeps that and its content', () => {
  const config = (more: object): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...more });

  expect(immutableChanges(config({ immutable: true, data: { a: '1' } }), config({ data: { a: '1' } }))).toEqual(['immutable']);
  expect(immutableChanges(config({ immutable: true, data: { a: '1' } }), config({ immutable: true, data: { a: '2' } }))).toEqual(['data']);
  expect(immutableChanges(config({ data: { a: '1' } }), config({ immutable: true, data: { a: '2' } }))).toEqual([]);
});

test('the value of a PriorityClass cannot be changed', () => {
  const priority = (value: number) => ({ ...object('PriorityClass', {}), value });

  expect(immutableChanges(priority(1), priority(2))).toEqual(['value']);
});

test.each(['constructor', 'toString', '__proto__'])('a kind named %s has no fields that are known', (kind) => {
  expect(immutableChanges(object(kind, { a: 1 }), object(kind, { a: 2 }))).toEqual([]);
});
