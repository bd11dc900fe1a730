/** Verify as a user runs it: as a process, with the charts of test/charts/ and no network. */
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CHARTS, realHelm } from '../test/verify-fixture';
import { ROOT, Workspace } from '../test/workspace';
import type { Report } from '../verify/verdict';

// Few values, so that it takes few renders.
const CLUSTER = `domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  monolithic: 2.2.4
  receivers: [zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
`;
const FILE = 'dist/home/applications.k8s.yaml';

const at = new Workspace();
let helm: string;
/** Of that cluster; made once. */
let output: Record<string, string> = {};

beforeAll(async () => {
  helm = (await realHelm()).program;
});
beforeEach(() => {
  // What verify judges by is read from the repository, in which `npm run` starts it.
  symlinkSync(path.join(ROOT, 'schema'), path.join(at.folder, 'schema'));
  at.write('clusters/home.yaml', CLUSTER);
  rmSync(path.join(at.folder, 'dist'), { recursive: true });
  if (Object.keys(output).length === 0) {
    expect(at.run('main.ts')).toMatchObject({ status: 0 });
    output = at.contentOf('dist');
  }
  for (const [file, text] of Object.entries(output)) at.write(`dist/${file}`, text);
});

const verify = (...args: string[]) => at.run('commands/verify.ts', args, { HELM: helm });
const offline = (...args: string[]) => verify('--charts', CHARTS, ...args);
const read = (file: string) => readFileSync(path.join(at.folder, file), 'utf8');
const damage = () => at.write(FILE, read(FILE).replace('extraEnv:', 'extraEnvs:'));

test('what fits is said on standard output, and the exit code is 0', () => {
  const { status, stdout, stderr } = offline();

  expect(status).toBe(0);
  expect(stdout).toMatch(/^Tempo +-> +s3\.example\.org:443 +S3 +external: tempo\.storage\.endpoint declares it$/m);
  expect(stdout).toMatch(/^home: the pieces fit \(1 chart, \d+ renders, [\d.]+ s\)\n$/m);
  expect(stderr.split('\n').filter((line) => line && !line.startsWith('note: '))).toEqual([]);
  expect(existsSync(path.join(at.folder, 'charts.lock'))).toBe(false);
});

test('what does not fit is said on standard error, and the exit code is 1', () => {
  damage();

  const { status, stdout, stderr } = offline();

  expect(status).toBe(1);
  expect(stderr).toContain(`${FILE} home-tracing-tempo: StatefulSet tempo: container tempo has no variable MINIO_ACCESS_KEY_ID`);
  expect(stdout).not.toContain('MINIO_ACCESS_KEY_ID');
  expect(stdout).toMatch(/^home: \d errors, 1 warning; the pieces do not fit/m);
});

test('--json writes the report, and nothing else, to standard output', () => {
  damage();

  const { status, stdout } = offline('--json');
  const { clusters, renders } = JSON.parse(stdout) as Report;

  expect(status).toBe(1);
  expect(clusters.map(({ name }) => name)).toEqual(['home']);
  expect(clusters[0]?.verdicts.map(({ check }) => check)).toContain('microservices');
  expect(renders).toBe(2 + (clusters[0]?.judged.values ?? 0));
});

test('--report writes a page too', () => {
  expect(offline('--report', 'report.html').status).toBe(0);
  expect(read('report.html')).toMatch(/^<!doctype html>/i);
});

test('a page that cannot be written is wrong usage', () => {
  // Nothing to render.
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });

  expect(offline('--report', 'nowhere/report.html')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('the report cannot be written to nowhere/report.html (ENOENT); name another file'),
  });
});

test('a chart that is not in the folder is an error of its release', () => {
  at.write('charts/README.md', 'none yet\n');

  expect(verify('--charts', 'charts')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('charts has no chart tempo 2.2.4; put it there as tempo-2.2.4/ or tempo-2.2.4.tgz'),
  });
});

test('an output without the cluster is an error', () => {
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });

  expect(offline()).toMatchObject({ status: 1, stderr: expect.stringContaining('dist/home: holds no manifest; run `npm run synth`') });
});

test('a cluster file that cannot be read is told, with what is wrong in it', () => {
  at.write('clusters/home.yaml', CLUSTER.replace('monolithic', 'monolith'));

  const { status, stdout, stderr } = offline();

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^clusters\/home\.yaml:4:3 tempo\.monolith: is no key here; write monolithic\n/);
});

test.each<[string, string[], RegExp]>([
  ['an unknown option', ['--chart', 'x'], /^no option --chart; write --charts\nusage: npm run verify/],
  ['an unknown cluster', ['hme'], /^no cluster hme in clusters; write home\n/],
  ['charts that are no folder', ['--charts', 'nowhere'], /^no folder nowhere; name the one with the charts by --charts\nusage: /],
  [
    'charts that are a file',
    ['--charts', 'clusters/home.yaml'],
    /^no folder clusters\/home\.yaml; name the one with the charts by --charts\n/,
  ],
  [
    'manifests and an output',
    ['--manifests', 'dist', '--out', 'other', '--clusters', 'mine'],
    /^with --manifests no cluster is read, and so not --clusters mine, --out other; leave one of the two out\nusage: /,
  ],
  ['no page', ['--report'], /^--report lacks its FILE/],
])('%s exits with 2 and says what is right', (_what, args, message) => {
  const { status, stdout, stderr } = verify(...args);

  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test.each<[string, () => void, Record<string, string>, RegExp]>([
  [
    'a HELM that does not run',
    () => undefined,
    { HELM: '/nowhere/helm' },
    /^HELM is \/nowhere\/helm, which is no Helm that runs; set it to one, or unset it\n$/,
  ],
  [
    'a folder for temporary files that is not there',
    () => undefined,
    { TMPDIR: '/nowhere' },
    /^no folder can be made in \/nowhere \(ENOENT\); set TMPDIR to a folder that can be written to\n$/,
  ],
  ['a lock that is a folder', () => at.write('charts.lock/a', ''), {}, /^charts\.lock: is no file; remove it, and run verify again\n$/],
  ['a broken lock', () => at.write('charts.lock', 'charts: ['), {}, /^charts\.lock: is no YAML .*; take it back from git/],
])('%s exits with 1 and says the way out', (_what, prepare, environment, message) => {
  prepare();

  const { status, stdout, stderr } = at.run('commands/verify.ts', ['--charts', CHARTS], { HELM: helm, ...environment });

  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('a mistake of verify itself is told in a line, and by where it came from, without its source', () => {
  rmSync(path.join(at.folder, 'schema'));

  const { status, stderr } = offline();

  expect(status).toBe(1);
  expect(stderr).toMatch(/^a bug of tempo-gitops: ENOENT.*kubernetes\.json'; please report it with this input\nError: ENOENT.*\n {4}at /m);
  expect(Math.max(...stderr.split('\n').map(({ length }) => length))).toBeLessThan(1000);
});

test('--help explains every option', () => {
  const { status, stdout } = verify('--help');

  expect(status).toBe(0);
  for (const option of ['--clusters DIR', '--out DIR', '--charts DIR', '--json', '--report FILE']) expect(stdout).toContain(option);
});
