import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { ROOT, Workspace } from '../test/workspace';

const at = new Workspace();
const CHARTS = path.join(ROOT, 'test/charts');
const seed = (from: string, to: string) => readTestFile('clusters/seed.yaml').replace(from, to);
const synth = () => at.run('main.ts');
const verify = (...args: string[]) => at.run('commands/verify.ts', ['--charts', CHARTS, ...args]);

describe('verify --from', () => {
  test('judges the change from a commit, also after synth has written it', () => {
    at.git('init', '-q', '-b', 'main');
    at.git('add', '.');
    at.git('commit', '-qm', 'one');
    at.write('clusters/home.yaml', seed('  logReceivedSpans: true', '  persistence: {}'));
    synth();

    const { stdout, stderr } = verify('--from', 'main');

    expect(stdout).toMatch(/^change +\d+ judged, 1 warning$/m);
    expect(stderr).toMatch(/^warning: clusters\/home\.yaml:\d+:3 tempo\.persistence: adds volumes to StatefulSet tempo-ingester/m);
    expect(stderr).toContain('\n    kubectl -n tracing delete statefulset tempo-ingester\n');
    expect(verify().stdout).not.toContain('change ');
    expect(verify('--from', 'mian')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^no commit mian in .*; did you mean main\?$/m),
    });
  });

  test('says that a chart of the old output is not available, so that not everything is compared', () => {
    at.write('clusters/home.yaml', seed('chart: 2.23.4', 'chart: 2.23.3'));
    synth();
    at.git('init', '-q');
    at.git('add', '.');
    at.git('commit', '-qm', 'older');
    at.write('clusters/home.yaml', seed('', ''));
    synth();

    const { status, stdout, stderr } = verify('--from', 'HEAD');

    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^not proven +the old output: dist\/home\/applications\.k8s\.yaml home-tracing-tempo: .* has no chart tempo-distributed 2\.23\.3; put it there/m,
    );
    expect(stderr).toContain('restarts the pods of the Helm release of tempo-distributed (chart 2.23.3 to 2.23.4)');
    expect(stderr).not.toContain('change/not-rendered');
  });

  test('is refused without a repository, and together with other manifests', () => {
    expect(verify('--from', 'HEAD')).toMatchObject({ status: 1, stderr: expect.stringContaining('not in a git work tree') });
    expect(verify('--manifests', 'dist', '--from', 'HEAD')).toMatchObject({ status: 2, stderr: expect.stringContaining('--from HEAD') });
  });
});

describe('verify --live', () => {
  const live = (...objects: object[]) => at.write('live.yaml', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));

  test('names what is taken over, what belongs to others, and what cannot be changed', () => {
    const annotations = { 'argocd.argoproj.io/tracking-id': 'platform:/Namespace:tracing/tracing' };
    live(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tracing', uid: '1', annotations } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'tempo-distributor', namespace: 'tracing', uid: '2' },
        spec: { selector: { matchLabels: { app: 'tempo' } } },
      },
    );

    const { stderr } = verify('--live', 'live.yaml');

    expect(stderr).toMatch(
      /^dist\/home\/tempo\.k8s\.yaml tracing: Namespace tracing: belongs to Application platform, and Argo CD refuses/m,
    );
    expect(stderr).toMatch(/^warning: .* Deployment tempo-distributor: changes spec\.selector, which the API server refuses/m);
    expect(stderr).toMatch(/^note: .* home: takes over .*Deployment tempo-distributor in tracing/m);
  });

  test('names the labels by which an older Argo CD refuses what Helm has installed', () => {
    const metadata = { name: 'tempo', namespace: 'tracing', uid: '1', labels: { 'app.kubernetes.io/instance': 'tempo' } };
    live({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const warning =
      /^warning: .* ServiceAccount tempo: has the label app\.kubernetes\.io\/instance: tempo, by which Argo CD before 3\.0 counts it/m;

    expect(verify('--live', 'live.yaml').stderr).toMatch(warning);

    at.write('clusters/home.yaml', seed('  revision: main', '  revision: main\n  argocd: 3.1'));
    synth();
    const { stderr } = verify('--live', 'live.yaml');
    expect(stderr).toMatch(/takes over ServiceAccount tempo/);
    expect(stderr).not.toMatch(warning);
  });

  test.each([
    ['missing.yaml', 2, 'no file missing.yaml'],
    ['clusters', 1, 'clusters: contains no Kubernetes object'],
  ])('%s is refused', (file, status, message) => {
    expect(verify('--live', file)).toMatchObject({ status, stderr: expect.stringContaining(message) });
  });
});
