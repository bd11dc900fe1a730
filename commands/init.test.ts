import { existsSync, mkdirSync, readFileSync, rmdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const NOTE = 'note: no continuous integration is written; use --ci github or --ci gitlab for one\n';

test.each([
  ['a repository of an unknown host', [], true],
  ['none that is asked for', ['--ci', 'none'], false],
  ['a repository on GitHub', ['--repo-url', 'https://github.com/you/lab.git'], false],
])('--yes says when it writes no continuous integration: %s', (_what, args, isSaid) => {
  const { status, stderr } = at.run('commands/init.ts', ['--yes', '--cluster', 'lab', ...args]);

  expect([status, stderr.includes(NOTE)]).toEqual([0, isSaid]);
});

test('the README and the .gitignore of a repository stay', () => {
  at.write('README.md', '# mine\n');
  at.write('.gitignore', 'node_modules\r\n*.log\n');

  const { status, stdout, stderr } = at.run('commands/init.ts', ['--yes', '--cluster', 'lab', '--ci', 'none']);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^written {3}TRACING\.md$/m);
  expect(stdout).toMatch(/\nnext: npm install, then the steps of TRACING\.md\n$/);
  expect(stderr).toContain(
    'note: .gitignore stays as it is; add these lines to it: .cache/, /.*.tempo-gitops*/, /charts.lock.*, /diff.md\n',
  );
  expect(readFileSync(path.join(at.folder, 'README.md'), 'utf8')).toBe('# mine\n');
  expect(readFileSync(path.join(at.folder, '.gitignore'), 'utf8')).toBe('node_modules\r\n*.log\n');
  expect(at.run('commands/init.ts', ['--yes', '--cluster', 'other', '--ci', 'none'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'init overwrites no file, so nothing is written; move these away: TRACING.md; for another cluster, copy clusters/home.yaml to clusters/other.yaml',
    ),
  });
});

const CI = ['--yes', '--cluster', 'lab', '--ci'];

describe('in a repository with files of its own', () => {
  test('package.json and the settings of Renovate get what they lack', () => {
    at.write('package.json', '{"name": "shop", "scripts": {"test": "jest"}}');
    at.write('.github/renovate.json', '{"extends": ["local>me/presets"]}');

    const { status, stdout, stderr } = at.run('commands/init.ts', [...CI, 'github']);

    expect([status, stderr]).toEqual([0, expect.not.stringContaining('renovate')]);
    expect(stdout).toContain('completed .github/renovate.json\ncompleted package.json\n');
    expect(at.contentOf('.github')['renovate.json']).toContain('local>me/presets');
    expect(existsSync(path.join(at.folder, 'renovate.json'))).toBe(false);
  });

  test('a pipeline of GitLab stays, and settings of Renovate that cannot be completed', () => {
    at.write('.gitlab-ci.yml', 'test: { script: [make] }\n');
    at.write('renovate.json5', '{ extends: [] } // ours');

    const { status, stdout, stderr } = at.run('commands/init.ts', [...CI, 'gitlab']);

    expect([status, stdout]).toEqual([0, expect.stringMatching(/^written {3}\.gitlab\/tempo-gitops\.yml$/m)]);
    expect(stderr).toContain('note: .gitlab-ci.yml stays as it is; add include: { local: .gitlab/tempo-gitops.yml } to it');
    expect(stderr).toMatch(/^note: renovate\.json5: is not JSON: .+; then run npm run renovate$/m);
    expect(readFileSync(path.join(at.folder, '.gitlab-ci.yml'), 'utf8')).toBe('test: { script: [make] }\n');
  });

  test.each([
    ['package.json', '{"scripts": {"check": "tsc"}}', /^package\.json: has scripts of its own named check, which /],
    [
      'clusters/prod/apps.yaml',
      'apiVersion: v1\nkind: List\n',
      /^clusters\/prod\/apps\.yaml is not a cluster file, or has a mistake, and synth reads/,
    ],
  ])('%s of another use is refused before anything is written', (file, text, message) => {
    at.write(file, text);

    expect(at.run('commands/init.ts', [...CI, 'none'])).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
    expect(existsSync(path.join(at.folder, 'README.md'))).toBe(false);
  });

  test.each(['package.json', 'renovate.json', '.gitattributes'])('a folder or a broken link in the place of %s is told', (name) => {
    mkdirSync(path.join(at.folder, name));
    const folder = at.run('commands/init.ts', [...CI, 'none']);
    rmdirSync(path.join(at.folder, name));
    symlinkSync('nowhere', path.join(at.folder, name));

    for (const result of [folder, at.run('commands/init.ts', [...CI, 'none'])])
      expect(result).toMatchObject({ status: 1, stderr: expect.stringContaining(`, so nothing is written; move these away: ${name};`) });
    expect(existsSync(path.join(at.folder, 'README.md'))).toBe(false);
  });

  test('what git ignores and must be committed is told', () => {
    at.git('init', '-q');
    at.write('.gitignore', 'node_modules/\ndist\n*.tgz\n');
    at.write('package.json', '{"devDependencies": {"tempo-gitops": "file:tempo-gitops-1.0.0.tgz"}}');

    const { stderr } = at.run('commands/init.ts', [...CI, 'none', '--package', 'file:tempo-gitops-2.0.0.tgz']);

    expect(stderr).toContain('note: package.json: tempo-gitops stays file:tempo-gitops-1.0.0.tgz; ');

    expect(stderr).toContain(
      'note: git ignores tempo-gitops-1.0.0.tgz and dist/, which must be committed; correct the .gitignore that names them',
    );
  });

  test('a folder that gitops.path cannot name is told before anything is asked', () => {
    at.git('init', '-q');
    at.write('my infra/.keep', '');

    expect(at.run('commands/init.ts', [...CI, 'none'], {}, 'my infra')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^my infra\/: gitops\.path cannot name this folder of the repository; run init in one /),
    });
  });

  test('below the root, the cluster file has the path from there', () => {
    at.git('init', '-q');
    at.write('infra/tracing/.keep', '');
    const below = (...args: string[]) => at.run('commands/init.ts', [...CI, ...args], {}, 'infra/tracing');

    expect(below('github')).toMatchObject({ status: 2, stderr: expect.stringContaining('--ci: github reads its file only at the root') });
    const { status, stderr } = below('none');

    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('note: no continuous integration and no renovate.json are written, because'),
    ]);
    expect(Object.keys(at.contentOf('infra')).sort()).toEqual(
      ['.gitattributes', '.gitignore', '.keep', 'README.md', 'clusters/lab.yaml', 'package.json'].map((file) => `tracing/${file}`),
    );
    expect(at.contentOf('infra')['tracing/clusters/lab.yaml']).toContain('\n  path: infra/tracing/dist/lab # from the root');
    expect(at.run('main.ts', [], {}, 'infra/tracing')).toMatchObject({ status: 0 });
  });
});
