import { alarmsOf, changeOf, clusterOf } from '../../../test/changed';

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

test('a Traefik that stays as plain manifests is not uninstalled by another value of its label', () => {
  const labelled = (instance: string) => {
    const synthesis = clusterOf({ gitops: 'helm: manifests', rest: RELEASE });
    const text = `# Generated from clusters/home.yaml by \`npm run synth\`; do not edit.
apiVersion: v1
kind: ServiceAccount
metadata: { name: traefik, namespace: traefik, labels: { helm.sh/chart: traefik-39.0.6, app.kubernetes.io/instance: ${instance} } }
`;
    return { ...synthesis, files: new Map([...synthesis.files, ['home/traefik-chart.k8s.yaml', text]]) };
  };
  const uninstalled = (now: ReturnType<typeof clusterOf>) =>
    alarmsOf(changeOf([labelled('traefik-traefik')], [now])).filter((line) => line.includes('uninstalls'));

  expect(uninstalled(labelled('edge'))).toEqual([]);
  expect(uninstalled(clusterOf({ gitops: 'helm: manifests' }))).toHaveLength(1);
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
