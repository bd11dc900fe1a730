import path from 'node:path';
import { loadAll } from 'js-yaml';
import { grouped } from '../../../lib/findings/grouped';
import { lineOf, sentence } from '../../../lib/findings/sentence';
import { outputOf } from '../../../synthesis/cluster-output';
import { CREDENTIALS, listTestFiles, readTestFile } from '../../../test/synthesis';
import type { Manifest, Placed, RenderedRelease } from '../../stack';
import { clusterRole, configMap, placed, pod, running, service, withClaim, workload } from './fixture';
import { checkShape } from './shape';

const found = (objects: readonly (Manifest | Placed)[]) =>
  grouped(checkShape(objects.map((object) => ('place' in object ? (object as Placed) : placed(object)))).findings);

const said = (...objects: (Manifest | Placed)[]): string[] => found(objects).map((finding) => `${finding.severity}: ${sentence(finding)}`);

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

  test.each(listTestFiles('clusters'))('the output of %s', (file) => {
    const { files } = outputOf({ name: path.basename(file, '.yaml'), file, text: readTestFile(`clusters/${file}`) }, CREDENTIALS);
    const objects = [...files].filter(([name]) => name.endsWith('.k8s.yaml')).flatMap(([, text]) => loadAll(text) as Manifest[]);
    const { findings, judged, notJudged } = checkShape(objects.map((object) => placed(object, { namespace: object.metadata.namespace })));
    expect(findings).toEqual([]);
    expect(judged).toBeGreaterThan(4);
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
    [`${at}.imagePulPolicy is an unknown field; did you mean imagePullPolicy?`, misspelt],
    [`${at}.bogus is an unknown field; remove it, or correct its position`, running({ bogus: 1 })],
    [`${at}.image is a number, but must be text; quote it`, running({ image: 2.4 })],
    [`${at}.args is text, but must be a list; use a list`, running({ args: '-v' })],
    [`${at}.args[0] is empty, but must be text; use text`, running({ args: [null] })],
    [`${at}.name is missing; add it`, running({ name: null })],
    ['ExternalSecret tempo: spec.target.deletionPolicy has an unknown value; use Retain', secret('retain')],
    // One mistake, although the intended field is required.
    ['Service tempo: spec.ports[0].prt is an unknown field; did you mean port?', service({ prt: 80 })],
    // A value may be a credential, so it is never shown.
    [
      'Secret minio: stringData.password is a number, but must be text; quote it',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'minio' }, stringData: { password: 271828 } },
    ],
    // Reported by the schema, and not again by the check for names.
    ['ConfigMap a: metadata.annotations.b is a boolean, but must be text; quote it', configMap({ name: 'a', annotations: { b: true } })],
  ])('%s', (text, object) => expect(said(object)).toEqual([`error: ${text}`]));

  test('that several objects have in common is reported once', () => {
    const other = { ...misspelt, metadata: { name: 'other' } };

    expect(said(misspelt, other)).toEqual([
      'error: Deployment tempo (also Deployment other): spec.template.spec.containers[0].imagePulPolicy is an unknown field; did you mean imagePullPolicy?',
    ]);
  });

  test('from our values for an upstream chart is an error, although Kubernetes drops it', () => {
    const place = { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' };
    const release = { place: { ...place }, isOurs: true, values: { podSpec: { imagePulPolicy: 'Always' } } } as unknown as RenderedRelease;
    const severities = (...releases: RenderedRelease[]) =>
      checkShape([placed(misspelt, { rendered: true, place })], { releases }).findings.map(({ severity }) => severity);

    expect(severities(release)).toEqual(['error']);
    expect(severities({ ...release, place: { ...place, name: 'lab-traefik' } })).toEqual(['warning']);
    expect(severities({ ...release, isOurs: false })).toEqual(['warning']);
  });

  test('that Kubernetes drops from an object of an upstream chart is a warning', () => {
    const [text] = said(placed(misspelt, { rendered: true }));
    expect(text).toBe(`warning: ${at}.imagePulPolicy is an unknown field; did you mean imagePullPolicy?`);
  });

  test('that is a duplicate and that the API server accepts is a warning', () => {
    expect(said(running({ env: [{ name: 'A' }, { name: 'A' }] }))).toEqual([expect.stringMatching(/^warning: .* the last one counts/)]);
  });
});

describe('a kind', () => {
  const of = (apiVersion: string, kind: string): Manifest => ({ apiVersion, kind, metadata: { name: 'a' } });

  test.each<[string, Manifest]>([
    [
      'PodDisruptionBudget a: policy/v1beta1 is no longer served as of Kubernetes 1.25; use policy/v1',
      of('policy/v1beta1', 'PodDisruptionBudget'),
    ],
    [
      'HorizontalPodAutoscaler a: autoscaling/v2beta2 is no longer served as of Kubernetes 1.26; use autoscaling/v2',
      of('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
    ],
    ['PodSecurityPolicy a: policy/v1beta1 is no longer served as of Kubernetes 1.25; remove it', of('policy/v1beta1', 'PodSecurityPolicy')],
    ['Deploymnet a: apps/v1 has no kind Deploymnet; use kind: Deployment', of('apps/v1', 'Deploymnet')],
    ['Deployment a: v1 has no kind Deployment; use apiVersion: apps/v1', of('v1', 'Deployment')],
  ])('%s', (text, object) => expect(said(object)).toEqual([`error: ${text}`]));

  test('is served by a Kubernetes that is old enough', () => {
    const budget = placed(of('policy/v1beta1', 'PodDisruptionBudget'));
    expect(checkShape([budget], { version: '1.24.17' })).toMatchObject({ findings: [], notJudged: [expect.stringMatching(/policy/)] });
    expect(checkShape([budget], { version: '1.25' }).findings).toHaveLength(1);
  });

  test('without a schema is listed once', () => {
    const monitors = ['a', 'b'].map((name) => placed({ ...of('monitoring.coreos.com/v1', 'ServiceMonitor'), metadata: { name } }));
    expect(checkShape([...monitors, placed(workload(pod))])).toEqual({
      findings: [],
      judged: 1,
      notJudged: ['kind monitoring.coreos.com/ServiceMonitor, which has no schema'],
    });
  });
});

describe('the same object twice', () => {
  const config = configMap({ name: 'tempo' });

  test('is an error that names both places', () => {
    const elsewhere = placed(config, { place: { file: 'dist/lab/applications.k8s.yaml', name: 'lab-tempo' } });
    const lines = (...objects: Placed[]) =>
      checkShape(objects, { isOurs: true }).findings.map((finding) => `${finding.severity}: ${lineOf(finding)}`);
    expect(lines(elsewhere, placed(config))).toEqual([
      'error: dist/lab/tempo.k8s.yaml: ConfigMap tempo (namespace lab): already defined in dist/lab/applications.k8s.yaml lab-tempo; rename or remove one of them',
    ]);
    expect(lines(placed(config), placed(config))).toEqual([
      'error: dist/lab/tempo.k8s.yaml: ConfigMap tempo (namespace lab): defined twice here; rename or remove one of them',
    ]);
  });

  test('is a finding about the file if two Applications sync it', () => {
    const [first, second] = ['tempo', 'tracing'].map((application) => ({ application }));
    const other = configMap({ name: 'other' });
    const twice = [placed(config, first), placed(other, first), placed(config, second), placed(other, second)];

    expect(found(twice).map(lineOf)).toEqual([
      'dist/lab/tempo.k8s.yaml: is synced by both tempo and tracing; exclude it from one of them with directory.include',
    ]);
  });

  test('is allowed in two namespaces, unless it is cluster-scoped', () => {
    expect(said(config, placed(config, { namespace: 'other' }))).toEqual([]);
    expect(said(clusterRole('tempo'), placed(clusterRole('tempo'), { namespace: 'other' }))).toHaveLength(1);
  });

  test('is a note if a chart contains a CustomResourceDefinition twice', () => {
    const definition = placed(
      { apiVersion: 'apiextensions.k8s.io/v1beta2', kind: 'CustomResourceDefinition', metadata: { name: 'gateways.example.com' } },
      { rendered: true },
    );
    expect(said(definition, definition)).toEqual([
      'note: CustomResourceDefinition gateways.example.com: defined twice by the chart; Argo CD applies one of them',
    ]);
  });

  test('may be a hook', () => {
    expect(said(config, configMap({ name: 'tempo', annotations: { 'helm.sh/hook': 'pre-install' } }))).toEqual([]);
  });
});

test('a StatefulSet with a long name makes no pods, which no API server says', () => {
  const named = (length: number) => placed({ ...withClaim(pod), metadata: { name: 'a'.repeat(length) } });
  const said = (length: number) => checkShape([named(length)], { isOurs: true }).findings.map(sentence);

  expect(said(52)).toEqual([]);
  expect(said(53)).toEqual([
    `StatefulSet ${'a'.repeat(53)}: metadata.name has 53 characters, but with more than 52 the label controller-revision-hash of its pods is too long, so none is created; use a shorter name`,
  ]);
});
