/** Where an Application deploys to: its cluster and its namespaces. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { applicationOf } from '../../read/applications';
import type { World } from '../../stack';
import { argocd } from './argocd';

const NAMESPACE = '---\n{apiVersion: v1, kind: Namespace, metadata: {name: tracing}}\n';
const CHART = (more = '') =>
  `---\n{apiVersion: helm.cattle.io/v1, kind: HelmChart, metadata: {name: tempo, namespace: kube-system}, spec: {chart: tempo, targetNamespace: tracing${more}}}\n`;

async function said(manifests: string, destination: object, part: Partial<World> = {}): Promise<string[]> {
  const { world, ...surroundings } = worldOf(manifests);
  const manifest = {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'tempo', namespace: 'argocd' } },
    spec: { project: 'default', destination, source: { repoURL: 'https://git.example.org/a.git', path: 'a' } },
  };
  const applications = [applicationOf({ object: manifest, place: { file: 'a.yaml' } })];
  const objects = world.objects.map((placed) => ({ ...placed, application: 'tempo' }));
  const context = { world: { ...world, isOurs: false, ...part, objects, applications }, ...surroundings, templates: undefined as never };
  const { findings } = await argocd.run(context);
  return grouped(findings).map((finding) => `${finding.severity}: ${sentence(finding)}`);
}

const SERVER = 'https://kubernetes.default.svc';

test('an empty name or server is the same as none', async () => {
  expect(await said('', { server: SERVER, name: '' })).toEqual([]);
  expect(await said('', { server: '', name: 'in-cluster' })).toEqual([]);
  expect(await said('', { server: SERVER, name: 'in-cluster' })).toEqual([
    'error: has both server and name (in-cluster) in its destination, which Argo CD refuses; remove one of them',
  ]);
});

test('the namespace of a release of k3s must exist, unless k3s creates it', async () => {
  const missing = 'deploys pods to namespace tracing, which is not among these manifests; add it unless it exists';
  expect(await said(CHART(), { server: SERVER })).toEqual([`note: ${missing}`]);
  expect(await said(CHART(), { server: SERVER }, { isOurs: true })).toContain(
    'error: deploys pods to namespace tracing, which does not exist; add a Namespace to its manifests',
  );
  expect(await said(CHART() + NAMESPACE, { server: SERVER })).toEqual([]);
  expect(await said(CHART(', createNamespace: true'), { server: SERVER })).toEqual([]);
});
