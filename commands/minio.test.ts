import { spawnSync } from 'node:child_process';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();

test('prints the commands, also if no Job is created', () => {
  at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(/^minio:\n.*\n/m, ''));

  const { status, stdout } = at.run('commands/minio.ts', ['home']);

  expect(status).toBe(0);
  expect(stdout).toContain(
    'mc mb --ignore-existing --region eu-west-1 home-tempo/k3s-tempo\nmc admin policy create home-tempo tempo-k3s-tempo user_policy.json\n',
  );
  expect(spawnSync('sh', ['-n'], { input: stdout }).status).toBe(0);
});

test('prints those of another server, which mc cannot administer', () => {
  at.write(
    'clusters/home.yaml',
    readTestFile('clusters/seed.yaml')
      .replace(/^minio:\n.*\n/m, '')
      .replace(/^( +)endpoint: .*$/m, '$&\n$1server: garage'),
  );

  const { stdout } = at.run('commands/minio.ts', ['home']);

  expect(stdout).toContain('# Garage has no admin API of MinIO, which mc needs. So these are the commands of `npm run bucket`.\n');
  expect(stdout).toContain(at.run('commands/bucket.ts', ['home']).stdout);
  expect(stdout).not.toContain('mc admin');
});
