import { ApiObject, App, Chart, JsonPatch, Lazy, Yaml } from 'cdk8s';
import { ConfigMap, Ingress, IngressBackend, k8s, Namespace, Secret, Service } from 'cdk8s-plus-27';
import { Application } from '../imports/application-argoproj.io';
import { jsonOf } from './object-json';
import { apiObjectsIn } from './objects';

const chart = () => new Chart(new App(), 'chart');
const METADATA = { name: 'one', namespace: 'two' };

const objects = (add: (chart: Chart) => void): ApiObject[] => {
  const made = chart();
  add(made);
  return apiObjectsIn(made);
};

test.each<[string, (chart: Chart) => void]>([
  [
    'plain values, in order and without those that are missing',
    (to) =>
      new ApiObject(to, 'one', {
        ...{ apiVersion: 'example.org/v1', kind: 'Thing' },
        spec: { z: [1, null, undefined, { b: [], a: {} }], a: { c: null, b: undefined }, empty: '', no: false, zero: 0, 10: 'x', 9: 'y' },
        aFieldBeforeTheOthers: true,
      }),
  ],
  [
    'metadata, without what is empty',
    (to) => {
      const metadata = { ...METADATA, labels: { b: '2', a: '' }, annotations: {}, finalizers: [], more: { deep: {}, deeper: [{}] } };
      const object = new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing', metadata });
      object.metadata.addLabel('0', 'added');
      object.metadata.addAnnotation('note', 'added');
      object.metadata.add('generateName', 'x');
    },
  ],
  ['a name of cdk8s', (to) => new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing' })],
  [
    'values that are made late',
    (to) =>
      new ApiObject(to, 'one', {
        apiVersion: 'v1',
        kind: 'Thing',
        spec: Lazy.any({ produce: () => ({ b: { resolve: () => [2] }, a: null }) }),
      }),
  ],
  [
    'a patched object',
    (to) => new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing', spec: { b: 1 } }).addJsonPatch(JsonPatch.add('/spec/empty', {})),
  ],
  [
    'a patched object of a generated class',
    (to) => {
      const labels = { labels: { z: '1' } };
      const policy = new k8s.KubeNetworkPolicy(to, 'one', { metadata: { ...METADATA, ...labels }, spec: { podSelector: {} } });
      policy.addJsonPatch(JsonPatch.add('/spec/podSelector', {}), JsonPatch.replace('/metadata/labels', { b: '1', a: '2' }));
    },
  ],
  [
    'a patch of the fields themselves',
    (to) =>
      new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing', spec: { b: 1 } }).addJsonPatch(
        ...[JsonPatch.add('/data', { z: 1, a: 2 }), JsonPatch.replace('/kind', 'Other'), JsonPatch.remove('/spec')],
      ),
  ],
  [
    'a class with a way of its own',
    (to) => {
      class Special extends Application {
        override toJson() {
          return { ...super.toJson(), special: true };
        }
      }
      new Special(to, 'one', { metadata: METADATA, spec: { project: 'p', destination: {} } });
    },
  ],
  [
    'generated classes',
    (to) => {
      new Application(to, 'one', {
        metadata: METADATA,
        spec: { project: 'p', destination: {}, source: { repoUrl: 'x', helm: { values: 'a: null\n', skipCrds: undefined } } },
      });
      new k8s.KubeNetworkPolicy(to, 'policy', {
        metadata: METADATA,
        spec: {
          podSelector: { matchLabels: { a: 'b' } },
          ingress: [{ ports: [{ port: k8s.IntOrString.fromNumber(80) }, { port: k8s.IntOrString.fromString('http') }] }],
        },
      });
    },
  ],
  [
    'objects of cdk8s-plus',
    (to) => {
      new Namespace(to, 'namespace', { metadata: { name: 'one', labels: { a: 'b' } } });
      new ConfigMap(to, 'map', { metadata: METADATA, data: { z: '1', a: '2' } });
      new Secret(to, 'secret', { metadata: METADATA, stringData: { z: '1', a: '2' } });
      const service = new Service(to, 'service', { metadata: METADATA, ports: [{ port: 80 }] });
      new Ingress(to, 'ingress', { metadata: METADATA }).addHostRule('example.org', '/', IngressBackend.fromService(service, { port: 80 }));
    },
  ],
])('the JSON of an object is what cdk8s makes: %s', (_, add) => {
  const all = objects(add);
  expect(all.length).toBeGreaterThan(0);
  // As text, because the order of keys counts.
  expect(all.map((object) => Yaml.stringify(jsonOf(object)))).toEqual(all.map((object) => Yaml.stringify(object.toJson())));
});

test('a map may have any key', () => {
  const [object] = objects(
    (to) => new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing', metadata: { ...METADATA, labels: { constructor: 'x' } } }),
  );
  expect(object && jsonOf(object)).toEqual({ apiVersion: 'v1', kind: 'Thing', metadata: { ...METADATA, labels: { constructor: 'x' } } });
});

test('what no manifest can have is refused', () => {
  const [object] = objects((to) => new ApiObject(to, 'one', { apiVersion: 'v1', kind: 'Thing', when: new Date(0) }));
  expect(() => object && jsonOf(object)).toThrow('no manifest can have a value of the type Date');
});
