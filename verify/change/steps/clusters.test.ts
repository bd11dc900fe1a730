import { alarmsOf, changeOf, clusterOf, commandsOf, stepsOf } from '../../../test/changed';

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

const REST = 'grafana: { via: sidecar }\ntraefik: { chart: 39.0.6, via: release }\ncollector: { chart: 0.170.0 }';

test('nothing is said of pods, Services and Namespaces that do not run in the new cluster', () => {
  const now = {
    gitops: 'cluster: edge',
    tempo: 'monolithic: 2.2.4\n  retention: 48h',
    persistence: '',
    rest: REST.replace('release', 'release, values: { deployment: { kind: DaemonSet } }').replace(
      /\ncollector.*/,
      '\nnetworkPolicies: true',
    ),
  };
  const change = changeOf([clusterOf({ rest: REST })], [clusterOf(now)]);

  expect(alarmsOf(change)).toEqual([
    'change/moved gitops: moves from the cluster https://kubernetes.default.svc to edge: what runs in the old cluster stays there, without Argo CD, and each of both Tempos compacts and deletes the traces of the other in traces',
  ]);
  expect(stepsOf(change).join('\n')).not.toMatch(/restart|rollout/);
});

test('what leaves the output with the move is removed from the old cluster', () => {
  const [before, after] = ['cluster: office', 'cluster: edge'];
  const change = changeOf([clusterOf({ gitops: before, rest: 'emojivoto: {}' })], [clusterOf({ gitops: after })]);

  expect(commandsOf(change, 'change/retire')).toContain('# in the cluster office:');
  expect(commandsOf(change, 'change/retire')).not.toContain('# in the cluster edge:');
});

test('another bucket in another cluster needs no pod to upload its traces, which runs on', () => {
  const storage = '{ bucket: other, endpoint: "minio.storage:9000", insecure: true }';
  const change = changeOf([clusterOf()], [clusterOf({ gitops: 'cluster: edge', storage })]);

  expect(commandsOf(change, 'change/storage')).toEqual([
    expect.stringContaining('# with the aliases'),
    'mc mirror old/traces new/other',
    '# after the merge, when nothing sends to the old cluster:',
    'mc mirror old/traces new/other # what was written meanwhile',
  ]);
});

test('a URL and a name of Argo CD may be the same cluster, so what runs there is judged too', () => {
  const [server, name] = ['server: "https://10.0.0.1:6443"', 'cluster: edge'];
  const change = changeOf([clusterOf({ gitops: server })], [clusterOf({ gitops: name, persistence: 'persistence: { size: 20Gi }' })]);

  expect(alarmsOf(change)).toEqual([
    expect.stringContaining('moves from the cluster https://10.0.0.1:6443 to edge: unless they are the same, what runs in the old cluster'),
    expect.stringContaining('change/volume-grown'),
  ]);
});

const inCluster = (name: string, cluster: string) =>
  clusterOf({ name, gitops: `cluster: ${cluster}`, storage: `{ bucket: bucket-${cluster}, endpoint: s3.example.org }` });

const renamedOnes = (change: ReturnType<typeof changeOf>) =>
  change.flatMap(({ findings }) =>
    findings.filter(({ rule }) => rule === 'change/renamed').map(({ problem, fix }) => `${problem}: ${fix}`),
  );

test('a cluster with a new name is known, although another one has its old name now', () => {
  const change = changeOf([inCluster('a', 'edge')], [inCluster('c', 'edge'), inCluster('a', 'office')]);

  expect(renamedOnes(change)).toEqual([
    expect.stringMatching(
      /^c takes over what Application a-tracing-tempo of dist\/a installs.*: set gitops\.name: a, and for the cluster that has it now another one, or take/,
    ),
  ]);
});

test('clusters that exchange their names take over the objects of each other', () => {
  const change = changeOf([inCluster('a', 'edge'), inCluster('b', 'office')], [inCluster('a', 'office'), inCluster('b', 'edge')]);

  expect(renamedOnes(change)).toEqual([
    expect.stringContaining('a takes over what Application b-tracing-tempo of dist/b installs'),
    expect.stringContaining('b takes over what Application a-tracing-tempo of dist/a installs'),
  ]);
  expect(renamedOnes(changeOf([inCluster('a', 'edge')], [inCluster('a', 'office')]))).toEqual([]);
});
