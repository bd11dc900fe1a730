import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const CHARTS = path.join(__dirname, '../test/charts');
const diff = (...args: string[]) => at.run('commands/diff.ts', ['--charts', CHARTS, ...args]);

/** Changes the cluster file, and writes the new output. */
function change(...changes: [string | RegExp, string][]): void {
  at.write(
    'clusters/home.yaml',
    changes.reduce((text, [from, to]) => text.replace(from, to), readTestFile('clusters/seed.yaml')),
  );
  expect(at.run('main.ts').status).toBe(0);
}

beforeEach(() => {
  at.git('init', '--quiet');
  at.git('add', 'clusters', 'dist');
  at.git('commit', '--quiet', '-m', 'before');
});

test('says that nothing changes', () => {
  expect(diff('--no-render')).toMatchObject({ status: 0, stdout: 'Nothing changes in the clusters: `home`\n' });
});

test('says that the output is not that of the cluster file, after an edit without synth', () => {
  const text = readTestFile('clusters/seed.yaml');
  at.write('clusters/home.yaml', text.replace('logReceivedSpans: true', 'logReceivedSpans: false'));
  expect(diff('--no-render').stdout).toContain(
    '## home: not compared\n\n**Not the current output**: `dist/home` is not the output of `clusters/home.yaml`; run `npm run synth` first\n',
  );

  at.write('clusters/home.yaml', text.replace(/chart: 2\S+/, 'chart: 2.24.0'));
  expect(diff('--no-render').stdout).toContain('synth refuses `clusters/home.yaml`, so `dist/home` is older; run `npm run synth`');

  at.write('clusters/home.yaml', `${text}# the same\n`);
  expect(diff('--no-render').stdout).toBe('Nothing changes in the clusters: `home`\n');
});

test('names a release of another Application once, with what restarts', () => {
  change([/^traefik:\n/m, 'traefik:\n  sampleRate: 0.5\n']);

  expect(diff().stdout.match(/^- (?!tempo).*restarts.*/gm)).toEqual([expect.stringMatching(/^- traefik: restarts Deployment traefik \(/)]);
});

test('a chart that is not available is not compared, and the pull request passes', () => {
  change(['logReceivedSpans: true', 'logReceivedSpans: false']);
  at.write('charts/.keep', '');

  const { status, stdout } = at.run('commands/diff.ts', ['--charts', 'charts']);

  expect(status).toBe(0);
  expect(stdout).toMatch(/Not compared[\s\S]*charts has no chart tempo-distributed 2\.23\.4/);
});

describe('with a chart that is available on one side only', () => {
  const missing = () => change(['chart: 2.23.4', 'chart: 2.23.3']);
  const told = (stdout: string) => stdout.slice(0, stdout.indexOf('### Objects'));

  test('the objects of the old one are not taken for deleted', () => {
    missing();

    const { status, stdout } = diff();

    expect(status).toBe(0);
    expect(stdout).toMatch(/^## home: 1 object changed\n\nverify: not proven; before: the pieces fit; see what was not compared below\n/);
    expect(told(stdout)).toContain('- tempo: restarts the pods of the Helm release of tempo-distributed (chart 2.23.4 to 2.23.3); ');
    expect(told(stdout)).toMatch(
      /has no chart tempo-distributed 2\.23\.3; .*\n- tempo-distributed could be rendered on only one side, so /,
    );
    expect(told(stdout)).not.toMatch(/Deleted|Addresses that move|gitops\.helm|resolved/);
  });

  test('those of the new one are not taken for added', () => {
    missing();
    at.git('commit', '--quiet', '--all', '-m', 'older');
    change();

    const { stdout } = diff();

    expect(stdout).toMatch(/^## home: 1 object changed\n\nverify: the pieces fit; before: not proven; see what was not compared below\n/);
    expect(told(stdout)).not.toMatch(/Added|Addresses that move|gitops\.helm/);
  });

  test('what verify finds in the new one is not called new', () => {
    const unused: [string, string] = ['logReceivedSpans: true', 'logReceivedSpans: true\n  values: {unknownValue: 1}'];
    change(unused, ['chart: 2.23.4', 'chart: 2.23.3']);
    at.git('commit', '--quiet', '--all', '-m', 'older');
    change(unused);

    expect(told(diff().stdout)).toMatch(/^- \*\*warning\*\* .*unknownValue: has no effect in tempo-distributed 2\.23\.4; /m);
  });
});

test('shows a value in the rendered objects, the verdict of verify, and the path of a trace', () => {
  change(['logReceivedSpans: true', 'logReceivedSpans: false']);

  const { status, stdout } = diff('HEAD', 'home', '--report', 'diff.html');
  const page = readFileSync(path.join(at.folder, 'diff.html'), 'utf8');

  expect(status).toBe(0);
  expect(stdout).toMatch(/^## home: \d+ objects? changed\n\nverify: /);
  expect(stdout).toContain('  data.tempo.yaml.distributor.log_received_spans.enabled\n-   true\n');
  expect(stdout).toContain('  spec.sources[tempo-distributed].helm.values.distributor.config');
  expect(page).toContain('spec.sources[tempo-distributed].helm.values.distributor.config');
  expect(stdout).toMatch(/<details><summary>The path of a trace<\/summary>\n\n```mermaid\nflowchart LR\n/);
  expect(page).toContain('aria-label="The path of a trace through home');
  expect(diff('--no-render').stdout).not.toContain('mermaid');
});

test('shows what restarts', () => {
  change(['logReceivedSpans: true', 'logReceivedSpans: false']);

  expect(diff('--no-render').stdout).toMatch(
    /### Restarts\n\n- tempo: restarts the pods of the Helm release of tempo-distributed \(configuration\)/,
  );
});

test('shows what is deleted, which addresses move, and the steps with their commands', () => {
  change([/^emojivoto:.*\n/m, '']);

  const { stdout } = diff();

  expect(stdout).toContain(
    '### Leaves the output, and stays in the cluster\n\n- emojivoto: `AppProject argocd/home-tracing-emojivoto`, `Namespace emojivoto`\n',
  );
  expect(stdout).toContain('- Traefik sends requests to emojivoto: `HTTP web-svc.emojivoto:80` is gone\n');
  expect(stdout).toContain('   kubectl -n argocd delete appproject home-tracing-emojivoto\n');
});

test('is data with --format json, without rendering', () => {
  change(['chart: 27.0.2', 'chart: 27.0.1']);

  const { stdout } = diff('--no-render', '--format', 'json');

  expect(JSON.parse(stdout).clusters).toMatchObject([
    { name: 'home', state: 'changed', objects: [{ kind: 'Values', name: 'traefik', change: 'changed', component: 'traefik' }] },
  ]);
});

test('what is accepted on both sides is not reported', () => {
  const accepted = 'accept: [{ rule: values/dead-value, reason: until the next release }]';
  change([/$/, `\n${accepted}\n`], ['logReceivedSpans: true', 'logReceivedSpans: true\n  values: { querier: { none: 1 } }']);
  at.git('commit', '--quiet', '--all', '-m', 'accepted');
  change([/$/, `\n${accepted}\n`], ['logReceivedSpans: true', 'values: { querier: { none: 1 } }']);

  const { stdout } = diff();

  expect(stdout).toMatch(/^## home: \d+ objects? changed\n\nverify: the pieces fit, 1 accepted\n\nmay lose or block: nothing · .*\n\n\|/);
});

const CONFLICT = '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n';
const append = (file: string, text: string) => at.write(file, readFileSync(path.join(at.folder, file), 'utf8') + text);

test.each([
  ['a conflict in the Applications', 'applications.k8s.yaml', CONFLICT, 'contains a merge conflict of git; run `npm run synth`'],
  ['a conflict in manifests', 'tempo.k8s.yaml', CONFLICT, 'contains a merge conflict of git; run `npm run synth`'],
  ['Applications that are not YAML', 'applications.k8s.yaml', 'a: [\n', /is not valid YAML \(.*\); run `npm run synth`/],
  ['missing Applications', 'applications.k8s.yaml', undefined, 'is missing; run `npm run synth`'],
  ['a missing root', 'bootstrap.k8s.yaml', undefined, 'is missing; run `npm run synth`'],
])('with %s, nothing is compared: the cause is told, as by verify', (_what, name, damage, text) => {
  const file = `dist/home/${name}`;
  if (damage === undefined) rmSync(path.join(at.folder, file));
  else append(file, damage);

  for (const options of [['--no-render'], []]) {
    const { status, stdout, stderr } = diff(...options);

    expect(status).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(`${file}: `)]);
    expect(stderr).toMatch(text);
    expect(stdout).toMatch(/^## home: not compared\n\n\*\*Not the current output\*\*: [^\n]*\n$/);
  }
});

test('a folder that is lost is not taken for a cluster that leaves', () => {
  rmSync(path.join(at.folder, 'dist/home'), { recursive: true });

  const { status, stdout, stderr } = diff('--no-render');

  expect({ status, stderr }).toEqual({ status: 1, stderr: 'dist/home: contains no manifest; run `npm run synth`\n' });
  expect(stdout).not.toContain('kubectl');
});

test('a cluster file that was renamed, before synth, is not taken for a cluster that leaves', () => {
  at.write('clusters/house.yaml', readTestFile('clusters/seed.yaml'));
  rmSync(path.join(at.folder, 'clusters/home.yaml'));

  const { status, stdout, stderr } = diff('--no-render');

  expect({ status, stderr }).toEqual({ status: 1, stderr: 'dist/house: contains no manifest; run `npm run synth`\n' });
  expect(stdout).toContain(
    '## home: not compared\n\n**Not the current output**: home has no cluster file, and may be house under another name',
  );
  expect(stdout).not.toContain('kubectl');
  expect(at.run('commands/verify.ts', ['--from', 'HEAD', '--charts', CHARTS]).stdout).not.toContain('kubectl');
});

test('a conflict in the commit is told, and what can be read is compared', () => {
  const file = 'dist/home/tempo.k8s.yaml';
  const text = readFileSync(path.join(at.folder, file), 'utf8');
  append(file, CONFLICT);
  at.git('commit', '--quiet', '--all', '-m', 'conflict');
  at.write(file, text);

  const { status, stdout } = diff('--no-render');

  expect(status).toBe(0);
  expect(stdout).toContain(
    '**warning** dist/home/tempo.k8s.yaml: contains a merge conflict of git, so what changes in it is unknown; compare with a commit in which it can be read\n',
  );
  expect(stdout).not.toContain('kubectl');
});

test('without a commit, everything is new', () => {
  rmSync(path.join(at.folder, '.git'), { recursive: true });

  expect(diff('--no-render').stdout).toMatch(/^## home: new, \d+ objects\n/);
  expect(diff('--no-render', 'main')).toMatchObject({ status: 1, stderr: expect.stringContaining('not in a git work tree') });
});

test('a commit that does not exist is refused', () => {
  expect(diff('heda')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^no commit heda in .*; did you mean HEAD\?/),
  });
});
