import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();

test('prints the commands of the server that the cluster file names', () => {
  at.write(
    'clusters/home.yaml',
    readTestFile('clusters/seed.yaml')
      .replace(/^minio:\n.*\n/m, '')
      .replace('    bucket:', '    server: garage\n    bucket:'),
  );

  const { status, stdout } = at.run('commands/bucket.ts', ['home']);

  expect(status).toBe(0);
  expect(stdout).toContain('# Bucket and key of Tempo in home, on Garage.\ngarage bucket create k3s-tempo\n');
});
