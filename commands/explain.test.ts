import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const explain = (...args: string[]) => at.run('commands/explain.ts', args);

const CLUSTER =
  'extends: ../base/prod.yaml\ndomain: home.example.org\ntempo:\n  storage: { bucket: traces, endpoint: s3.example.org }\n  credentials: { existing: {} }\n';

beforeEach(() => {
  at.write(
    'base/prod.yaml',
    'gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc]\n',
  );
  at.write('clusters/home.yaml', CLUSTER);
});

test('each value has the file and the line that it comes from, or is a default', () => {
  const { status, stdout } = explain('home');

  expect(status).toBe(0);
  expect(stdout).toContain('domain: home.example.org # clusters/home.yaml:2\n');
  expect(stdout).toContain('  chart: 2.26.2 # base/prod.yaml:3\n');
  expect(stdout).toContain('  receivers: [ otlp-grpc ] # base/prod.yaml:4\n');
  expect(stdout).toContain('  namespace: tracing # default\n');
});

test('a component without keys of its own has the place that turns it on', () => {
  at.write(
    'base/prod.yaml',
    'gitops: { repoURL: "https://git.example.org/tracing.git" }\nkubernetes: { apis: [monitoring.coreos.com/v1] }\nmonitoring: true\nemojivoto: {}\ntraefik: { chart: 27.0.2 }\ntempo: { chart: 2.23.4, receivers: [otlp-grpc, zipkin, opencensus] }\n',
  );
  const { status, stdout } = explain('home');

  expect(status).toBe(0);
  expect(stdout).toContain('monitoring:\n  # base/prod.yaml:3\n  labels:\n    release: kube-prometheus-stack # default\n');
  expect(stdout).toContain('emojivoto:\n  # base/prod.yaml:4\n  entrypoint: web # default\n');
  expect(stdout).toContain('traefik:\n  chart: 27.0.2 # base/prod.yaml:5\n');
  expect(explain('home', 'monitoring').stdout).toMatch(/^monitoring:\n {2}# base\/prod\.yaml:3\n/);
});

test('the files that it extends are printed as they are written', () => {
  expect(explain('home', 'extends').stdout).toBe('extends: ../base/prod.yaml # clusters/home.yaml:1\n');
});

test('one key is printed alone', () => {
  expect(explain('home', 'tempo.storage.bucket').stdout).toBe('tempo:\n  storage:\n    bucket: traces # clusters/home.yaml:4\n');
});

test('a key needs the name of a cluster only where there are several', () => {
  expect(explain('tempo.chart').stdout).toBe('tempo:\n  chart: 2.26.2 # base/prod.yaml:3\n');
  expect(explain('metadata.labels.example.org/team').stdout).toContain('does not set metadata.labels.example.org/team\n');
  expect(explain('tempo.recievers').stderr).toMatch(/^no key tempo\.recievers in a cluster file; did you mean tempo\.receivers\?\n/);
  expect(explain('home.yaml').stderr).toMatch(/^no cluster home\.yaml in clusters; did you mean home\?\n/);
  expect(explain('tempo.yaml').stderr).toMatch(/^no cluster tempo\.yaml in clusters/);
  at.write('clusters/office.yaml', CLUSTER);

  expect(explain('tempo.chart')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^several clusters in clusters; name one of home, office\n/),
  });
  expect(explain('offize').stderr).toMatch(/^no cluster offize in clusters; did you mean office\?\n/);
});

test('a null that removes a value of a base is named', () => {
  at.write(
    'base/prod.yaml',
    'gitops: { repoURL: "https://git.example.org/tracing.git", sync: manual }\nvulture: { chart: 0.13.1 }\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc]\n',
  );
  at.write('clusters/home.yaml', `${CLUSTER}gitops: { sync: null }\nvulture: null\n`);

  expect(explain('home', 'vulture').stdout).toMatch(/^# clusters\/home\.yaml:7 removes vulture of a base\n# Vulture, which /);
  expect(explain('home', 'vulture.chart').stdout).toMatch(/^# clusters\/home\.yaml:7 removes vulture\.chart of a base\n/);
  expect(explain('home', 'gitops.sync').stdout).toBe(
    '# clusters/home.yaml:6 removes gitops.sync of a base\ngitops:\n  sync: automated # default\n',
  );
  expect(explain('home', 'emojivoto').stdout).toContain('# clusters/home.yaml does not set emojivoto\n');
});

test('a list that is a default is printed as a whole', () => {
  at.write('clusters/home.yaml', `${CLUSTER}  metricsGenerator: { remoteWrite: "http://prometheus.monitoring:9090/api/v1/write" }\n`);
  expect(explain('home', 'tempo.metricsGenerator.processors.0').stdout).toBe(
    '# tempo.metricsGenerator.processors is a list, which is printed as a whole\ntempo:\n  metricsGenerator:\n    processors: [ service-graphs, span-metrics ] # default\n',
  );
});

describe('storage in its other form', () => {
  const BUCKET = 'tempo:\n  storage:\n    bucket: traces # clusters/home.yaml:4\n';

  test('a named key shows what the short form sets', () => {
    expect(explain('home', 'tempo.storage.s3.bucket').stdout).toBe(
      `# tempo.storage.s3.bucket is tempo.storage.bucket in clusters/home.yaml\n${BUCKET}`,
    );
    expect(explain('home', 'tempo.storage.s3').stdout).toContain(BUCKET);
    expect(explain('home', 'tempo.storage.gcs').stdout).toContain('does not set tempo.storage.gcs');
    expect(explain('home', 'tempo.storage.s3.ca').stdout).toContain('does not set tempo.storage.s3.ca\n');
  });

  test('a key of the short form shows what the named form sets', () => {
    at.write(
      'clusters/home.yaml',
      'extends: ../base/prod.yaml\ndomain: home.example.org\ntempo:\n  storage: { s3: { bucket: traces, endpoint: s3.example.org } }\n  credentials: { existing: {} }\n',
    );
    expect(explain('home', 'tempo.storage.bucket').stdout).toBe(
      '# tempo.storage.bucket is tempo.storage.s3.bucket in clusters/home.yaml\ntempo:\n  storage:\n    s3:\n      bucket: traces # clusters/home.yaml:4\n',
    );
  });
});

test.each([
  [
    'tempo.size',
    '# clusters/home.yaml does not set tempo.size\n# small: one of each process; medium: several, for 5 MB/s of spans; ha: the same on',
  ],
  ['grafana.loki.url', '# clusters/home.yaml does not set grafana.loki.url\n# '],
  ['traefik', '# clusters/home.yaml does not set traefik'],
  ['tempo.values.querier.replicas', '# clusters/home.yaml does not set tempo.values.querier.replicas\n'],
])('a key that is not set is described: %s', (key, comment) => {
  expect(explain('home', key)).toMatchObject({ status: 0, stdout: expect.stringContaining(comment) });
});

describe('a key as messages print it', () => {
  beforeEach(() => {
    at.write(
      'clusters/home.yaml',
      `${CLUSTER}metadata: { annotations: { example.org/owner: ops } }\nsenders: { workloads: [{ namespace: shop, receiver: otlp-grpc }] }\n`,
    );
  });

  test('a name with dots is one step', () => {
    const { status, stdout } = explain('home', 'metadata.annotations.example.org/owner');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'metadata:\n  annotations:\n    example.org/owner: ops # clusters/home.yaml:6\n',
    });
    expect(explain('home', 'registry.imagesFrom.quay.io').stdout).toContain('does not set registry.imagesFrom.quay.io\n');
  });

  test.each([
    'metadata.annotations."example.org/owner"',
    "metadata['annotations']['example.org/owner']",
    'metadata.annotations[example.org/owner]',
    '.metadata.annotations["example.org/owner"]',
    '["metadata"]["annotations"]["example.org/owner"]',
  ])('a name may have quotes or brackets: %s', (key) => {
    expect(explain('home', key).stdout).toBe('metadata:\n  annotations:\n    example.org/owner: ops # clusters/home.yaml:6\n');
    expect(explain(key).stdout).toContain('example.org/owner: ops # clusters/home.yaml:6\n');
  });

  test.each(['senders.workloads.receiver', 'senders.workloads.0.receiver', 'senders.workloads[0].receiver'])(
    'a key in a list shows the list: %s',
    (key) => {
      const workloads =
        'senders:\n  workloads:\n    - namespace: shop # clusters/home.yaml:7\n      receiver: otlp-grpc # clusters/home.yaml:7\n';
      expect(explain('home', key).stdout).toBe(`# senders.workloads is a list, which is printed as a whole\n${workloads}`);
    },
  );
});

test.each([
  ['tempo.recievers', 'no key tempo.recievers in a cluster file; did you mean tempo.receivers?\n'],
  ['tmpo.storage.bucket', 'no key tmpo.storage.bucket in a cluster file; did you mean tempo.storage.bucket?\n'],
  ['tempo.storage.s3.bukket', 'no key tempo.storage.s3.bukket in a cluster file; did you mean tempo.storage.s3.bucket?\n'],
  ['anything', 'no key anything in a cluster file; see docs/cluster-file.md\n'],
])('a key that does not exist is refused: %s', (key, message) => {
  expect(explain('home', key)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});

test('mistakes are told, and the rest is explained', () => {
  at.write('base/prod.yaml', 'tempo: { chart: 2.26.2, recievers: [zipkin] }\n');
  const { status, stdout, stderr } = explain('home');

  expect(status).toBe(1);
  expect(stderr).toContain('base/prod.yaml:1:25 tempo.recievers: unknown key; did you mean receivers?');
  expect(stdout).toContain('  chart: 2.26.2 # base/prod.yaml:1');
});

test.each([
  ['not YAML', 'tempo: [\n'],
  ['empty', ''],
  ['not UTF-8', Buffer.from([0xff, 0xfe])],
])('nothing is claimed about a file that cannot be read: %s', (_, content) => {
  writeFileSync(path.join(at.folder, 'clusters/home.yaml'), content);

  for (const key of [[], ['tempo.chart']]) {
    const { status, stdout, stderr } = explain('home', ...key);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^clusters\/home\.yaml:\d+:\d+ file: /);
  }
});
