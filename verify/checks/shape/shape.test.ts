import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { listTestFiles } from '../../../test/synthesis';
import type { Manifest, Placed } from '../../stack';
import { clusterRole, configMap, placed, pod, running, service, withClaim, workload } from './fixture';
import { checkShape } from './shape';

const said = (...objects: (Manifest | Placed)[]): string[] =>
  checkShape(objects.map((object) => ('place' in object ? (object as Placed) : placed(object)))).verdicts.map(
    ({ severity, text }) => `${severity}: ${text}`,
  );

describe('nothing is wrong with', () => {
  test.each<[string, Manifest]>([
    ['a Deployment', workload(pod)],
    [
      'what generators leave behind',
      { ...workload(pod), metadata: { name: 'a', creationTimestamp: null }, status: {} } as unknown as Manifest,
    ],
    ['a null, which counts as absent', running({ resources: null, env: [{ name: 'A', value: null }] })],
    ['a number or text, where both may be', service({ name: 'a', port: 80, targetPort: 'http' }, { name: 'b', port: 81, targetPort: 81 })],
    ['a claim template', withClaim(pod)],
    ['a ClusterRole', clusterRole('system:tempo')],
  ])('%s', (_, object) => expect(said(object)).toEqual([]));

  test.each(listTestFiles('../dist'))('dist/%s', (cluster) => {
    const files = listTestFiles(`../dist/${cluster}`).filter((file) => file.endsWith('.yaml'));
    const objects = files.flatMap((file) => loadAll(readFileSync(`dist/${cluster}/${file}`, 'utf8')) as Manifest[]);
    const { verdicts, judged, notJudged } = checkShape(objects.map((object) => placed(object, { namespace: object.metadata.namespace })));
    expect(verdicts).toEqual([]);
    expect(judged).toBeGreaterThan(5);
    expect(notJudged).toEqual([]);
  });
});

describe('a field', () => {
  const misspelt = running({ imagePulPolicy: 'Always' });
  const at = 'Deployment tempo: spec.template.spec.containers[0]';
  const secret = (deletionPolicy: string): Manifest => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'tempo' },
    spec: { target: { deletionPolicy } },
  });

  test.each<[string, Manifest]>([
    [`${at}.imagePulPolicy is no field of it; write imagePullPolicy`, misspelt],
    [`${at}.bogus is no field of it; remove it, or write it where it belongs`, running({ bogus: 1 })],
    [`${at}.image is a number, and must be text; write it in quotes`, running({ image: 2.4 })],
    [`${at}.args is text, and must be a list; write it so`, running({ args: '-v' })],
    [`${at}.args[0] is empty, and must be text; write it so`, running({ args: [null] })],
    [`${at}.name is missing; add it`, running({ name: null })],
    ['ExternalSecret tempo: spec.target.deletionPolicy is none of its values; write Retain', secret('retain')],
    // One mistake, although the field that was meant must be there.
    ['Service tempo: spec.ports[0].prt is no field of it; write port', service({ prt: 80 })],
    // A value may be a credential, and is never shown.
    [
      'Secret minio: stringData.password is a number, and must be text; write it in quotes',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'minio' }, stringData: { password: 271828 } },
    ],
    // The schema says it, and names need not say it again.
    [
      'ConfigMap a: metadata.annotations.b is a truth value, and must be text; write it in quotes',
      configMap({ name: 'a', annotations: { b: true } }),
    ],
  ])('%s', (text, object) => expect(said(object)).toEqual([`error: ${text}`]));

  test('that Kubernetes drops from an object of an upstream chart is no error', () => {
    const [text] = said(placed(misspelt, { rendered: true }));
    expect(text).toBe(`warning: ${at}.imagePulPolicy is no field of it; write imagePullPolicy`);
  });

  test('that is there twice, and taken, is no error', () => {
    expect(said(running({ env: [{ name: 'A' }, { name: 'A' }] }))).toEqual([expect.stringMatching(/^warning: .* the last one counts/)]);
  });
});

describe('a kind', () => {
  const of = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: 'a' } });

  test.each<[string, Manifest]>([
    [
      'PodDisruptionBudget a is of policy/v1beta1, which Kubernetes has not served since 1.25; it is policy/v1 today',
      of('policy/v1beta1', 'PodDisruptionBudget'),
    ],
    [
      'HorizontalPodAutoscaler a is of autoscaling/v2beta2, which Kubernetes has not served since 1.26; it is autoscaling/v2 today',
      of('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
    ],
    [
      'PodSecurityPolicy a is of policy/v1beta1, which Kubernetes has not served since 1.25; remove it',
      of('policy/v1beta1', 'PodSecurityPolicy'),
    ],
    ['Deploymnet a is of a kind that apps/v1 does not have; write kind: Deployment', of('apps/v1', 'Deploymnet')],
    ['Deployment a is of a kind that v1 does not have; write apiVersion: apps/v1', of('v1', 'Deployment')],
  ])('%s', (text, object) => expect(said(object)).toEqual([`error: ${text}`]));

  test('is served by a Kubernetes that is old enough', () => {
    const budget = placed(of('policy/v1beta1', 'PodDisruptionBudget'));
    expect(checkShape([budget], '1.24.17')).toMatchObject({ verdicts: [], notJudged: [expect.stringMatching(/policy/)] });
    expect(checkShape([budget], '1.25').verdicts).toHaveLength(1);
  });

  test('without a schema is named once', () => {
    const monitors = ['a', 'b'].map((name) => placed({ ...of('monitoring.coreos.com/v1', 'ServiceMonitor'), metadata: { name } }));
    expect(checkShape([...monitors, placed(workload(pod))])).toEqual({
      verdicts: [],
      judged: 1,
      notJudged: ['kind monitoring.coreos.com/ServiceMonitor, of which no schema is here'],
    });
  });
});

describe('the same object twice', () => {
  const config = configMap({ name: 'tempo' });

  test('is an error that names both places', () => {
    const elsewhere = placed(config, { place: { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' } });
    expect(said(elsewhere, config)).toEqual([
      'error: ConfigMap tempo in namespace lab is in dist/lab/tempo.k8s.yaml, and in dist/lab/applications.k8s.yaml lab-tempo already; rename or remove one of the two',
    ]);
    expect(said(config, config)).toEqual([
      'error: ConfigMap tempo in namespace lab is there twice in dist/lab/tempo.k8s.yaml; rename or remove one of the two',
    ]);
  });

  test('is two in two namespaces, unless it is of the whole cluster', () => {
    expect(said(config, placed(config, { namespace: 'other' }))).toEqual([]);
    expect(said(clusterRole('tempo'), placed(clusterRole('tempo'), { namespace: 'other' }))).toHaveLength(1);
  });

  test('is a note where a chart brings its definition twice', () => {
    const definition = placed(
      { apiVersion: 'apiextensions.k8s.io/v1beta2', kind: 'CustomResourceDefinition', metadata: { name: 'gateways.example.com' } },
      { rendered: true },
    );
    expect(said(definition, definition)).toEqual([
      'note: CustomResourceDefinition gateways.example.com is there twice in dist/lab/tempo.k8s.yaml; Argo CD applies one of the two',
    ]);
  });

  test('may be a hook', () => {
    expect(said(config, configMap({ name: 'tempo', annotations: { 'helm.sh/hook': 'pre-install' } }))).toEqual([]);
  });
});
