import { readFileSync } from 'node:fs';
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
  at.write('.gitignore', 'node_modules/\n*.log\n');

  const { status, stdout, stderr } = at.run('commands/init.ts', ['--yes', '--cluster', 'lab', '--ci', 'none']);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^written {3}TRACING\.md$/m);
  expect(stdout).toMatch(/\nnext: npm install, then the steps of TRACING\.md\n$/);
  expect(stderr).toContain('note: .gitignore stays as it is; add these lines to it: .cache/ /.*.tempo-gitops*/ /charts.lock.* /diff.md\n');
  expect(readFileSync(path.join(at.folder, 'README.md'), 'utf8')).toBe('# mine\n');
  expect(readFileSync(path.join(at.folder, '.gitignore'), 'utf8')).toBe('node_modules/\n*.log\n');
  expect(at.run('commands/init.ts', ['--yes', '--cluster', 'other', '--ci', 'none'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'init overwrites no file, so nothing is written; move these away: TRACING.md, package.json, renovate.json',
    ),
  });
});
