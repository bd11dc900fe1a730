import { Workspace } from '../test/workspace';

const at = new Workspace();
const explain = (...args: string[]) => at.run('commands/explain.ts', args);

beforeEach(() => {
  at.write(
    'base/prod.yaml',
    'gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc]\n',
  );
  at.write(
    'clusters/home.yaml',
    'extends: ../base/prod.yaml\ndomain: home.example.org\ntempo:\n  storage: { bucket: traces, endpoint: s3.example.org }\n  credentials: { existing: {} }\n',
  );
});

test('each value has the file and the line that it comes from, or is a default', () => {
  const { status, stdout } = explain('home');

  expect(status).toBe(0);
  expect(stdout).toContain('domain: home.example.org # clusters/home.yaml:2\n');
  expect(stdout).toContain('  chart: 2.26.2 # base/prod.yaml:3\n');
  expect(stdout).toContain('  receivers: [ otlp-grpc ] # base/prod.yaml:4\n');
  expect(stdout).toContain('  namespace: tracing # default\n');
});

test('one key is printed alone', () => {
  expect(explain('home', 'tempo.storage.bucket').stdout).toBe('tempo:\n  storage:\n    bucket: traces # clusters/home.yaml:4\n');
  expect(explain('home', 'tempo.bukket')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('clusters/home.yaml has no tempo.bukket'),
  });
});

test('mistakes are told, and the rest is explained', () => {
  at.write('base/prod.yaml', 'tempo: { chart: 2.26.2, recievers: [zipkin] }\n');
  const { status, stdout, stderr } = explain('home');

  expect(status).toBe(1);
  expect(stderr).toContain('base/prod.yaml:1:25 tempo.recievers: unknown key; did you mean receivers?');
  expect(stdout).toContain('  chart: 2.26.2 # base/prod.yaml:1');
});
