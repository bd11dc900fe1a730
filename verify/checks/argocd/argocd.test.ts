/** Order and permissions, in handwritten manifests. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { Application, Placed } from '../../stack';
import { Lookup } from '../../world/lookup';
import { lateDependencies } from './order';
import { permissions } from './permissions';

const APPLICATION: Application = {
  name: 'shop',
  project: 'shop',
  destination: { namespace: 'shop', server: 'https://kubernetes.default.svc' },
  sources: ['a', 'a', 'b'].map((name) => ({ repository: `https://git.example.org/${name}.git`, revision: 'HEAD' })),
  syncOptions: [],
  manifest: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'shop' } },
  place: { file: 'applications.yaml', name: 'shop' },
};

const project = (spec: object): Placed => ({
  object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'shop' }, spec },
  place: { file: 'bootstrap.yaml', name: 'shop' },
});
const OPEN = { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }], clusterResourceWhitelist: [{ group: '*', kind: '*' }] };

const DEPLOYMENTS = worldOf(
  ['web', 'emoji']
    .map((name) => `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}, namespace: ${name}}, spec: {}}\n`)
    .join('---\n'),
).world.objects;

const said = (spec: object, application = APPLICATION, isMade = true) =>
  permissions(application, project({ ...OPEN, ...spec }), DEPLOYMENTS, isMade).map((found) => `${found.place.file}: ${sentence(found)}`);

test('a project that permits everything passes', () => {
  expect(said({})).toEqual([]);
});

test.each<[string, object, string[]]>([
  [
    'a repository, each once',
    { sourceRepos: ['*', '!https://git.example.org/A'] },
    ['applications.yaml: reads https://git.example.org/a.git, which project shop does not permit; add it to sourceRepos'],
  ],
  [
    'a namespace',
    {
      destinations: [
        { server: '*', namespace: 'shop' },
        { server: '*', namespace: 'web' },
      ],
    },
    ['applications.yaml: Deployment emoji: is deployed to namespace emoji, which project shop does not permit; add it to destinations'],
  ],
  [
    'a destination',
    { destinations: [{ name: 'east', namespace: '*' }] },
    [
      'applications.yaml: deploys to namespace shop of https://kubernetes.default.svc, which project shop does not permit; add it to destinations',
      'applications.yaml: Deployment web: is deployed to namespace web, which project shop does not permit; add it to destinations',
      'applications.yaml: Deployment emoji: is deployed to namespace emoji, which project shop does not permit; add it to destinations',
    ],
  ],
  [
    'a kind',
    { namespaceResourceBlacklist: [{ group: 'apps', kind: 'Deployment', name: 'web' }] },
    [
      'applications.yaml: Deployment web: project shop does not permit apps/Deployment; add it to namespaceResourceWhitelist, by gitops.permit if you asked for it',
    ],
  ],
  [
    'a kind that it misspells, once however many objects are of it',
    { namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deploymnet' }] },
    ['bootstrap.yaml: permits kind Deploymnet, which does not exist; use Deployment'],
  ],
])('a project may not permit %s', (_what, spec, expected) => {
  expect(said(spec)).toEqual(expected);
});

test('the cluster file cannot permit a kind in a project that somebody else makes', () => {
  const spec = { namespaceResourceBlacklist: [{ group: 'apps', kind: 'Deployment', name: 'web' }] };

  expect(said(spec, APPLICATION, false)).toEqual([
    'applications.yaml: Deployment web: project shop does not permit apps/Deployment; add it to namespaceResourceWhitelist',
  ]);
});

test('an Application has a name', () => {
  expect(said({}, { ...APPLICATION, name: '' })).toEqual(['applications.yaml: has no name; add one']);
});

test('an entry that starts with ! denies what it names', () => {
  const all = { server: '*', namespace: '*' };
  const denied = (destination: object) => said({ destinations: [all, destination] }).length > 0;

  expect(denied({ server: '*', namespace: '!shop' })).toBe(true);
  expect(denied({ server: '!https://kubernetes.default.svc', namespace: '*' })).toBe(true);
  expect(denied({ server: '*', namespace: '!kube-system' })).toBe(false);
  expect(denied({ server: 'https://other.example.org', namespace: '!shop' })).toBe(false);
});

test('a cluster can be permitted by its name', () => {
  const application = { ...APPLICATION, destination: { namespace: 'shop', name: 'edge' } };

  expect(said({ destinations: [{ name: 'edge', namespace: '*' }] }, application)).toEqual([]);
  expect(said({ destinations: [{ name: 'home', namespace: '*' }] }, application)[0]).toContain('deploys to namespace shop of edge,');
});

const lateIn = (secret: string, isOurs: boolean) => {
  const pod = (name: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: ${name}
          env:
            - {name: A, valueFrom: {secretKeyRef: {name: key, key: a}}}
            - {name: B, valueFrom: {secretKeyRef: {name: key, key: b}}}
            - {name: C, valueFrom: {secretKeyRef: {name: other, key: c, optional: true}}}
`;
  const { world } = worldOf(secret + pod('web') + pod('emoji'), { isOurs });
  const objects = world.objects.map((placed) => ({ ...placed, application: 'shop' }));
  const synced = { ...world, objects };
  const lookup = new Lookup(synced);
  return grouped(lateDependencies(APPLICATION, objects, synced, lookup)).map(
    (found) => `${found.severity} (${found.count}): ${sentence(found)}`,
  );
};
const secret = (wave: number) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: shop, annotations: {argocd.argoproj.io/sync-wave: '${wave}'}}\n`;

test('everything that pods read is created before them', () => {
  expect(lateIn(secret(0), true)).toEqual([]);
  expect(lateIn(secret(1), true)).toEqual([
    'error (2): Deployment web (also Deployment emoji): reads Secret key in Sync, wave 0, but it is created too late (Sync, wave 1); give that a lower argocd.argoproj.io/sync-wave',
  ]);
  expect(lateIn(secret(1), false)).toEqual([expect.stringMatching(/^warning \(2\): /)]);
});
