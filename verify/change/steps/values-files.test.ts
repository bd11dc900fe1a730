import { alarmsOf, changeOf, clusterOf } from '../../../test/changed';

const left = (before: string, after: string) =>
  alarmsOf(changeOf([clusterOf({ rest: before })], [clusterOf({ rest: after })])).filter((line) => line.includes('change/values-file'));

const TRAEFIK =
  'warning: change/values-file traefik: dist/home/values/traefik.yaml leaves the output, and Argo CD can no longer sync an Application that names it';

test('a values file that leaves is taken out of the Application that names it', () => {
  expect(left('traefik: { chart: 39.0.6 }', '')).toEqual([TRAEFIK]);
  expect(left('traefik: { chart: 39.0.6 }', 'traefik: { chart: 39.0.6, via: release }')).toEqual([TRAEFIK]);
  expect(left('grafana: {}', 'grafana: { via: sidecar }')).toEqual([
    expect.stringContaining('change/values-file grafana: dist/home/values/kube-prometheus-stack.yaml leaves'),
  ]);
  expect(left('linkerd: { version: 2.19 }', 'linkerd: { version: 2.18, webhookIssuer: ca }')).toEqual([
    expect.stringContaining('change/values-file linkerd: dist/home/values/linkerd-control-plane.yaml leaves'),
  ]);
});

test('the file for another version of the chart stays, and that of k3s is not for other Applications', () => {
  expect(left('traefik: { chart: 39.0.6 }', 'traefik: { chart: 39.0.5 }')).toEqual([]);
  expect(left('traefik: { k3s: 1.36.4 }', '')).toEqual([]);
});

test('the folder of a cluster with the name values is not that of values files', () => {
  const cluster = (gitops: string) => clusterOf({ name: 'values', rest: 'collector: { chart: 0.140.0 }', gitops });
  const without = (gitops: string) => clusterOf({ name: 'values', gitops });

  for (const helm of ['helm: helmchart', 'helm: application'])
    expect(alarmsOf(changeOf([cluster(helm)], [without(helm)]))).toEqual([expect.stringContaining('change/receiver collector')]);
});

test('a cluster that leaves takes its values files with it', () => {
  const other = clusterOf({ name: 'office', storage: '{ bucket: office, endpoint: s3.example.org }' });
  const change = changeOf([clusterOf({ rest: 'traefik: { chart: 39.0.6 }' }), other], [other]);

  expect(alarmsOf(change)).toEqual([TRAEFIK]);
});

test('a renamed cluster has its values files elsewhere', () => {
  const rest = 'traefik: { chart: 39.0.6 }';

  expect(alarmsOf(changeOf([clusterOf({ rest })], [clusterOf({ rest, name: 'casa' })]))).toContain(TRAEFIK);
});
