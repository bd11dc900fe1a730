/** What keeps Argo CD from syncing, in handwritten manifests: windows, annotations, options and settings. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { Application, Manifest, Placed, World } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';
import { checkDifferences } from './differences';
import { checkObjects } from './objects';
import { lateNamespaces } from './order';
import { checkSettings } from './settings';
import { checkProjects } from './windows';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const AUTOMATED = { automated: { prune: true, selfHeal: true } };
const application = ({
  metadata = {},
  spec = {},
  ...more
}: Partial<Application> & { metadata?: object; spec?: object } = {}): Application => ({
  ...{ name: 'shop', project: 'shop', destination: { namespace: 'shop', server: 'https://kubernetes.default.svc' } },
  sources: [{ repository: 'https://git.example.org/a.git', revision: 'HEAD', path: 'a' }],
  syncOptions: [],
  manifest: {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
    metadata: { name: 'shop', namespace: 'argocd', finalizers: [FINALIZER], ...metadata } as Manifest['metadata'],
    spec: { syncPolicy: AUTOMATED, ...spec },
  },
  place: { file: 'applications.yaml', name: 'shop' },
  ...more,
});

const GITOPS = { repository: 'https://git.example.org/a.git', revision: 'HEAD', namespace: 'argocd', isAutomated: true };
const world = (part: Partial<World> = {}): World => ({
  ...worldOf('').world,
  ...{ objects: [], declared: { ...NOTHING_DECLARED, gitops: GITOPS } },
  ...part,
});
const said = (findings: ReturnType<typeof checkProjects>) => findings.map((found) => `${found.severity}: ${sentence(found)}`);

const windows = (window: object, isOurs = true) => {
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'shop' }, spec: { syncWindows: [window] } };
  return said(checkProjects(world({ isOurs, projects: [{ object, place: { file: 'p' } }], applications: [application()] })));
};
const DENY = { kind: 'deny', schedule: '0 0 * * *', duration: '24h', applications: ['*'] };

test.each([
  ['a window for other Applications', { ...DENY, applications: ['other-*'] }],
  ['a window for nothing', { ...DENY, applications: [] }],
  ['a window that needs both', { ...DENY, namespaces: ['other'], andOperator: true }],
  ['a window that always allows', { ...DENY, kind: 'allow' }],
])('%s is not reported', (_what, window) => {
  expect(windows(window)).toEqual([]);
});

test('a window that denies is an error, one that limits a warning, and those of others are theirs', () => {
  expect(windows(DENY)).toEqual([expect.stringContaining('error: its sync window of kind deny (0 0 * * *, for 24h) keeps Argo CD from')]);
  expect(windows({ ...DENY, applications: [], namespaces: ['sh*'] })).toHaveLength(1);
  expect(windows({ ...DENY, kind: 'allow', duration: '1h' })).toEqual([expect.stringMatching(/^warning: .* at other times/)]);
  expect(windows({ ...DENY, duration: '1h' }, false)).toEqual([]);
  expect(windows(DENY, false)).toEqual([expect.stringMatching(/^warning: /)]);
  expect(windows({ ...DENY, duration: '1d' })).toEqual([expect.stringContaining('error: its sync window 1 has no valid duration')]);
  expect(windows({ ...DENY, kind: 'block' }, false)).toEqual([expect.stringContaining('error: its sync window 1 has kind block')]);
});

const placed = (kind: string, annotations: object, more: Partial<Placed> = {}): Placed => ({
  object: { apiVersion: 'v1', kind, metadata: { name: 'a', annotations: annotations as Record<string, string> } },
  ...{ place: { file: 'f' }, application: 'shop' },
  ...more,
});
const objects = (kind: string, annotations: object, isOurs = true) =>
  said(checkObjects(world({ isOurs, objects: [placed(kind, annotations)] })));
const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false, Delete=confirm' };
const HOOK = 'argocd.argoproj.io/hook';

test.each([
  ['Namespace', { ...KEEP, 'argocd.argoproj.io/sync-wave': '-3', 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' }],
  ['Job', { [HOOK]: 'Sync', [`${HOOK}-delete-policy`]: 'BeforeHookCreation' }],
  ['Secret', { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true,SomethingNew=true', 'example.org/hook': 'x' }],
])('%s with %j is not reported', (kind, annotations) => {
  expect(objects(kind, annotations)).toEqual([]);
});

test.each([
  ['Secret', { [HOOK]: 'PreSync' }, 'is a hook (PreSync), which Argo CD deletes and creates again at every sync'],
  ['PersistentVolumeClaim', { [HOOK]: 'Skip' }, 'is a hook of type Skip, which Argo CD never applies'],
  ['Job', { [HOOK]: 'PostSync' }, 'is a hook (PostSync), which does not run together with what needs it'],
  ['Secret', { 'helm.sh/hook': 'pre-install' }, 'remove helm.sh/hook'],
  ['Namespace', {}, 'lacks Prune=false and Delete=false, so Argo CD deletes everything in it with the Application'],
  ['Secret', { 'argocd.argoproj.io/sync-options': 'Prune=flase' }, 'sync option Prune=flase is unknown to Argo CD; use Prune=false'],
  ['Secret', { 'argocd.argoproj.io/sync-options': 'Replace=true' }, 'sync option Replace=true replaces objects'],
  ['Secret', { 'argocd.argoproj.io/sync-waves': '1' }, 'is unknown to Argo CD; use argocd.argoproj.io/sync-wave'],
  ['Secret', { 'argoproj.io/sync-wave': '1' }, 'is unknown to Argo CD; use argocd.argoproj.io/sync-wave'],
  ['Secret', { 'argocd.argoproj.io/sync-wave': 'first' }, 'sync wave "first" is not a whole number, so Argo CD uses 0'],
])('%s with %j is an error', (kind, annotations, text) => {
  expect(objects(kind, annotations)).toEqual([expect.stringContaining(text)]);
});

test('a hook of other authors is a finding only where data is lost', () => {
  expect(objects('Secret', { [HOOK]: 'PreSync' }, false)).toEqual([]);
  expect(objects('Namespace', { [HOOK]: 'PreSync', [`${HOOK}-delete-policy`]: 'HookFailed' }, false)).toEqual([]);
  expect(objects('Namespace', { [HOOK]: 'PreSync' }, false)).toEqual([expect.stringMatching(/^warning: /)]);
});

const settings = (of: Parameters<typeof application>[0], part: Partial<World> = {}) => said(checkSettings(application(of), world(part)));

test('an Application as in the cluster file passes, and so do more annotations', () => {
  expect(settings({ metadata: { annotations: { 'argocd.argoproj.io/skip-reconcile': 'false', team: 'a' } } })).toEqual([]);
  expect(
    settings({ spec: { syncPolicy: { ...AUTOMATED, retry: { limit: -1, backoff: { duration: '10', maxDuration: '1h' } } } } }),
  ).toEqual([]);
  expect(settings({ sources: [{ repository: 'r', revision: '', path: 'a', helm: { releaseName: 'a' }, directory: {} }] })).toEqual([]);
  expect(settings({ metadata: { namespace: 'apps', finalizers: [] }, spec: { syncPolicy: {} } }, { isOurs: false })).toEqual([]);
});

test.each<[Parameters<typeof application>[0], string]>([
  [{ metadata: { annotations: { 'argocd.argoproj.io/skip-reconcile': 'true' } } }, 'skip-reconcile makes Argo CD ignore it'],
  [{ metadata: { namespace: 'shop' } }, 'is in namespace shop, but Argo CD reads namespace argocd (gitops.namespace); use argocd'],
  [{ metadata: { finalizers: [] } }, `has no finalizer, so what it has installed stays when it is deleted; add ${FINALIZER}`],
  [{ metadata: { finalizers: [FINALIZER, 'resources-finaliser.argocd.argoproj.io'] } }, 'which Argo CD never removes'],
  [{ spec: { syncPolicy: {} } }, 'is not synced automatically, but gitops.sync of the cluster file is automated'],
  [{ spec: { syncPolicy: { automated: { ...AUTOMATED.automated, enabled: false } } } }, 'is not synced automatically'],
  [{ spec: { syncPolicy: { automated: { prune: true } } } }, 'is synced without selfHeal'],
  [
    { spec: { syncPolicy: { ...AUTOMATED, retry: { limit: 5, backoff: { duration: 'ten' } } } } },
    'backoff.duration is ten, which is not a duration',
  ],
  [{ spec: { syncPolicy: { ...AUTOMATED, retry: { limit: 0 } } } }, 'syncPolicy.retry.limit is 0, so no sync is retried'],
  [
    { sources: [{ repository: 'r', revision: '', path: 'a', helm: { releaseName: 'a' }, directory: { recurse: true } }] },
    'has settings of helm and directory',
  ],
  [{ syncOptions: ['FailOnSharedResources=true'] }, 'is unknown to Argo CD; use FailOnSharedResource=true'],
])('an Application with %j is an error', (of, text) => {
  expect(settings(of)).toEqual([expect.stringContaining(text)]);
});

const WEBHOOK = placed('MutatingWebhookConfiguration', { 'cert-manager.io/inject-ca-from': 'a/b' });
const CA_BUNDLE = { group: '', kind: 'MutatingWebhookConfiguration', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] };
const differences = (...ignoreDifferences: object[]) =>
  said(checkDifferences(application({ spec: { ignoreDifferences } }), [WEBHOOK, placed('Secret', {})]));

test('only the differences that a controller makes are ignored', () => {
  expect(differences(CA_BUNDLE)).toEqual([]);
  expect(differences(CA_BUNDLE, { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] })).toEqual([]);
  expect(differences()).toEqual([expect.stringContaining('cert-manager writes its caBundle, which Argo CD takes for a difference')]);
  expect(differences(CA_BUNDLE, { kind: 'Secret', jsonPointers: ['/data'] })).toEqual([
    'error: ignores differences in /data of Secret a, so a change of it is not synced; remove it from ignoreDifferences',
  ]);
});

test('a Namespace is created before what is in it', () => {
  const namespace = (wave: string) => placed('Namespace', { 'argocd.argoproj.io/sync-wave': wave });
  const chart = placed('HelmChart', {});
  const into: Placed = { ...chart, object: { ...chart.object, spec: { targetNamespace: 'a' } } };
  const late = (wave: string, content: Placed) => said(lateNamespaces(application(), [namespace(wave), content]));

  expect(late('0', into)).toEqual([]);
  expect(late('5', into)).toEqual([
    expect.stringContaining('error: Namespace a: is created in Sync, wave 5, but HelmChart a installs into it'),
  ]);
  expect(late('5', placed('Secret', {}, { namespace: 'a' }))).toEqual([
    expect.stringMatching(/^warning: .* but Secret a in it is created/),
  ]);
});

test('an Application of the output has the name of its project', () => {
  const settings = (more: Partial<Application>, isOurs = true) => said(checkSettings(application(more), world({ isOurs })));
  expect(settings({ project: 'shop' })).toEqual([]);
  expect(settings({ project: 'other' }, false)).toEqual([]);
  expect(settings({ project: 'other' })).toEqual([expect.stringMatching(/^warning: .*is named shop, unlike its project other/)]);
  expect(settings({ project: 'other', place: { file: 'dist/shop/fleet.json' } })).toEqual([]);
  const declared = { ...NOTHING_DECLARED, hasOwnNames: true as const };
  expect(said(checkSettings(application({ project: 'other' }), world({ declared })))).toEqual([]);
});

test('the pauses between retries do not become shorter', () => {
  const retry = (factor: number, isOurs = true) => {
    const syncPolicy = { ...AUTOMATED, retry: { limit: 5, backoff: { factor } } };
    return said(checkSettings(application({ spec: { syncPolicy } }), world({ isOurs })));
  };
  expect(retry(1)).toEqual([]);
  expect(retry(0, false)).toEqual([]);
  expect(retry(0)).toEqual([expect.stringContaining('syncPolicy.retry.backoff.factor is 0')]);
});

test('the Namespace of the demo is protected too', () => {
  const object = (annotation: string): Placed => ({
    object: {
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: 'emojivoto', annotations: { 'argocd.argoproj.io/sync-options': annotation } },
    },
    ...{ place: { file: 'applications.yaml' }, rendered: true, application: 'shop' },
  });
  expect(said(checkObjects(world({ objects: [object('Prune=false,Delete=false')] })))).toEqual([]);
  expect(said(checkObjects(world({ objects: [object('Prune=false')] })))).toEqual([expect.stringContaining('lacks Delete=false')]);
});
