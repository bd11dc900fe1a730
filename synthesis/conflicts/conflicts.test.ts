import { lineOf, severityLabel } from '../../lib/findings/sentence';
import { CREDENTIALS } from '../../test/synthesis';
import { synthesize } from '../synthesize';

interface Cluster {
  readonly domain?: string;
  readonly gitops?: string;
  readonly namespace?: string;
  readonly bucket?: string;
  readonly rest?: string;
}

const source = (
  name: string,
  { domain = `${name}.example.org`, gitops = '', namespace = 'tracing', bucket = name, rest = '' }: Cluster = {},
) => ({
  name,
  file: `clusters/${name}.yaml`,
  text: `domain: ${domain}
gitops: { repoURL: "https://git.example.org/tracing.git"${gitops && `, ${gitops}`} }
tempo:
  chart: 2.26.2
  namespace: ${namespace}
  receivers: [otlp-grpc]
  storage: { bucket: bucket-${bucket}, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
${rest}
`,
});

const SERVER = { gitops: 'server: "https://10.0.0.1:6443"' };

/** The findings about clusters a, b and more, as printed. */
function conflicts(...clusters: Cluster[]): string[] {
  const sources = clusters.map((cluster, index) => source(String.fromCharCode(97 + index), cluster));
  const { findings } = synthesize(sources, CREDENTIALS);
  return findings.filter(({ severity }) => severity !== 'note').map((finding) => severityLabel(finding) + lineOf(finding));
}

test('two clusters in one server and namespace are refused, with both places', () => {
  expect(conflicts(SERVER, SERVER)).toEqual([
    'clusters/b.yaml:3:1 tempo: Namespace tracing in the cluster https://10.0.0.1:6443 is also installed by clusters/a.yaml (line 3 tempo); use another namespace, or another gitops.server',
  ]);
});

describe('two collectors in one server, which read the pods of all namespaces', () => {
  const COLLECTOR = 'collector: { chart: 0.170.0 }';
  const named = 'collector: { chart: 0.170.0, values: { clusterRole: { name: b, clusterRoleBinding: { name: b } } } }';
  const second = { ...SERVER, namespace: 'other' };

  test('have the same ClusterRole, whatever their namespaces', () => {
    expect(conflicts({ ...SERVER, rest: COLLECTOR }, { ...second, rest: COLLECTOR })).toEqual([
      'clusters/b.yaml:10:1 collector: ClusterRole tempo-collector in the cluster https://10.0.0.1:6443 is also installed by clusters/a.yaml (line 10 collector); use another name for it in collector.values, or another gitops.server',
    ]);
  });

  test('fit with another name', () => {
    expect(conflicts({ ...SERVER, rest: COLLECTOR }, { ...second, rest: named })).toEqual([]);
  });
});

test.each<[string, Cluster, Cluster]>([
  ['the same name in Argo CD', { gitops: 'cluster: edge' }, { gitops: 'cluster: edge' }],
  ['the same server, with a slash', SERVER, { gitops: 'server: "https://10.0.0.1:6443/"' }],
  ['the cluster of Argo CD at one domain', { domain: 'x.example.org' }, { domain: 'x.example.org' }],
  ['the same, written once', { domain: 'x.example.org' }, { domain: 'x.example.org', gitops: 'server: "https://kubernetes.default.svc"' }],
])('the same cluster is %s', (_what, a, b) => {
  expect(conflicts(a, b)).toEqual([expect.stringContaining('is also installed by clusters/a.yaml')]);
});

test.each<[string, Cluster, Cluster]>([
  ['other namespaces', SERVER, { ...SERVER, namespace: 'other' }],
  ['other servers', SERVER, { gitops: 'server: "https://10.0.0.2:6443"' }],
  ['each an Argo CD of its own', {}, {}],
])('%s are no conflict', (_what, a, b) => {
  expect(conflicts(a, b)).toEqual([]);
});

test('each component is named once, by its own objects', () => {
  const rest = 'linkerd: { version: 2.14.10, webhookIssuer: issuer }\ngrafana: { via: sidecar }';
  const receivers = 'receivers: [otlp-grpc, opencensus]';
  const [a, b] = ['a', 'b'].map((name) => ({ ...source(name, { ...SERVER, namespace: name, rest }) })) as [
    ReturnType<typeof source>,
    ReturnType<typeof source>,
  ];
  const with_ = ({ text, ...other }: typeof a) => ({
    ...other,
    text: text.replace('chart: 2.26.2', 'chart: 2.23.4').replace('receivers: [otlp-grpc]', receivers),
  });
  const { findings } = synthesize([with_(a), with_(b)], CREDENTIALS);

  expect(findings.map(({ subject, problem }) => `${subject} ${problem}`)).toEqual([
    expect.stringMatching(/^linkerd Namespace linkerd-jaeger in the cluster/),
    expect.stringMatching(/^grafana ConfigMap tracing-data-sources in monitoring in the cluster/),
  ]);
});

test('one host is refused, in any cluster, and one bucket is a warning', () => {
  const rest = 'emojivoto: { host: votes.example.org }';

  expect(conflicts({ rest, bucket: 'x' }, { rest, bucket: 'x' })).toEqual([
    expect.stringMatching(
      /^clusters\/b\.yaml:10:14 emojivoto\.host: the host votes\.example\.org is also that of clusters\/a\.yaml \(line 10/,
    ),
    expect.stringMatching(/^warning: clusters\/b\.yaml:7:3 tempo\.storage: the bucket bucket-x of s3\.example\.org is also used by/),
  ]);
});

test('one AppProject in two files is refused, which the second of them would replace', () => {
  const named = (project: string) => ({ gitops: `names: { project: "${project}" }` });

  expect(conflicts(named('{cluster}-b'), named('a-{cluster}'))).toEqual([
    'clusters/b.yaml:2:59 gitops.names: AppProject a-b in argocd is also that of clusters/a.yaml (line 2 gitops.names); use another gitops.names, or gitops.name',
  ]);
});

test('the names of one S3 server are compared in their shortest form', () => {
  const from = (endpoint: string) => ({
    ...source('a', { bucket: 'x' }),
    text: source('a', { bucket: 'x' }).text.replace('s3.example.org }', `${endpoint} }`),
  });
  const count = (a: string, b: string) =>
    synthesize(
      [from(a), { ...from(b), name: 'b', file: 'clusters/b.yaml', text: from(b).text.replace('a.example.org', 'b.example.org') }],
      CREDENTIALS,
    ).findings.filter(({ rule }) => rule === 'clusters/shared-bucket').length;

  expect(count('minio.storage.svc.cluster.local:9000', 'minio.storage:9000')).toBe(1);
  expect(count('minio.storage.svc:443', 'minio.storage.svc')).toBe(1);
  expect(count('minio.storage:9000', 'minio.storage:9001')).toBe(0);
});

test('one name is refused', () => {
  expect(conflicts({}, { gitops: 'name: a' })).toEqual([
    expect.stringMatching(
      /^clusters\/b\.yaml:2:\d+ gitops\.name: a is also the name of clusters\/a\.yaml, so both would write the same folder/,
    ),
  ]);
});

test('a cluster that is not written is compared too, and its own mistakes are not reported', () => {
  const others = [source('a', SERVER), { ...source('c'), text: 'nonsense' }];

  expect(synthesize([source('b', SERVER)], CREDENTIALS, others)).toMatchObject({
    refused: true,
    findings: [{ rule: 'clusters/shared-object' }],
    clusters: [{ name: 'b' }],
  });
});

test('a conflict can be accepted, and an acceptance of none is a warning', () => {
  const rest = 'accept: [{ rule: clusters/shared-object, reason: the same cluster by two names }]';

  expect(conflicts(SERVER, { ...SERVER, rest })).toEqual([expect.stringMatching(/^accepted error: clusters\/b\.yaml/)]);
  expect(conflicts({}, { rest })).toEqual([expect.stringContaining('accept: clusters/shared-object matches no finding; remove this item')]);
});

test('what two cluster files have from one base is named once, at its line', () => {
  const base = { file: 'base/prod.yaml', text: source('x', SERVER).text.replace(/^domain: .*\n/, '') };
  const collector = 'collector: {chart: 0.158.2, receivers: [otlp-grpc], tailSampling: {policies: [{name: all, type: always_sample}]}}';
  const sources = ['a', 'b', 'c'].map((name) => ({
    ...{ name, file: `clusters/${name}.yaml`, bases: [base] },
    text: `extends: ../base/prod.yaml\ndomain: ${name}.example.org\n${collector}\n`,
  }));

  const { findings } = synthesize(sources, CREDENTIALS);

  const told = findings.filter(({ severity, place }) => severity !== 'note' && place.file !== 'clusters/c.yaml');
  expect(told.map(lineOf)).toEqual([
    'base/prod.yaml:1:59 gitops.server: the cluster https://10.0.0.1:6443 is that of a, b and c, whose files extend this one, with the same tempo, collector and collector.tailSampling; use another gitops.server, or use other namespaces in each of them',
    'base/prod.yaml:6:3 tempo.storage: the bucket bucket-x of s3.example.org is used by a, b and c, whose files extend this one, so each Tempo compacts and deletes the traces of the others; use another bucket in each of them',
  ]);
});

describe('what three or more clusters share is told once, with all of them', () => {
  const rest = 'emojivoto: { host: votes.example.org }';
  const shared: Cluster = { rest, bucket: 'x' };
  const accept = (rule: string): Cluster => ({ bucket: 'x', rest: `accept: [{ rule: clusters/${rule}, reason: known }]` });
  const BUCKET =
    'is also used by clusters/a.yaml (line 7 tempo.storage) and clusters/b.yaml (line 7 tempo.storage), so each Tempo compacts and deletes the traces of the others; use another bucket in each of them';

  test('one host, one bucket', () => {
    expect(conflicts(shared, shared, shared)).toEqual([
      'clusters/c.yaml:10:14 emojivoto.host: the host votes.example.org is also that of clusters/a.yaml (line 10 emojivoto.host) and clusters/b.yaml (line 10 emojivoto.host); use another host in each of them',
      `warning: clusters/c.yaml:7:3 tempo.storage: the bucket bucket-x of s3.example.org ${BUCKET}`,
    ]);
  });

  test('one namespace, one target, one name', () => {
    expect(conflicts(SERVER, SERVER, SERVER)).toEqual([
      'clusters/c.yaml:3:1 tempo: Namespace tracing in the cluster https://10.0.0.1:6443 is also installed by clusters/a.yaml (line 3 tempo) and clusters/b.yaml (line 3 tempo); use another namespace, or another gitops.server in each of them',
    ]);
    const all = { ...SERVER, rest: 'grafana: { via: sidecar }' };
    expect(conflicts(all, all, all)).toEqual([
      'clusters/c.yaml:2:59 gitops.server: the cluster https://10.0.0.1:6443 is also that of clusters/a.yaml (line 2 gitops.server) and clusters/b.yaml (line 2 gitops.server), with the same tempo and grafana; use another gitops.server, or use other namespaces in each of them',
    ]);
    const named = { gitops: 'name: x' };
    expect(conflicts(named, named, named)).toEqual([
      'clusters/c.yaml:2:59 gitops.name: x is also the name of clusters/a.yaml and clusters/b.yaml, so all would write the same folder of dist/; use another name in each of them',
    ]);
  });

  test('those that accept it are told besides, and the others at the last of them', () => {
    const own: Cluster = { bucket: 'x' };
    expect(conflicts(own, accept('shared-bucket'), own)).toEqual([
      expect.stringMatching(/^accepted warning: clusters\/b\.yaml:.* by clusters\/a\.yaml \(line 7 tempo\.storage\), so/),
      expect.stringMatching(/^warning: clusters\/c\.yaml:.* clusters\/a\.yaml .* and clusters\/b\.yaml /),
    ]);
    expect(conflicts(own, own, accept('shared-bucket'))).toEqual([
      expect.stringMatching(/^warning: clusters\/b\.yaml:/),
      expect.stringMatching(/^accepted warning: clusters\/c\.yaml:/),
    ]);
  });

  test('some of them from a base', () => {
    const base = { file: 'base/prod.yaml', text: source('x', { bucket: 'x' }).text.replace(/^domain: .*\n/, '') };
    const based = (name: string) => ({
      ...{ name, file: `clusters/${name}.yaml`, bases: [base] },
      text: `extends: ../base/prod.yaml\ndomain: ${name}.example.org\n`,
    });
    const said = (...sources: Parameters<typeof synthesize>[0]) => synthesize(sources, CREDENTIALS).findings.map(lineOf);

    expect(said(based('a'), based('b'), source('c', { bucket: 'x' }))).toEqual([
      expect.stringContaining(
        'clusters/c.yaml:7:3 tempo.storage: the bucket bucket-x of s3.example.org is also used by base/prod.yaml (line 6 tempo.storage, of a and b), so',
      ),
    ]);
    expect(said(source('a', { bucket: 'x' }), based('b'), based('c'))).toEqual([
      expect.stringContaining(
        'base/prod.yaml:6:3 tempo.storage: the bucket bucket-x of s3.example.org is used by b and c, whose files extend this one, and also used by clusters/a.yaml (line 7 tempo.storage), so',
      ),
    ]);
  });

  test('of many, the first are named', () => {
    const many = conflicts(...Array.from({ length: 20 }, (): Cluster => ({ bucket: 'x' })));
    expect(many).toEqual([
      expect.stringMatching(/^warning: clusters\/t\.yaml:.* by clusters\/a\.yaml .* clusters\/e\.yaml \S+ \d \S+ and 14 more, so/),
    ]);
  });
});

describe('clusters with all components from a base', () => {
  const base = (more = '') => ({
    file: 'base/prod.yaml',
    text: source('x', { rest: `linkerd: { version: 2.14.10, webhookIssuer: issuer }\nemojivoto: {${more}}` })
      .text.replace(/^domain: .*\n/, '')
      .replace('[otlp-grpc]', '[otlp-grpc, opencensus]')
      .replace('2.26.2', '2.23.4')
      .replace('bucket: bucket-x, ', ''),
  });
  const told = (own: (name: string) => string, more?: string) => {
    const sources = ['a', 'b', 'c'].map((name) => ({
      ...{ name, file: `clusters/${name}.yaml`, bases: [base(more)] },
      text: `extends: ../base/prod.yaml\n${own(name)}\ntempo: { storage: { bucket: traces-${name} } }\n`,
    }));
    const { findings, clusters } = synthesize(sources, CREDENTIALS);
    const shown = (all: typeof findings) => all.filter(({ severity }) => severity !== 'note').map(lineOf);
    return { all: shown(findings), ofLast: shown(clusters.at(-1)?.findings ?? []) };
  };
  const sameServer =
    (more = '') =>
    (name: string) =>
      `domain: ${name}.example.org\ngitops: { server: "https://10.0.0.${name === 'c' ? 1 : name.charCodeAt(0)}:6443" }${more}`;

  test('one server in two files is one mistake, at the key of both', () => {
    const server = (name: string) => sameServer()(name).replace('10.0.0.97', '10.0.0.1');
    const { all, ofLast } = told(server);
    expect(all).toEqual([
      'clusters/c.yaml:3:11 gitops.server: the cluster https://10.0.0.1:6443 is also that of clusters/a.yaml (line 3 gitops.server), with the same tempo, linkerd and emojivoto; use another gitops.server, or use other namespaces',
    ]);
    expect(ofLast).toEqual(all);
  });

  test.each(['linkerd', 'gitops.server'])('an acceptance may name %s', (object) => {
    const accept = `\naccept: [{ rule: clusters/shared-object, object: ${object}, reason: known }]`;
    const { all } = told((name) => sameServer(name === 'c' ? accept : '')(name).replace('10.0.0.97', '10.0.0.1'));
    expect(all.length).toBe(object === 'linkerd' ? 2 : 1);
    expect(all.join()).not.toContain('matches no finding');
  });

  test('one host in the base is told with the names of all', () => {
    const { all, ofLast } = told(sameServer(), 'host: votes.example.org');
    expect(all).toEqual([
      'base/prod.yaml:10:13 emojivoto.host: the host votes.example.org is that of a, b and c, whose files extend this one; use another host in each of them',
    ]);
    expect(ofLast).toEqual(all);
  });

  test('the default host is a mistake in the domain', () => {
    const { all } = told((name) => sameServer()(name).replace(/domain: [ac]\./, 'domain: x.'));
    expect(all).toEqual([
      'clusters/c.yaml:2:1 domain: the host emojivoto.x.example.org is also that of clusters/a.yaml (line 2 domain); use another domain, or another emojivoto.host',
    ]);
  });
});
