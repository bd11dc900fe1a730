import { clusterRole, configMap, placed, pod, printed, service, workload } from './fixture';
import { nameMistakes } from './names';

const of = (object: object, namespace = 'lab') => nameMistakes(placed(object, { namespace })).map(printed);

test.each<[string, object]>([
  ['with dots', configMap({ name: 'kube-root-ca.crt' })],
  ['that the cluster generates', configMap({ generateName: 'tempo-' })],
  ['of RBAC', clusterRole('system:Tempo')],
  [
    'of labels and annotations',
    configMap({ name: 'a', labels: { 'app.kubernetes.io/name': 'a_B.c', b: '' }, annotations: { 'A.b/C': 'any text' } }),
  ],
])('a name %s', (_, object) => expect(of(object)).toEqual([]));

test.each<[string, string[]]>([
  ['metadata.name is missing; add it', of(configMap({}))],
  [
    'metadata.name is not a valid name; use at most 253 lower-case letters, digits, hyphens and dots',
    of(configMap({ name: 'tempo-queryFrontend' })),
  ],
  ['metadata.name is not a valid name; use a name without / and %', of(clusterRole('a/b'))],
  [
    'metadata.name is not a valid Service name; use at most 63 lower-case letters, digits and hyphens, starting with a letter',
    of({ ...service(), metadata: { name: '1st' } }),
  ],
  [
    'metadata.namespace is not a valid namespace; use at most 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit',
    of(configMap({ name: 'a' }), 'a.b'),
  ],
  [
    'metadata.labels["a/b/c"] is not a valid key of a label or annotation; use at most 63 letters, digits, hyphens and dots, after an optional domain and slash',
    of(configMap({ name: 'a', labels: { 'a/b/c': 'd' } })),
  ],
  [
    'spec.template.metadata.labels.app is not a valid label value; use at most 63 letters, digits, hyphens and dots, starting and ending with a letter or digit',
    of(workload(pod, { app: 'grafana/tempo' })),
  ],
  [
    'metadata.annotations["prometheus.io/port"] is not text; quote it',
    of(configMap({ name: 'a', annotations: { 'prometheus.io/port': 9100 } })),
  ],
])('%s', (text, said) => expect(said).toEqual([text]));
