import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from 'js-yaml';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { lineOf } from '../../lib/findings/sentence';
import { outputOf } from '../../synthesis/cluster-output';
import { CREDENTIALS, listTestFiles, readTestFile } from '../../test/synthesis';
import { initFrom } from './command';
import { clusterFrom, foundIn } from './from';
import { synthesizedValues } from './synthesized';

const ANSWERS = { domain: 'example.org', cluster: 'lab', 'repo-url': 'https://git.example.org/tracing.git', argocd: '3.5' };

/** The cluster file for the files of a folder. */
async function read(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'from-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const found = await foundIn(folder);
    if ('unread' in found) throw new Error('no Tempo');
    return { ...clusterFrom(found, { ...ANSWERS, ...found.answers }), answers: found.answers };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tempoValues = (output: Parameters<typeof synthesizedValues>[0]) =>
  [distributedReleases.name, monolithicReleases.name].map((chart) => synthesizedValues(output, chart));

test.each(listTestFiles('clusters').map((file) => `clusters/${file}`))(
  'the output of %s gives a cluster file with the same values of Tempo',
  async (file) => {
    const name = path.basename(file, '.yaml');
    const before = outputOf({ name, file, text: readTestFile(file) }, CREDENTIALS);

    const { source, errors } = await read(Object.fromEntries(before.files));

    expect(errors.map(lineOf)).toEqual([]);
    expect(tempoValues(outputOf(source, CREDENTIALS))).toEqual(tempoValues(before));
  },
);

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: tempo, namespace: argocd}
spec:
  project: default
  destination: {server: "https://kubernetes.default.svc", namespace: observability}
  sources:
    - repoURL: https://grafana.github.io/helm-charts
      chart: tempo-distributed
      targetRevision: VERSION
      helm:
        releaseName: traces
        valueFiles: [$values/apps/tempo/values.yaml]
    - {repoURL: "https://github.com/me/lab.git", targetRevision: main, ref: values}
    - {repoURL: "https://github.com/me/lab.git", targetRevision: main, path: apps/tempo/extra}
  syncPolicy: {automated: {prune: true}}
`;

const VALUES = `
traces:
  otlp:
    grpc: {enabled: true, receiverConfig: {max_recv_msg_size_mib: 50}}
  zipkin: {enabled: true}
storage:
  trace:
    backend: s3
    s3:
      bucket: lab-traces
      endpoint: minio.storage:9000
      access_key: \${S3_USER}
      secret_key: \${S3_PASS}
      insecure: true
      forcepathstyle: true
distributor: &env
  extraArgs: ["--config.expand-env=true", "-log.level=debug"]
  extraEnv:
    - {name: S3_USER, valueFrom: {secretKeyRef: {name: s3-login, key: user}}}
    - {name: S3_PASS, valueFrom: {secretKeyRef: {name: s3-login, key: pass}}}
querier: {replicas: 2, <<: *env}
ingester: {<<: *env, replicas: 3, persistence: {enabled: true, size: 20Gi, storageClass: fast}}
compactor: {<<: *env, config: {compaction: {block_retention: 72h}}}
queryFrontend: {<<: *env}
server: {httpListenPort: 3111}
serviceAccount: {annotations: {team: tracing}}
`;

const foreign = (version: string, values = VALUES) => ({
  'apps/tempo.yaml': APPLICATION.replace('VERSION', version),
  'apps/tempo/values.yaml': values,
  'apps/tempo/extra/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: observability}\n',
});

const dataOf = (source: { text: string }) => load(source.text) as { tempo: Record<string, unknown>; gitops: object; traefik?: object };

describe('the manifests of somebody else', () => {
  test('become keys, values, and lines about the rest', async () => {
    const { source, errors, told, answers } = await read(foreign('1.40.4'));
    const { tempo, gitops } = dataOf(source);
    const { values, ...keys } = tempo;

    expect(errors.map(lineOf)).toEqual([]);
    expect(answers).toEqual({ 'repo-url': 'https://github.com/me/lab.git' });
    expect(gitops).toEqual({ repoURL: 'https://github.com/me/lab.git', revision: 'main', argocd: '3.5' });
    expect(keys).toEqual({
      chart: '1.40.4',
      namespace: 'observability',
      releaseName: 'traces',
      receivers: ['otlp-grpc', 'zipkin'],
      receiverOptions: { 'otlp-grpc': { max_recv_msg_size_mib: 50 } },
      storage: { bucket: 'lab-traces', endpoint: 'minio.storage:9000', insecure: true, forcePathStyle: true },
      credentials: { existing: { name: 's3-login', accessKeyId: 'user', secretAccessKey: 'pass' } },
      persistence: { size: '20Gi', storageClass: 'fast' },
      retention: '72h',
    });
    const debug = { extraArgs: ['-log.level=debug'] };
    expect(values).toEqual({
      ...{ distributor: debug, querier: { replicas: 2, ...debug }, ingester: { ...debug, replicas: 3 } },
      ...{ compactor: debug, queryFrontend: debug, serviceAccount: { annotations: { team: 'tracing' } } },
    });
    expect(told.left).toEqual([expect.stringMatching(/^tempo\.values\.server\.httpListenPort: /)]);
    expect([...told.taken.keys()]).toContain('tempo.values');
    expect(told.taken.get('tempo.storage')).toMatch(/apps\/tempo\.yaml tempo$/);
    expect(source.text).toMatch(/^ {2}chart: 1\.40\.4$/m);
  });

  test.each([
    ['1.18.1-rc', /is not one release/],
    ['1.*', /^tempo\.chart: .*written as 1\.\d+\.\d+/],
    ['0.1.0', /^tempo\.chart: .*is not supported; written as 0\.27\.0/],
  ])('of release %s get the nearest one that works', async (version, line) => {
    const { told } = await read(foreign(version));

    expect(told.left.join('\n')).toMatch(line);
  });

  test('keep the dependency of a chart of their own', async () => {
    const chart =
      'apiVersion: v2\nname: tracing\nversion: 0.1.0\ndependencies: [{name: tempo, version: 1.24.2, repository: "https://grafana.github.io/helm-charts", alias: t}]\n';
    const values =
      't: {tempo: {storage: {trace: {backend: local}}, receivers: {zipkin: }}, persistence: {enabled: true}, resources: {limits: {memory: 1Gi}}}\n';
    const { source, errors } = await read({ 'tracing/Chart.yaml': chart, 'tracing/values.yaml': values });

    expect(errors.map(lineOf)).toEqual([]);
    expect(dataOf(source).tempo).toMatchObject({ monolithic: '1.24.2', storage: { local: {} }, persistence: {} });
  });
});

test('a chart of its own with the name of what it installs, and the data sources of Grafana', async () => {
  const { source, errors, told } = await read({
    ...foreign('1.40.4'),
    'traefik/Chart.yaml':
      'apiVersion: v2\nname: traefik\nversion: 0.0.0\ndependencies: [{name: traefik, version: 23.0.1, repository: "https://traefik.github.io/charts"}]\n',
    'traefik/values.yaml':
      'traefik: {accessLog: {enabled: true}, deployment: {replicas: 2}, additionalArguments: ["--accesslog.filepath=/a", "--ping=true"]}\n',
    'grafana.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d, namespace: grafana, labels: {grafana_datasource: "1"}}\ndata: {a.yaml: "datasources: [{type: loki, uid: logs, url: http://loki.logging:3100}]"}\n',
  });

  expect(errors.map(lineOf)).toEqual([]);
  expect(dataOf(source)).toMatchObject({
    traefik: { chart: '23.0.1', values: { deployment: { replicas: 2 }, additionalArguments: ['--ping=true'] } },
    grafana: { via: 'sidecar', namespace: 'grafana', loki: { url: 'http://loki.logging:3100', uid: 'logs' } },
  });
  expect(told.left.join('\n')).toMatch(/traefik\.values\.additionalArguments: .*accesslog/);
});

test('the Traefik that k3s bundles', async () => {
  const config =
    'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: {name: traefik, namespace: kube-system}\nspec: {valuesContent: "deployment: {replicas: 2}"}\n';
  const { source, told } = await read({ ...foreign('2.23.4'), 'traefik.yaml': config });

  expect(dataOf(source).traefik).toMatchObject({ k3s: expect.any(String), values: { deployment: { replicas: 2 } } });
  expect(told.left.join('\n')).toMatch(/traefik\.k3s: nothing says which k3s runs/);
});

test('what synth refuses is not said to be taken over', async () => {
  const { told } = await read(foreign('1.40.4', VALUES.replace('block_retention: 72h', 'block_retention: 3d')));

  expect(told.left.join('\n')).toMatch(/^tempo\.retention: /m);
  expect([...told.taken.keys()]).not.toContain('tempo.retention');
});

describe('a credential in plain text', () => {
  const SECRETS = ['AKIAPLAIN', 'plain-secret-1', 'plain-secret-2', 'plain-secret-3', 'plain-secret-4', 'plain-secret-5'];
  const plain = VALUES.replace('${S3_USER}', 'AKIAPLAIN')
    .replace('${S3_PASS}', 'plain-secret-1')
    .concat(`
metricsGenerator:
  enabled: true
  config:
    storage:
      remote_write: [{url: "http://prometheus:9090/api/v1/write", basic_auth: {username: me, password: plain-secret-2}, headers: {Authorization: plain-secret-3}}]
memcached: {extraEnv: [{name: API_TOKEN, value: plain-secret-4}, {name: MODE, value: fast}]}
gateway: {basicAuth: {enabled: true, username: me, password: plain-secret-5, existingSecret: gateway-login}}
`);

  test('is never copied, and each is told', async () => {
    const { source, errors, told } = await read(foreign('2.23.4', plain));
    const all = [source.text, ...told.left, ...told.taken.values()].join('\n');

    expect(errors.map(lineOf)).toEqual([]);
    expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
    expect(dataOf(source).tempo.credentials).toEqual({ existing: {} });
    expect(told.left.join('\n')).toMatch(/tempo\.credentials: the keys are in plain text/);
    expect(told.left.join('\n')).toMatch(/tempo\.values\.gateway\.basicAuth\.password: a credential in plain text/);
    expect(source.text).toContain('existingSecret: gateway-login');
    expect(source.text).toContain('name: MODE');
  });
});

describe('the command', () => {
  const given = { domain: 'lab.example.org', 'repo-url': 'https://git.example.org/a.git' };
  const props = { given, yes: true, say: () => undefined };

  test('refuses a folder without Tempo, and options that it reads', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'from-'));
    writeFileSync(path.join(folder, 'a.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n');

    await expect(initFrom(folder, props)).rejects.toThrow(/has no Helm release of tempo or tempo-distributed; use the folder/);
    await expect(initFrom(path.join(folder, 'b'), props)).rejects.toThrow(/is not a folder/);
    await expect(initFrom(folder, { ...props, given: { ...given, bucket: 'b' } })).rejects.toThrow(/--bucket cannot be used with --from/);
    rmSync(folder, { recursive: true });
  });
});
