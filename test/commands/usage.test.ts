import { Workspace } from '../workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);

test('a folder that does not exist is told before anything is downloaded', () => {
  const charts = at.run('commands/verify.ts', ['--charts', 'nowhere'], { HELM: '/nonexistent/helm' });

  expect(charts).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^no folder nowhere; name the one with the charts by --charts\n/),
  });
});

test.each([
  ['an unknown option', ['--cluster', 'x'], /^unknown option --cluster; did you mean --clusters\?\nusage: npm run synth/],
  ['an option without its folder', ['--out'], /^--out has no DIR; use --out dist\n/],
  ['an unknown cluster', ['hme'], /^no cluster hme in clusters; did you mean home\?\n/],
  ['a missing folder', ['--clusters', 'nowhere'], /^no folder nowhere; name the folder with the cluster files by --clusters\n/],
])('%s exits with 2 and says what is right', (_what, args, message) => {
  const { status, stderr } = synth(...args);

  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test.each([
  ['other.yml', /^clusters\/other\.yml:1:1 file: the ending \.yml is not read; rename the file to other\.yaml\n/],
  ['home.yml', /^clusters\/home\.yml:1:1 file: clusters\/home\.yaml has the name home too; rename one of them\n/],
  ['My Home.yaml', /^clusters\/My Home\.yaml:1:1 file: "My Home" is not a valid name for a cluster; rename the file/],
])('a cluster file named %s is not passed over', (name, message) => {
  at.write(`clusters/${name}`, 'domain: example.org\n');

  expect(synth()).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
});

test.each([
  'main.ts',
  'commands/check.ts',
  'commands/bucket.ts',
  'commands/minio.ts',
  'commands/schema.ts',
  'commands/seal.ts',
  'commands/secret.ts',
  'commands/releases.ts',
  'commands/rules.ts',
  'commands/diff.ts',
  'commands/upgrade.ts',
  'commands/servers.ts',
])('%s explains itself by --help', (program) => {
  const { status, stdout } = at.run(program, ['--help']);

  expect(status).toBe(0);
  expect(stdout).toMatch(/^npm run (-s )?\w+/);
  expect(stdout).toContain('--help');
});
