import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const CHARTS = path.join(__dirname, '../test/charts');
const images = (...args: string[]) => at.run('commands/images.ts', args);

test('lists each image once, with what uses it', () => {
  const { status, stdout } = images('--charts', CHARTS);

  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toContainEqual(expect.stringMatching(/^quay\.io\/minio\/mc:\S+: Job tempo-minio-bootstrap-\w+ in \S+$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\S*grafana\/tempo:\S+: \w+ tempo-\S+ in tracing and \d+ more$/));
  expect(new Set(lines.map((line) => line.split(': ')[0])).size).toBe(lines.length);
});

test('as JSON has every container', () => {
  const { status, stdout } = images('--charts', CHARTS, '--format', 'json');

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toContainEqual({
    image: expect.stringMatching(/^quay\.io\/minio\/mc:/),
    usedBy: [expect.objectContaining({ kind: 'Job', container: 'mc' })],
  });
});

test('says which chart is missing, and that the list has a gap', () => {
  at.write('none/here.txt', '');
  const { status, stdout, stderr } = images('--charts', 'none');

  expect(status).toBe(3);
  expect(stderr).toContain('images not listed: ');
  expect(stdout).toContain('quay.io/minio/mc:');
});

test.each([
  ['a conflict', '<<<<<<< HEAD\n=======\n>>>>>>> other\n', 'contains a merge conflict of git; run `npm run synth`'],
  ['what is not YAML', 'a: [\n', /is not valid YAML \(.*\); run `npm run synth`/],
])('with %s in the output, only that is told', (_what, damage, text) => {
  const file = 'dist/home/tempo.k8s.yaml';
  at.write(file, readFileSync(path.join(at.folder, file), 'utf8') + damage);

  const { status, stdout, stderr } = images('--charts', CHARTS);

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(text);
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(`${file}: `)]);
});
