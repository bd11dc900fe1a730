/** What Argo CD reads and creates, in handwritten manifests. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { Application, Manifest, Placed } from '../../stack';
import { checkDifferences } from './differences';
import { lateJobs } from './order';
import { checkSettings } from './settings';
import { checkSources } from './sources';

const application = (of: Partial<Application> & { spec?: object; metadata?: object; apiVersion?: string } = {}): Application => {
  const { spec = {}, metadata = {}, apiVersion = 'argoproj.io/v1alpha1', ...more } = of;
  return {
    ...{ name: 'shop', project: 'shop', destination: { namespace: 'shop', server: 'https://kubernetes.default.svc' } },
    sources: [{ repository: 'r', chart: 'tempo', revision: '1.0.0', helm: { namespace: 'shop' } }],
    syncOptions: [],
    manifest: { apiVersion, kind: 'Application', metadata: { name: 'shop', ...metadata } as Manifest['metadata'], spec },
    place: { file: 'applications.yaml', name: 'shop' },
    ...more,
  };
};
const sources = (of: Parameters<typeof application>[0], isOurs = true) =>
  checkSources(application(of), { isOurs, projects: [] }).map(sentence);
const CHART = { repository: 'r', chart: 'tempo', revision: '1.0.0' };

test('an Application with pinned charts passes', () => {
  expect(sources({})).toEqual([]);
  expect(sources({ sources: [{ ...CHART, chart: undefined, path: 'a', revision: '' }] })).toEqual([]);
  expect(sources({ sources: [{ ...CHART, revision: '' }] }, false)).toEqual([]);
  expect(sources({ apiVersion: 'app.k8s.io/v1beta1' }, false)).toEqual([]);
});

test.each([
  [{ apiVersion: 'argoproj.io/v1' }, 'has apiVersion argoproj.io/v1, which has no Application; use argoproj.io/v1alpha1'],
  [{ sources: [{ ...CHART, revision: '' }] }, 'names no version of chart tempo'],
  [
    { sources: [{ ...CHART, helm: { namespace: 'other' } }] },
    'is rendered for namespace other (helm.namespace), but its destination is shop',
  ],
  [{ spec: { sourceHydrator: {} } }, 'has sourceHydrator, with which Argo CD does not read its sources'],
])('an Application with %j is an error', (of, text) => {
  expect(sources(of)).toEqual([expect.stringContaining(text)]);
});

test('syncs are retried, and deleting the root deletes nothing', () => {
  const FINALIZERS = { finalizers: ['resources-finalizer.argocd.argoproj.io'] };
  const settings = (of: Parameters<typeof application>[0]) => checkSettings(application(of), worldOf('').world).map(sentence);
  const retry = (policy: object) => settings({ metadata: FINALIZERS, spec: { syncPolicy: { automated: {}, ...policy } } });
  const root = { sources: [{ ...CHART, chart: undefined, path: 'dist', directory: { include: 'applications.k8s.yaml' } }] };

  expect(retry({})).toEqual([]);
  expect(retry({ retry: { limit: -1, backoff: { duration: '10s' } } })).toEqual([]);
  expect(retry({ retry: { backoff: { duration: '10s' } } })).toEqual([expect.stringContaining('syncPolicy.retry.limit is 0')]);
  expect(settings(root)).toEqual([]);
  expect(settings({ ...root, metadata: FINALIZERS })).toEqual([expect.stringContaining('deleting it deletes the whole stack')]);
});

const placed = (kind: string, annotations: object, more: object = {}): Placed => ({
  object: { apiVersion: 'apps/v1', kind, metadata: { name: 'a', annotations: annotations as Record<string, string> }, ...more },
  ...{ place: { file: 'f' }, application: 'shop' },
});

test('what cert-manager writes is ignored by an entry for its group, kind and field', () => {
  const webhook = placed('MutatingWebhookConfiguration', { 'cert-manager.io/inject-ca-from': 'a/b' });
  const differences = (entry: object) => checkDifferences(application({ spec: { ignoreDifferences: [entry] } }), [webhook]).map(sentence);
  const ENTRY = { group: 'apps', kind: 'MutatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] };

  expect(differences(ENTRY)).toEqual([]);
  expect(
    differences({ ...ENTRY, group: '*', name: 'a', jqPathExpressions: undefined, jsonPointers: ['/webhooks/0/clientConfig/caBundle'] }),
  ).toEqual([]);
  for (const wrong of [{ group: '' }, { kind: '' }, { name: 'b' }])
    expect(differences({ ...ENTRY, ...wrong })).toEqual([expect.stringContaining('Argo CD takes for a difference')]);
  expect(differences({ ...ENTRY, jqPathExpressions: ['.webhooks[]?.clentConfig.caBundle'] })).toHaveLength(2);
});

test('a Job is not created after workloads that need it', () => {
  const job = (wave: string) => placed('Job', { 'argocd.argoproj.io/sync-wave': wave });
  const late = (wave: string) => lateJobs(application(), [placed('Deployment', {}), job(wave)]).map(sentence);

  expect(late('0')).toEqual([]);
  expect(late('-1')).toEqual([]);
  expect(late('1')).toEqual([expect.stringContaining('Job a: is created in Sync, wave 1, after Deployment a is healthy')]);
});

test('a repository is written as in the project', () => {
  const project = (repository: string): Placed => ({
    ...placed('AppProject', {}, { spec: { sourceRepos: [repository] } }),
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'shop' }, spec: { sourceRepos: [repository] } },
  });
  const read = (repository: string) => checkSources(application(), { isOurs: true, projects: [project(repository)] }).map(sentence);

  expect(read('r')).toEqual([]);
  expect(read('*')).toEqual([]);
  expect(read('R')).toEqual([expect.stringContaining('reads r, and its project has R in sourceRepos')]);
});

test('a finalizer of an unknown name stays forever, except that of another controller', () => {
  const settings = (finalizer: string, isOurs = true) =>
    checkSettings(application({ metadata: { finalizers: [finalizer] } }), { ...worldOf('').world, isOurs }).map(sentence);

  expect(settings('foregroundDeletion', false)).toEqual([]);
  expect(settings('other')).toContainEqual(expect.stringContaining('has finalizer other, which Argo CD never removes'));
});
