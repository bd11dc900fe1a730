import { alarmsOf, type ClusterParts, changeOf, clusterOf, commandsOf, stepsOf } from '../../../test/changed';

const change = (before: ClusterParts, after: ClusterParts) => changeOf([clusterOf(before)], [clusterOf(after)]);

test('the root that an ApplicationSet takes over is not deleted', () => {
  const found = change({}, { fleet: '' });

  expect(alarmsOf(found)).toEqual([]);
  expect(stepsOf(found)).toHaveLength(6);
  expect(stepsOf(found)[0]).toContain('an ApplicationSet takes over Application home-tracing by its name, and nothing is deleted');
  expect(commandsOf(found, 'change/fleet')).toEqual([
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
    'kubectl apply -f dist/fleet.k8s.yaml',
    'kubectl -n argocd annotate applicationset tracing-fleet argocd.argoproj.io/application-set-refresh=true --overwrite',
    '# after the Application has its new project:',
    'kubectl -n argocd delete appproject home-tracing',
  ]);
});

test('an AppProject that exists has other Applications too, and stays, whatever leaves it', () => {
  const [gitops, rest] = ['project: platform', 'emojivoto: {}'];

  expect(commandsOf(change({ gitops }, { gitops, fleet: '' }), 'change/fleet')).toEqual(['kubectl apply -f dist/fleet.k8s.yaml']);
  expect(commandsOf(change({ gitops, rest }, { gitops }), 'change/retire')).toEqual([
    '# after Argo CD has deleted it:',
    'kubectl annotate namespace emojivoto argocd.argoproj.io/tracking-id-',
    'kubectl label namespace emojivoto app.kubernetes.io/instance-',
  ]);
  const existing = `${rest}\nnamespaces: { existing: [emojivoto] }`;
  expect(stepsOf(change({ gitops, rest: existing }, { gitops })).join('\n')).toContain(
    'deletes Application home-tracing-emojivoto with its objects; after that, nothing is left',
  );
  const left = changeOf([clusterOf({ gitops }), clusterOf({ name: 'lab' })], [clusterOf({ name: 'lab' })]);
  expect(commandsOf(left, 'change/retire').join('\n')).not.toContain('appproject');
});

test('the AppProject of all components stays when one of them leaves', () => {
  const gitops = 'names: {project: "{cluster}-stack"}';
  const found = change({ gitops, rest: 'emojivoto: {}' }, { gitops });

  expect(commandsOf(found, 'change/retire').join('\n')).not.toContain('appproject');
});

test('on the way back, the ApplicationSet goes before the root is applied', () => {
  expect(commandsOf(change({ fleet: '' }, {}), 'change/fleet')).toEqual([
    'kubectl -n argocd delete applicationset tracing-fleet --cascade=orphan --ignore-not-found',
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
    '# Argo CD keeps this project until no Application has it:',
    'kubectl -n argocd delete appproject tracing-fleet --wait=false --ignore-not-found',
  ]);
});

test('an ApplicationSet with another name takes the Applications over when the old one is gone', () => {
  const found = change({ fleet: '' }, { fleet: 'name: stacks' });

  expect(alarmsOf(found)).toEqual([]);
  expect(stepsOf(found)[0]).toContain(
    'ApplicationSet stacks replaces tracing-fleet, and cannot take over its Applications while it exists',
  );
  expect(commandsOf(found, 'change/fleet')).toEqual([
    'kubectl -n argocd delete applicationset tracing-fleet --cascade=orphan --ignore-not-found',
    'kubectl apply -f dist/fleet.k8s.yaml',
    '# Argo CD keeps this project until no Application has it:',
    'kubectl -n argocd delete appproject tracing-fleet --wait=false --ignore-not-found',
  ]);
});

describe('in another namespace, no ApplicationSet takes over the Applications', () => {
  const MOVED = 'namespace: gitops';
  const DELETED = [
    'kubectl -n argocd delete application home-tracing',
    `kubectl -n argocd patch application home-tracing-tempo --type merge -p '{"metadata":{"finalizers":null}}'`,
    'kubectl -n argocd delete application home-tracing-tempo',
  ];
  const SET_DELETED = 'kubectl -n argocd delete applicationset tracing-fleet --cascade=orphan --ignore-not-found';
  const PROJECT_DELETED = [
    '# Argo CD keeps this project until no Application has it:',
    'kubectl -n argocd delete appproject tracing-fleet --wait=false --ignore-not-found',
  ];

  test.each(['', 'name: stacks\n'])('the old one goes first, and then what it has made: %j', (name) => {
    const found = change({ fleet: '' }, { fleet: name + MOVED, gitops: MOVED });

    expect(alarmsOf(found)).toEqual([
      expect.stringContaining('change/moved gitops.namespace: moves the Applications from namespace argocd'),
    ]);
    expect(commandsOf(found, 'change/moved').slice(1)).toEqual([SET_DELETED, ...DELETED]);
    expect(stepsOf(found).join('\n')).toContain('an ApplicationSet makes the root Applications in namespace gitops');
    expect(stepsOf(found).join('\n')).not.toMatch(/take over|takes over/);
    expect(commandsOf(found, 'change/bootstrap')).toEqual(['kubectl apply -f dist/home/bootstrap.k8s.yaml']);
    expect(commandsOf(found, 'change/fleet')).toEqual(['kubectl apply -f dist/fleet.k8s.yaml', ...PROJECT_DELETED]);
    expect(commandsOf(found, 'change/retire').slice(1)).toEqual(['kubectl -n argocd delete appproject home-tracing-tempo']);
  });

  test('a fleet that begins there does not take over the root', () => {
    const found = change({}, { fleet: MOVED, gitops: MOVED });

    expect(commandsOf(found, 'change/moved').slice(1)).toEqual(DELETED);
    expect(stepsOf(found).join('\n')).not.toContain('takes over');
    expect(commandsOf(found, 'change/fleet')).toEqual(['kubectl apply -f dist/fleet.k8s.yaml']);
    expect(commandsOf(found, 'change/retire').slice(1)).toEqual(['kubectl -n argocd delete appproject home-tracing-tempo home-tracing']);
  });

  test('a fleet that ends leaves only its project', () => {
    const found = change({ fleet: '' }, { gitops: MOVED });

    expect(commandsOf(found, 'change/moved').slice(1)).toEqual([SET_DELETED, ...DELETED]);
    expect(commandsOf(found, 'change/bootstrap')).toEqual(['kubectl apply -f dist/home/bootstrap.k8s.yaml']);
    expect(commandsOf(found, 'change/fleet')).toEqual(PROJECT_DELETED);
  });
});

test('with the last cluster, the ApplicationSet and its project go too', () => {
  expect(commandsOf(changeOf([clusterOf({ fleet: '' })], []), 'change/retire').slice(0, 6)).toEqual([
    'kubectl -n argocd delete applicationset tracing-fleet --cascade=orphan --ignore-not-found',
    'kubectl -n argocd delete application home-tracing',
    'kubectl -n argocd delete application home-tracing-tempo',
    'kubectl -n argocd delete appproject home-tracing-tempo',
    '# Argo CD keeps this project until no Application has it:',
    'kubectl -n argocd delete appproject tracing-fleet --wait=false --ignore-not-found',
  ]);
});

test('a promotion needs no administrator', () => {
  const [promotion] = change({ fleet: '' }, { fleet: '', gitops: 'revision: v2' });
  expect(promotion?.findings.map(({ rule }) => rule)).toEqual(['change/source']);
  expect(commandsOf(change({}, { gitops: 'revision: v2' }), 'change/bootstrap')).toEqual(['kubectl apply -f dist/home/bootstrap.k8s.yaml']);
});

test('another ApplicationSet is applied by an administrator', () => {
  expect(commandsOf(change({ fleet: '' }, { fleet: 'revision: main' }), 'change/fleet')).toEqual(['kubectl apply -f dist/fleet.k8s.yaml']);
});

test('a cluster that leaves the fleet keeps the project of the others', () => {
  const other = { name: 'x', storage: '{ bucket: b-x, endpoint: x.example.org }', fleet: '' };
  const found = changeOf([clusterOf({ fleet: '' }), clusterOf(other)], [clusterOf(other)]);

  expect(commandsOf(found, 'change/retire').slice(0, 5)).toEqual([
    '# after the merge, which the ApplicationSet must read first, or it makes the Application again:',
    'kubectl -n argocd annotate applicationset tracing-fleet argocd.argoproj.io/application-set-refresh=true --overwrite',
    'kubectl -n argocd delete application home-tracing',
    'kubectl -n argocd delete application home-tracing-tempo',
    'kubectl -n argocd delete appproject home-tracing-tempo',
  ]);
});
