import { clusterRole, configMap, placed, pod, service, workload } from './fixture';
import { nameMistakes } from './names';

const of = (object: object, namespace = 'lab') => nameMistakes(placed(object, { namespace })).map(({ path, text }) => `${path} ${text}`);

test.each<[string, object]>([
  ['with dots', configMap({ name: 'kube-root-ca.crt' })],
  ['that the cluster makes up', configMap({ generateName: 'tempo-' })],
  ['of RBAC', clusterRole('system:Tempo')],
  [
    'of labels and annotations',
    configMap({ name: 'a', labels: { 'app.kubernetes.io/name': 'a_B.c', b: '' }, annotations: { 'A.b/C': 'any text' } }),
  ],
])('a name %s', (_, object) => expect(of(object)).toEqual([]));

test.each<[string, string[]]>([
  ['metadata.name is missing; add it', of(configMap({}))],
  [
    'metadata.name is no name; write at most 253 lower-case letters, digits, hyphens and dots',
    of(configMap({ name: 'tempo-queryFrontend' })),
  ],
  ['metadata.name is no name; write it without / and %', of(clusterRole('a/b'))],
  [
    'metadata.name is no name of a Service; write at most 63 lower-case letters, digits and hyphens, a letter first',
    of({ ...service(), metadata: { name: '1st' } }),
  ],
  ['metadata.namespace is no namespace; write at most 63 lower-case letters, digits and hyphens', of(configMap({ name: 'a' }), 'a.b')],
  [
    'metadata.labels["a/b/c"] is no key of a label or annotation; write at most 63 letters, digits, hyphens and dots, after a domain and a slash if any',
    of(configMap({ name: 'a', labels: { 'a/b/c': 'd' } })),
  ],
  [
    'spec.template.metadata.labels.app is no value of a label; write at most 63 letters, digits, hyphens and dots, a letter or digit first and last',
    of(workload(pod, { app: 'grafana/tempo' })),
  ],
  [
    'metadata.annotations["prometheus.io/port"] is no text; write it in quotes',
    of(configMap({ name: 'a', annotations: { 'prometheus.io/port': 9100 } })),
  ],
])('%s', (text, said) => expect(said).toEqual([text]));
