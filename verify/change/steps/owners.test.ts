import { alarmsOf, changeOf, clusterOf, commandsOf } from '../../../test/changed';

const alarms = (before: string, after: string) =>
  alarmsOf(changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })])).filter((line) => line.includes(' traefik: '));

const RELEASE = 'traefik: { chart: 39.0.6, via: release }';

test('a Traefik that is installed elsewhere is taken away from there before this stack installs it', () => {
  expect(alarms('traefik: { chart: 39.0.6 }', RELEASE)).toEqual([
    'warning: change/shared traefik: installs the Helm release traefik in namespace traefik, which is installed elsewhere, and Argo CD refuses to sync objects that two Applications share',
    expect.stringContaining('change/shared Namespace traefik: exists already'),
    expect.stringContaining('change/values-file'),
  ]);
  expect(alarms('traefik: { k3s: 1.36.4 }', RELEASE)).toEqual([]);
});

test('a Traefik is uninstalled, also if its Application stays for the values of another one', () => {
  const uninstalled =
    'warning: change/uninstalled traefik: Argo CD uninstalls the Helm release traefik in namespace traefik, which serves the Ingresses';
  expect(alarms(RELEASE, '')).toEqual([uninstalled]);
  expect(alarms(RELEASE, 'traefik: { k3s: 1.36.4 }')).toEqual([uninstalled]);
});

test('the cluster of Argo CD is the same by its URL and by its name', () => {
  const change = (gitops: string) => alarmsOf(changeOf([clusterOf()], [clusterOf({ gitops })]));

  expect(change('cluster: in-cluster')).toEqual([]);
  expect(change('cluster: edge')).toEqual([expect.stringContaining('moves from the cluster https://kubernetes.default.svc to edge')]);
});

test('what stays in the old cluster runs on there, in whichever namespace it is in the new one', () => {
  const moved = { gitops: 'cluster: edge', tempo: 'chart: 2.26.2\n  namespace: traces' };
  const change = changeOf([clusterOf()], [clusterOf(moved)]);

  expect(alarmsOf(change)).toContainEqual(expect.stringContaining('what runs in the old cluster stays there, without Argo CD'));
  expect(commandsOf(change, 'change/moved')).toEqual([]);
});

test('a root Application without a namespace is where its administrator applied it, so nothing is said of a move', () => {
  const synthesis = clusterOf();
  const bootstrap = synthesis.files.get('home/bootstrap.k8s.yaml') ?? '';
  const edited = bootstrap.replace(/(kind: Application\n.*?) {2}namespace: argocd\n/s, '$1');
  const old = { ...synthesis, files: new Map([...synthesis.files, ['home/bootstrap.k8s.yaml', edited]]) };

  expect(edited).not.toBe(bootstrap);
  expect(alarmsOf(changeOf([old], [synthesis]))).toEqual([]);
  expect(alarmsOf(changeOf([synthesis], [old]))).toEqual([]);
});
