import { changeOf, clusterOf, commandsOf, stepsOf } from '../../test/changed';
import { readTestFile } from '../../test/synthesis';

/** Ciphertext as in test/clusters/k3s.yaml. */
const SEALED = `{ accessKeyId: ${/accessKeyId: (\S+)/.exec(readTestFile('clusters/k3s.yaml'))?.[1]}, secretAccessKey: ${/secretAccessKey: (\S+)/.exec(readTestFile('clusters/k3s.yaml'))?.[1]} }`;
const EXTERNAL = '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }';

test('a cluster that leaves is retired in order: root, Applications, projects, marks of Namespaces', () => {
  const full = clusterOf({ rest: 'minio: { adminSecret: minio-admin }\nemojivoto: {}' });

  expect(
    commandsOf(changeOf([full], [clusterOf({ name: 'x', storage: '{ bucket: b-x, endpoint: x.example.org }' })]), 'change/retire'),
  ).toEqual([
    'kubectl -n argocd delete application home-tracing',
    'kubectl -n argocd delete application home-tracing-tempo home-tracing-emojivoto',
    'kubectl -n argocd delete appproject home-tracing home-tracing-tempo home-tracing-emojivoto',
    'kubectl annotate namespace tempo-bootstrap tracing emojivoto argocd.argoproj.io/tracking-id-',
    'kubectl label namespace tempo-bootstrap tracing emojivoto app.kubernetes.io/instance-',
  ]);
});

test('a renamed cluster is not retired, because its objects are the same', () => {
  const other = clusterOf({ name: 'office', storage: '{ bucket: office, endpoint: s3.example.org }' });
  const change = changeOf([clusterOf(), other], [clusterOf({ name: 'casa' })]);

  expect(change.map(({ name, findings }) => [name, findings.map(({ rule }) => rule)])).toEqual([
    ['casa', ['change/renamed']],
    ['home', []],
    ['office', ['change/retire']],
  ]);
});

test('a cluster that leaves, with the objects of one that stays, is removed only if it is another one', () => {
  const other = clusterOf({ name: 'office', storage: '{ bucket: office, endpoint: s3.example.org }' });

  expect(stepsOf(changeOf([clusterOf(), other], [other]))[0]).toContain(
    'home: leaves the output, and Argo CD deletes nothing by itself; if office is the same cluster under another name, do not run these commands',
  );
});

test('Applications that move to another namespace are applied there', () => {
  expect(
    commandsOf(changeOf([clusterOf({ tempo: 'chart: 1.61.3' })], [clusterOf({ gitops: 'namespace: gitops' })]), 'change/bootstrap'),
  ).toEqual(['kubectl apply -f dist/home/bootstrap.k8s.yaml']);
});

test('Applications that move to another namespace are first deleted in the old one, and their AppProjects last', () => {
  const server = 'server: "https://10.0.0.1:6443"';
  const change = changeOf([clusterOf({ gitops: server })], [clusterOf({ gitops: `namespace: gitops, ${server}` })]);

  expect(commandsOf(change, 'change/moved')).toEqual([
    '# before the merge; nothing in the cluster is deleted:',
    'kubectl -n argocd delete application home-tracing',
    `kubectl -n argocd patch application home-tracing-tempo --type merge -p '{"metadata":{"finalizers":null}}'`,
    'kubectl -n argocd delete application home-tracing-tempo',
  ]);
  expect(stepsOf(change).join('\n')).toContain(
    'home-tracing-tempo and home-tracing in namespace argocd are no longer the AppProject of an Application; remove them',
  );
  expect(commandsOf(change, 'change/retire')).toEqual([
    '# after Argo CD has synced the merge:',
    'kubectl -n argocd delete appproject home-tracing-tempo home-tracing',
  ]);
});

test('another bucket: copy, upload what is only in the pods, copy again', () => {
  const change = changeOf([clusterOf()], [clusterOf({ storage: '{ bucket: other, endpoint: "minio.storage:9000", insecure: true }' })]);
  const commands = commandsOf(change, 'change/storage');

  expect(commands.map((command) => /mc mirror|shutdown|kubectl -n tracing wait/.exec(command)?.[0]).filter(Boolean)).toEqual([
    'mc mirror',
    ...['shutdown', 'shutdown', 'shutdown', 'kubectl -n tracing wait'],
    'mc mirror',
  ]);
});

test('a component that leaves: its AppProject and the marks of its Namespace, in its cluster', () => {
  const gitops = 'server: "https://10.0.0.1:6443"';
  const change = changeOf([clusterOf({ gitops, rest: 'emojivoto: {}' })], [clusterOf({ gitops })]);

  expect(commandsOf(change, 'change/retire')).toEqual([
    '# after Argo CD has deleted it:',
    'kubectl -n argocd delete appproject home-tracing-emojivoto',
    '# in the cluster https://10.0.0.1:6443:',
    'kubectl annotate namespace emojivoto argocd.argoproj.io/tracking-id-',
    'kubectl label namespace emojivoto app.kubernetes.io/instance-',
  ]);
});

test('the commands for volumes say in which cluster they belong, if Argo CD is in another one', () => {
  const gitops = 'server: "https://10.0.0.1:6443"';
  const grown = (more: { gitops?: string }) =>
    commandsOf(changeOf([clusterOf(more)], [clusterOf({ ...more, persistence: 'persistence: { size: 20Gi }' })]), 'change/volume-grown');

  const all = grown({});
  const [ofArgoCd, commands] = [all.slice(0, 5), all.slice(5)];
  expect(grown({ gitops })).toEqual([...ofArgoCd, '# in the cluster https://10.0.0.1:6443:', ...commands]);
  expect(commands[1]).toBe('kubectl -n tracing delete statefulset tempo-ingester --cascade=orphan');
});

test('a Namespace that leaves an Application which stays', () => {
  const change = changeOf([clusterOf({ rest: 'minio: { adminSecret: minio-admin }' })], [clusterOf()]);

  expect(stepsOf(change)).toContainEqual(
    expect.stringContaining('tempo: Namespace tempo-bootstrap stays in the cluster, and Application home-tracing-tempo is OutOfSync until'),
  );
});

test('projects that permit only more are applied before the merge', () => {
  const change = changeOf([clusterOf()], [clusterOf({ gitops: 'permit: [{ group: x.example.org, kind: Thing }]', rest: 'grafana: {}' })]);

  expect(stepsOf(change)).toContainEqual(expect.stringContaining('an administrator of Argo CD must apply them before the merge'));
  expect(commandsOf(change, 'change/bootstrap')).toEqual([
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
    '# only if the merge came first:',
    expect.stringMatching(/^argocd app sync home-tracing-/),
  ]);
});

test('a changed root is applied after the merge, and loses the fields that go', () => {
  const changed = changeOf([clusterOf()], [clusterOf({ gitops: 'revision: next' })]);
  expect(stepsOf(changed)).toContainEqual(expect.stringContaining('an administrator of Argo CD must apply them after the merge'));

  const manual = changeOf([clusterOf({ tempo: 'chart: 1.61.3' })], [clusterOf({ tempo: 'chart: 1.62.0', gitops: 'sync: manual' })]);
  expect(commandsOf(manual, 'change/bootstrap')).toContainEqual(
    `kubectl -n argocd patch application home-tracing --type merge -p '{"spec":{"syncPolicy":{"automated":null}}}'`,
  );
});

test('projects that permit more and less: first both, then the new file', () => {
  const change = changeOf([clusterOf({ tempo: 'chart: 1.61.3' })], [clusterOf({ tempo: 'chart: 1.62.0' })]);

  expect(commandsOf(change, 'change/bootstrap')).toEqual([
    '# before the merge: permit what is new, and what was permitted before',
    `kubectl -n argocd patch appproject home-tracing-tempo --type json -p '[{"op":"add","path":"/spec/sourceRepos/-","value":"https://grafana-community.github.io/helm-charts"}]'`,
    '# after Argo CD has synced and pruned the merge, when the removed objects are deleted:',
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
  ]);
});

test('a new project and a changed root, where another project permits less', () => {
  const change = changeOf(
    [clusterOf({ rest: 'minio: { adminSecret: minio-admin }' })],
    [clusterOf({ gitops: 'revision: next', rest: 'emojivoto: {}' })],
  );

  expect(commandsOf(change, 'change/bootstrap')).toEqual([
    '# before the merge: permit what is new, and what was permitted before',
    '# creates what is missing; ignore "already exists":',
    'kubectl create -f dist/home/bootstrap.k8s.yaml',
    expect.stringMatching(
      /^kubectl -n argocd patch application home-tracing --type merge -p '\{"spec":\{"source":.*"targetRevision":"next"/,
    ),
    expect.stringMatching(/^# after Argo CD has synced/),
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
  ]);
});

test('a Secret that another controller takes over is first taken away from its owner', () => {
  const external = '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }';
  const [before, after] = [clusterOf({ credentials: external }), clusterOf({ credentials: `{ sealedSecret: ${SEALED} }` })];

  expect(commandsOf(changeOf([before], [after]), 'change/secret')).toEqual([
    `kubectl -n tracing patch secret tempo-minio-secret --type merge -p '{"metadata":{"ownerReferences":null}}'`,
    'kubectl -n tracing annotate secret tempo-minio-secret sealedsecrets.bitnami.com/managed=true',
  ]);
  expect(commandsOf(changeOf([after], [before]), 'change/secret')).toHaveLength(1);
});

test('a Secret for a Job that goes is not missed, although Tempo has one with the same name', () => {
  const credentials = '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }';
  const rest = (key: string) => clusterOf({ credentials, rest: `${key}: { adminSecret: admin }` });

  expect(commandsOf(changeOf([rest('minio')], [rest('bucket')]), 'change/secret')).toEqual([]);
});

test('labels of the root change nothing in the order', () => {
  const metadata = 'metadata: { labels: { team: tracing } }';
  expect(stepsOf(changeOf([clusterOf()], [clusterOf({ rest: metadata })]))).toContainEqual(
    expect.stringContaining('an administrator of Argo CD must apply them before the merge'),
  );

  const rest = `networkPolicies: true\nnamespaces: { create: false }\n${metadata}`;
  expect(commandsOf(changeOf([clusterOf()], [clusterOf({ rest })]), 'change/bootstrap')).toEqual([
    '# before the merge: permit what is new, and what was permitted before',
    expect.stringMatching(/^kubectl -n argocd patch appproject home-tracing-tempo .*NetworkPolicy/),
    '# after Argo CD has synced and pruned the merge, when the removed objects are deleted:',
    'kubectl apply -f dist/home/bootstrap.k8s.yaml',
  ]);
});

test('a Secret goes with its owner in a namespace of somebody else too, unless that is left', () => {
  const rest = 'namespaces: { create: false }';
  const before = clusterOf({ rest, credentials: '{ externalSecret: { store: vault, key: tempo, accessKeyId: a, secretAccessKey: b } }' });

  expect(commandsOf(changeOf([before], [clusterOf({ rest })]), 'change/secret')).toEqual([
    `kubectl -n tracing patch secret tempo-minio-secret --type merge -p '{"metadata":{"ownerReferences":null}}'`,
  ]);
  expect(commandsOf(changeOf([before], [clusterOf({ rest, tempo: 'chart: 2.26.2\n  namespace: traces' })]), 'change/secret')).toEqual([]);
});

test('credentials that change are read by the pods when they restart', () => {
  const external = (key: string) =>
    clusterOf({ credentials: `{ externalSecret: { store: vault, key: ${key}, accessKeyId: a, secretAccessKey: b } }` });

  expect(commandsOf(changeOf([external('tempo')], [external('tempo-2')]), 'change/credentials')).toEqual([
    'kubectl -n tracing rollout restart deployment,statefulset -l app.kubernetes.io/instance=tempo',
  ]);
  expect(stepsOf(changeOf([external('tempo')], [external('tempo')]))).toEqual([]);
});

test.each([
  ['existing', '{ existing: {} }', EXTERNAL, 'Secret tempo-minio-secret comes from the ExternalSecret instead of somebody else'],
  [
    'an operator',
    EXTERNAL,
    '{ secret: { commitPlaintext: true } }',
    'Secret tempo-minio-secret comes from git instead of the ExternalSecret',
  ],
])('a Secret that comes from elsewhere than %s may have other credentials', (_what, before, after, expected) => {
  const change = changeOf([clusterOf({ credentials: before })], [clusterOf({ credentials: after })]);

  expect(stepsOf(change)).toContainEqual(expect.stringContaining(expected));
  expect(commandsOf(change, 'change/credentials')).toEqual([
    'kubectl -n tracing rollout restart deployment,statefulset -l app.kubernetes.io/instance=tempo',
  ]);
});

test('a Secret with another name is another Secret, wherever it comes from', () => {
  const change = changeOf([clusterOf({ credentials: EXTERNAL })], [clusterOf({ credentials: '{ existing: { name: other } }' })]);
  expect(commandsOf(change, 'change/credentials')).toEqual([]);
});

test('Sealed Secrets may overwrite a Secret of somebody else only if it is told', () => {
  const change = changeOf([clusterOf()], [clusterOf({ credentials: `{ sealedSecret: ${SEALED} }` })]);

  expect(commandsOf(change, 'change/secret')).toEqual([
    'kubectl -n tracing annotate secret tempo-minio-secret sealedsecrets.bitnami.com/managed=true',
  ]);
  expect(commandsOf(changeOf([clusterOf()], [clusterOf({ credentials: EXTERNAL })]), 'change/secret')).toEqual([]);
});
