import path from 'node:path';
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

test('a cluster that is not there is named', () => {
  const { status, stderr } = graph('other');
  expect(status).not.toBe(0);
  expect(stderr).toContain('other');
});
