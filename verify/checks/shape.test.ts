import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { listTestFiles } from '../../test/synthesis';
import type { Manifest, Placed } from '../stack';
import { checkShape } from './shape';

const PLACE = { file: 'dist/lab/tempo.k8s.yaml' };

const placed = (object: object, more: Partial<Placed> = {}): Placed => ({
  object: object as Manifest,
  namespace: 'lab',
  place: PLACE,
  ...more,
});
const said = (...objects: (object | Placed)[]): string[] =>
  checkShape(objects.map((object) => ('place' in object ? (object as Placed) : placed(object)))).verdicts.map(
    ({ severity, text }) => `${severity}: ${text}`,
  );

const container = { name: 'tempo', image: 'grafana/tempo:2.4.1', volumeMounts: [{ name: 'config', mountPath: '/conf' }] };
const pod = { containers: [container], volumes: [{ name: 'config', configMap: { name: 'tempo' } }] };
const workload = (spec: object, labels: object = { app: 'tempo' }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'tempo' },
  spec: { selector: { matchLabels: { app: 'tempo' } }, template: { metadata: { labels }, spec } },
});
const running = (changes: object) => workload({ ...pod, containers: [{ ...container, ...changes }] });
const named = (metadata: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
const service = (ports: object[]) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'tempo' }, spec: { ports } });

describe('objects that are as they must be', () => {
  test.each<[string, object]>([
    ['a Deployment', workload(pod)],
    ['what controllers and generators leave behind', { ...workload(pod), metadata: { name: 'a', creationTimestamp: null }, status: {} }],
    ['a null, which counts as absent', running({ resources: null, env: [{ name: 'A', value: null }] })],
    ['a number or text, where both may be', service([{ port: 80, targetPort: 'http' }])],
    [
      'a volume by a claim template',
      {
        ...workload({ containers: [container] }),
        kind: 'StatefulSet',
        spec: {
          ...workload({ containers: [container] }).spec,
          serviceName: 'tempo',
          volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'config' }, spec: {} }],
        },
      },
    ],
    [
      'a name of RBAC',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'system:tempo' }, rules: [{ verbs: ['get'] }] },
    ],
    [
      'the same port by TCP and UDP',
      service([
        { name: 'a', port: 443 },
        { name: 'b', port: 443, protocol: 'UDP' },
      ]),
    ],
  ])('%s', (_, object) => expect(said(object)).toEqual([]));

  test.each(listTestFiles('../dist'))('dist/%s', (cluster) => {
    const files = listTestFiles(`../dist/${cluster}`).filter((file) => file.endsWith('.yaml'));
    const objects = files.flatMap((file) => loadAll(readFileSync(`dist/${cluster}/${file}`, 'utf8')) as Manifest[]);
    const { verdicts, judged, notJudged } = checkShape(objects.map((object) => placed(object, { namespace: object.metadata.namespace })));
    expect(verdicts).toEqual([]);
    expect(judged).toBeGreaterThan(5);
    expect(notJudged.filter((kind) => !kind.includes('Cluster'))).toEqual([]);
  });
});

describe('a field', () => {
  const misspelt = running({ imagePulPolicy: 'Always' });
  const at = 'Deployment tempo: spec.template.spec.containers[0]';

  test.each<[object, string]>([
    [misspelt, `error: ${at}.imagePulPolicy is no field of it; write imagePullPolicy`],
    [running({ bogus: 1 }), `error: ${at}.bogus is no field of it; remove it, or write it where it belongs`],
    [running({ image: 2.4 }), `error: ${at}.image is a number, and must be text; write it in quotes`],
    [running({ args: '-v' }), `error: ${at}.args is text, and must be a list; write it so`],
    [running({ args: [null] }), `error: ${at}.args[0] is empty, and must be text; write it so`],
    [running({ name: null }), `error: ${at}.name is missing; add it`],
  ])('%#: %s', (object, text) => expect(said(object)).toEqual([text]));

  test('of an upstream chart is dropped without harm', () => {
    expect(said(placed(misspelt, { rendered: true }))).toEqual([`warning: ${at}.imagePulPolicy is no field of it; write imagePullPolicy`]);
  });

  test('that is misspelt is not also missing', () => {
    expect(said(service([{ prt: 80 }]))).toEqual(['error: Service tempo: spec.ports[0].prt is no field of it; write port']);
  });

  test('of a custom kind has its values', () => {
    const secret = (deletionPolicy: string) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'tempo' },
      spec: { target: { deletionPolicy } },
    });
    expect(said(secret('Retain'))).toEqual([]);
    expect(said(secret('retain'))).toEqual(['error: ExternalSecret tempo: spec.target.deletionPolicy is none of its values; write Retain']);
  });

  test('never shows what it holds', () => {
    const [text] = said({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'minio' }, stringData: { password: 271828 } });
    expect(text).toBe('error: Secret minio: stringData.password is a number, and must be text; write it in quotes');
  });
});

describe('a kind', () => {
  const of = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'tempo' } });

  test.each<[object, string]>([
    [
      of('policy/v1beta1', 'PodDisruptionBudget'),
      'error: PodDisruptionBudget tempo is of policy/v1beta1, which Kubernetes has not served since 1.25; it is policy/v1 today',
    ],
    [
      of('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
      'error: HorizontalPodAutoscaler tempo is of autoscaling/v2beta2, which Kubernetes has not served since 1.26; it is autoscaling/v2 today',
    ],
    [
      of('policy/v1beta1', 'PodSecurityPolicy'),
      'error: PodSecurityPolicy tempo is of policy/v1beta1, which Kubernetes has not served since 1.25; remove it',
    ],
    [of('apps/v1', 'Deploymnet'), 'error: Deploymnet tempo is of a kind that apps/v1 does not have; write kind: Deployment'],
    [of('v1', 'Deployment'), 'error: Deployment tempo is of a kind that v1 does not have; write apiVersion: apps/v1'],
  ])('%#: %s', (object, text) => expect(said(object)).toEqual([text]));

  test('without a schema is named once', () => {
    const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' };
    const names = ['a', 'b'].map((name) => placed({ ...monitor, metadata: { name } }));
    expect(checkShape([...names, placed(workload(pod))])).toEqual({
      verdicts: [],
      judged: 1,
      notJudged: ['kind monitoring.coreos.com/ServiceMonitor, of which no schema is here'],
    });
  });
});

describe('a name', () => {
  test.each<[object | Placed, RegExp]>([
    [named({}), /^error: ConfigMap without a name: metadata.name is missing; add it$/],
    [named({ name: 'Tempo' }), /metadata.name is no name; write/],
    [{ ...service([{ port: 1 }]), metadata: { name: 'a.b' } }, /is no name of a Service/],
    [placed(named({ name: 'a' }), { namespace: 'a.b' }), /metadata.namespace is no namespace/],
    [named({ name: 'a', labels: { 'a/b/c': 'd' } }), /metadata.labels\["a\/b\/c"\] is no key/],
    [named({ name: 'a', labels: { a: 'grafana/tempo' } }), /metadata.labels.a is no value of a label/],
    [named({ name: 'a', annotations: { a: true } }), /metadata.annotations.a is a truth value, and must be text/],
    [{ ...named({ name: 'a', annotations: { a: true } }), apiVersion: 'example.com/v1' }, /metadata.annotations.a is no text/],
    [workload(pod, { app: 'tempo', 'a b': 'c' }), /spec.template.metadata.labels\["a b"\] is no key/],
  ])('%#: %s', (object, text) => expect(said(object)).toEqual([expect.stringMatching(text)]));
});

describe('what must agree', () => {
  const env = [1, 2].map((value) => ({ name: 'KEY', value: `${value}` }));
  const at = 'Deployment tempo: spec.template.spec';

  test.each<[object, string]>([
    [
      workload(pod, { app: 'loki' }),
      'error: Deployment tempo: spec.selector.matchLabels.app is "tempo", and its pods have "loki"; make the two alike',
    ],
    [
      workload({ ...pod, initContainers: [container] }),
      `error: ${at}.containers[0].name is tempo again, as in spec.template.spec.initContainers[0]; rename or remove one of the two`,
    ],
    [
      workload({ ...pod, volumes: [pod.volumes[0], pod.volumes[0]] as object[] }),
      `error: ${at}.volumes[1].name is config again, as in spec.template.spec.volumes[0]; rename or remove one of the two`,
    ],
    [
      workload({ containers: [container] }),
      `error: ${at}.containers[0].volumeMounts[0].name is "config", a volume that the pod does not have; add it to volumes`,
    ],
    [
      running({ env }),
      `warning: ${at}.containers[0].env[1].name is KEY again, as in spec.template.spec.containers[0].env[0], and the last one counts; remove one of the two`,
    ],
    [
      service([
        { name: 'http', port: 80 },
        { name: 'http', port: 81 },
      ]),
      'error: Service tempo: spec.ports[1].name is http again, as in spec.ports[0]; rename or remove one of the two',
    ],
    [
      service([
        { name: 'a', port: 80 },
        { name: 'b', port: 80 },
      ]),
      'error: Service tempo: spec.ports[1].port is 80/TCP again, as in spec.ports[0]; remove one of the two',
    ],
  ])('%#: %s', (object, text) => expect(said(object)).toEqual([text]));
});

describe('the same object twice', () => {
  const config = named({ name: 'tempo' });
  const elsewhere = { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' };
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'tempo' }, rules: [] };

  test('is an error that names both places', () => {
    expect(said(placed(config, { place: elsewhere }), config)).toEqual([
      'error: ConfigMap tempo in namespace lab is in dist/lab/tempo.k8s.yaml, and in dist/lab/applications.k8s.yaml (lab-tempo) already; rename or remove one of the two',
    ]);
    expect(said(config, config)).toEqual([
      'error: ConfigMap tempo in namespace lab is there twice in dist/lab/tempo.k8s.yaml; rename or remove one of the two',
    ]);
  });

  test('is two in two namespaces, unless it is of the whole cluster', () => {
    expect(said(config, placed(config, { namespace: 'other' }))).toEqual([]);
    expect(said(role, placed(role, { namespace: 'other' }))).toHaveLength(1);
  });

  test('may be a hook', () => {
    const hook = named({ name: 'tempo', annotations: { 'helm.sh/hook': 'pre-install' } });
    expect(said(config, hook)).toEqual([]);
  });
});
