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
