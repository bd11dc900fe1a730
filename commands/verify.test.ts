/** Runs verify as a process, with the charts of test/charts/ and without network. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHARTS, realHelm } from '../test/verify-fixture';
import { Workspace } from '../test/workspace';
import type { ReportDocument } from '../verify/report/json';

// Few values need few renders.
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
/** The output of that cluster, created once. */
let output: Record<string, string> = {};

beforeAll(async () => {
  helm = (await realHelm()).program;
});
beforeEach(() => {
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
const errorsIn = (stderr: string) => stderr.split('\n').filter((line) => line && !line.startsWith('note: '));
const damage = () => at.write(FILE, read(FILE).replace('extraEnv:', 'extraEnvs:'));

test('without errors, the result is on standard output, and the exit code is 0', () => {
  const { status, stdout, stderr } = offline();

  expect(status).toBe(0);
  expect(stdout).toMatch(/^Tempo +-> +s3\.example\.org:443 +S3 +external: tempo\.storage\.endpoint declares it$/m);
  expect(stdout).toMatch(/^home: the pieces fit \(1 chart, \d+ renders, [\d.]+ s\)\n$/m);
  expect(errorsIn(stderr)).toEqual([]);
  expect(existsSync(path.join(at.folder, 'charts.lock'))).toBe(false);
});

test('errors are printed on standard error, and the exit code is 1', () => {
  damage();

  const { status, stdout, stderr } = offline();

  expect(status).toBe(1);
  expect(stderr).toContain(`${FILE} home-tracing-tempo: StatefulSet tempo (container tempo): has no variable MINIO_ACCESS_KEY_ID`);
  expect(stdout).not.toContain('MINIO_ACCESS_KEY_ID');
  expect(stdout).toMatch(/^home: \d errors; the pieces do not fit/m);
});

test('--json writes the report, and nothing else, to standard output', () => {
  damage();

  const { status, stdout } = offline('--json');
  const { clusters, renders } = JSON.parse(stdout) as ReportDocument;

  expect(status).toBe(1);
  expect(clusters.map(({ name }) => name)).toEqual(['home']);
  expect(clusters[0]?.verdicts.map(({ check }) => check)).toContain('microservices');
  // Damaged values without effect are tried again with other values.
  expect(renders).toBeGreaterThan(2 + (clusters[0]?.judged.values ?? 0));
});

test.each(['sarif', 'junit', 'github'])('--format %s writes that, and nothing else, to standard output', (format) => {
  damage();

  const { status, stdout, stderr } = offline('--format', format);

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(
    {
      sarif: /^\{\n {2}"\$schema": "https:\/\/docs\.oasis-open\.org\/sarif\/[\s\S]*"ruleId": "microservices\/[\s\S]*\}\n$/,
      junit:
        /^<\?xml [\s\S]*<testsuite name="render" tests="1" failures="0" skipped="0">[\s\S]*<testsuite name="microservices" [\s\S]*<\/testsuites>\n$/,
      github: /^::error file=dist\/home\/applications\.k8s\.yaml,title=[\s\S]*\n$/,
    }[format] ?? /^$/,
  );
});

test('a merge conflict in the output is one error for each file', () => {
  const files = ['dist/home/applications.k8s.yaml', 'dist/home/tempo.k8s.yaml'];
  for (const file of files) at.write(file, `${read(file)}<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n`);

  expect(offline().stderr).toBe(files.map((file) => `${file}: contains a merge conflict of git; run \`npm run synth\`\n`).join(''));
});

test('output in which a key that occurs twice changes a value is an error', () => {
  at.write('dist/home/tempo.k8s.yaml', read('dist/home/tempo.k8s.yaml').replace('kind: Namespace', 'kind: ConfigMap\nkind: Namespace'));

  expect(offline().stderr).toContain('dist/home/tempo.k8s.yaml: differs from the output of clusters/home.yaml;');
});

test('output that is not what synth writes is an error', () => {
  at.write('dist/home/tempo.k8s.yaml', read('dist/home/tempo.k8s.yaml').replace('name: tracing', 'name: tracing\n  labels: {a: b}'));

  const { status, stderr } = offline();

  expect(status).toBe(1);
  expect(stderr).toMatch(/^dist\/home\/tempo\.k8s\.yaml: differs from the output of clusters\/home\.yaml; run `npm run synth`/m);
});

test('findings that the cluster file accepts are not errors, and are shown with the reason', () => {
  at.write(
    'clusters/home.yaml',
    `${CLUSTER}accept:\n  - {rule: freshness/changed, reason: edited in May}\n  - {rule: hygiene/no-such-rule, reason: x}\n`,
  );
  at.write('dist/home/tempo.k8s.yaml', read('dist/home/tempo.k8s.yaml').replace('name: tracing', 'name: tracing\n  labels: {a: b}'));

  const { status, stdout, stderr } = offline('--report', 'report.html');

  expect(status).toBe(0);
  expect(stderr).toMatch(/^accepted error: dist\/home\/tempo\.k8s\.yaml: differs from .* \(accepted: edited in May\)$/m);
  expect(stderr).toMatch(/^warning: clusters\/home\.yaml:11:6 accept: unknown rule hygiene\/no-such-rule; /m);
  expect(stdout).toMatch(/^accept +2 judged, 1 warning$/m);
  expect(read('report.html')).toContain('accepted: edited in May');
  const [cluster] = (JSON.parse(offline('--json').stdout) as ReportDocument).clusters;
  expect(cluster?.verdicts.filter(({ accepted }) => accepted).map(({ rule, accepted }) => [rule, accepted])).toEqual([
    ['freshness/changed', 'edited in May'],
  ]);
});

test('--report also writes a page', () => {
  expect(offline('--report', 'report.html').status).toBe(0);
  expect(read('report.html')).toMatch(/^<!doctype html>/i);
});

test('a page that cannot be written is wrong usage', () => {
  // There is nothing to render.
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });

  expect(offline('--report', 'nowhere/report.html')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('the report cannot be written to nowhere/report.html (ENOENT); name another file'),
  });
});

describe('a chart that is not in the folder', () => {
  const MISSING = 'charts has no chart tempo 2.2.4; put it there as tempo-2.2.4/ or tempo-2.2.4.tgz';
  beforeEach(() => at.write('charts/README.md', 'none yet\n'));

  test('proves nothing: the exit code is 3', () => {
    const { status, stdout, stderr } = verify('--charts', 'charts');

    expect({ status, stderr: errorsIn(stderr) }).toEqual({ status: 3, stderr: [] });
    expect(stdout).toMatch(new RegExp(`^not proven +dist/home/.*${MISSING.replaceAll('.', '\\.')}$`, 'm'));
    expect(stdout).toMatch(/^home: not proven \(0 charts, /m);
  });

  test('is the same beside an error, whose exit code wins', () => {
    at.write(FILE, read(FILE).replace('path: dist/home', 'path: dist/elsewhere').replace('include: tempo', 'include: gone'));

    expect(verify('--charts', 'charts')).toMatchObject({ status: 1, stdout: expect.stringContaining(MISSING) });
  });

  test.each([
    ['json', /"notProven": \[\n\s+"dist\/home/],
    ['sarif', /"toolExecutionNotifications": \[/],
    ['junit', /<skipped message="not proven: dist\/home/],
    ['github', /^::warning title=not proven::dist\/home/m],
  ])('is in the format %s', (format, expected) => {
    const { status, stdout } = verify('--charts', 'charts', '--format', format);

    expect(status).toBe(3);
    expect(stdout).toMatch(expected);
  });
});

test('an output without the cluster is an error', () => {
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });

  expect(offline()).toMatchObject({ status: 1, stderr: expect.stringContaining('dist/home: contains no manifest; run `npm run synth`') });
});

test('a cluster file that cannot be read is reported with its mistakes', () => {
  at.write('clusters/home.yaml', CLUSTER.replace('monolithic', 'monolith'));

  const { status, stdout, stderr } = offline();

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^clusters\/home\.yaml:4:3 tempo\.monolith: unknown key; did you mean monolithic\?\n/);
});

test.each<[string, string[], RegExp]>([
  ['an unknown option', ['--chart', 'x'], /^unknown option --chart; did you mean --charts\?\nusage: npm run verify/],
  ['an unknown cluster', ['hme'], /^no cluster hme in clusters; did you mean home\?\n/],
  ['charts that are no folder', ['--charts', 'nowhere'], /^no folder nowhere; name the one with the charts by --charts\nusage: /],
  [
    'charts that are a file',
    ['--charts', 'clusters/home.yaml'],
    /^no folder clusters\/home\.yaml; name the one with the charts by --charts\n/,
  ],
  [
    'manifests and an output',
    ['--manifests', 'dist', '--out', 'other', '--clusters', 'mine'],
    /^--manifests cannot be used together with --clusters mine, --out other; remove one of them\nusage: /,
  ],
  [
    'a release of Kubernetes without manifests',
    ['--kubernetes', '1.30'],
    /^--kubernetes 1\.30 only with --manifests; use kubernetes of the/,
  ],
  ['an API without manifests', ['--api', 'a.b/v1'], /^--api a\.b\/v1 only with --manifests; /],
  [
    'no release of Kubernetes',
    ['--manifests', 'dist', '--kubernetes', '>=1.30'],
    /^>=1\.30 is not a release of Kubernetes; use --kubernetes 1\.34\n/,
  ],
  [
    'no API',
    ['--manifests', 'dist', '--api', 'a.b/v1,monitoring'],
    /^monitoring is not an API version; use --api monitoring\.coreos\.com\/v1\n/,
  ],
  ['no page', ['--report'], /^--report has no FILE; use --report FILE\n/],
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
    /^HELM is \/nowhere\/helm, which is not a working Helm; set it to one, or unset it\n$/,
  ],
  [
    'a folder for temporary files that is not there',
    () => undefined,
    { TMPDIR: '/nowhere' },
    /^no folder can be created in \/nowhere \(ENOENT\); set TMPDIR to a writable folder\n$/,
  ],
  ['a lock that is a folder', () => at.write('charts.lock/a', ''), {}, /^charts\.lock: is not a file; remove it, and run verify again\n$/],
  ['a broken lock', () => at.write('charts.lock', 'charts: ['), {}, /^charts\.lock: is not valid YAML .*; restore it from git/],
])('%s exits with 1 and says the way out', (_what, prepare, environment, message) => {
  prepare();

  const { status, stdout, stderr } = at.run('commands/verify.ts', ['--charts', CHARTS], { HELM: helm, ...environment });

  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('an internal error is one line, and the place that it comes from, without its source', () => {
  const without = path.join(at.folder, 'without.js');
  at.write(
    'without.js',
    "const fs = require('fs'); const read = fs.readFileSync; fs.readFileSync = (file, ...rest) => read(typeof file === 'string' ? file.replace('kubernetes.json', 'gone/kubernetes.json') : file, ...rest);",
  );

  const { status, stderr } = at.run('commands/verify.ts', ['--charts', CHARTS], { HELM: helm, NODE_OPTIONS: `--require=${without}` });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^internal error: ENOENT.*kubernetes\.json'; please report it with this input\nError: ENOENT.*\n {4}at /m);
  expect(Math.max(...stderr.split('\n').map(({ length }) => length))).toBeLessThan(1000);
});

test('--help explains every option', () => {
  const { status, stdout } = verify('--help');

  expect(status).toBe(0);
  for (const option of ['--clusters DIR', '--out DIR', '--charts DIR', '--format FORMAT', '--json', '--report FILE'])
    expect(stdout).toContain(option);
});
