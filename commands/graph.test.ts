import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { Workspace } from '../test/workspace';

const at = new Workspace();
const graph = (...args: string[]) => at.run('commands/graph.ts', ['--charts', path.join(__dirname, '../test/charts'), ...args]);

test('prints the path of a trace, with the addresses and versions of the rendered charts', () => {
  const { status, stdout } = graph();

  expect(status).toBe(0);
  expect(stdout).toMatch(/^```mermaid\nflowchart LR\n {2}n0\["/);
  expect(stdout).toMatch(/\["Tempo<br\/>\d+\.\d+\.\d+ in tracing"\]/);
  expect(stdout).toMatch(/-- "spans · Zipkin<br\/>tempo-distributor\.tracing:9411" -->/);
  expect(stdout).toMatch(/\n```\n$/);
});

test('what is not known is told, and the picture has the collector of the cluster file', () => {
  at.write(
    'clusters/other.yaml',
    `${readTestFile('clusters/otlp.yaml')}\ncollector: { chart: 0.158.2, receivers: [otlp-grpc, otlp-http] }\n`,
  );
  expect(at.run('main.ts', ['other'])).toMatchObject({ status: 0 });

  const { status, stdout, stderr } = graph('other');

  expect(status).toBe(3);
  expect(stderr).toMatch(
    /^not drawn: dist\/other\/applications\.k8s\.yaml other-tracing-tempo: .* has no chart tempo-distributed .*; put it there as/m,
  );
  expect(stdout).toMatch(/\n {2}(n\d+) -\. "\? spans" \.-> (n\d+)\n/);
  const nameOf = (id: string) => new RegExp(`  ${id}\\["(.*?)["<]`).exec(stdout)?.[1];
  const spans = [...stdout.matchAll(/(n\d+) -\. "\? spans" \.-> (n\d+)/g)].map(([, from = '', to = '']) => [from, to].map(nameOf));
  expect(spans).toEqual([
    ['Traefik', 'tempo-collector'],
    ['tempo-collector', 'Tempo'],
  ]);
});

test('a cluster that is not there is named', () => {
  const { status, stderr } = graph('other');
  expect(status).not.toBe(0);
  expect(stderr).toContain('other');
});

test.each([
  ['a conflict', '<<<<<<< HEAD\n=======\n>>>>>>> other\n', 'contains a merge conflict of git; run `npm run synth`'],
  ['what is not YAML', 'a: [\n', /is not valid YAML \(.*\); run `npm run synth`/],
  ['no Applications', undefined, 'is missing; run `npm run synth`'],
])('with %s, there is no picture, and the cause is told', (_what, damage, text) => {
  const file = path.join(at.folder, 'dist/home/applications.k8s.yaml');
  if (damage === undefined) rmSync(file);
  else at.write('dist/home/applications.k8s.yaml', readFileSync(file, 'utf8') + damage);

  const { status, stdout, stderr } = graph();

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(text);
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('dist/home/applications.k8s.yaml: ')]);
});

test('a file that is missing is told with the picture that lacks it', () => {
  rmSync(path.join(at.folder, 'dist/home/emojivoto.k8s.yaml'));

  const { status, stdout, stderr } = graph();

  expect(status).toBe(1);
  expect(stdout).toContain('mermaid');
  expect(stderr).toContain('dist/home/emojivoto.k8s.yaml: is missing, but synth generates it');
});
