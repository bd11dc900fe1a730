import { spawn } from 'node:child_process';
import type { Scenario } from './scenario';
import { type Tries, tried } from './try';

const SCENARIO = { name: 'lab', shows: 'everything' } as Scenario;

/** Its outcome and what is printed. @param program of Node.js in place of the scenario */
async function outcome(program: string, more: Partial<Tries> = {}) {
  const printed: string[] = [];
  const start = () => spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const tries: Tries = { prepare: async () => undefined, start, longest: 20_000, ...more };
  return [await tried(SCENARIO, '/nowhere', tries, (line) => void printed.push(line)), ...printed];
}

test('steps are lines, and the exit code is the outcome', async () => {
  const step = { step: 'ready', ok: true, seen: '2 pods', seconds: 1 };

  expect(await outcome(`console.log(${JSON.stringify(JSON.stringify(step))}); console.log("more")`)).toEqual([
    ...['ok', 'lab: everything', '  ok     ready: 2 pods (1.0 s)', '  more'],
  ]);
  expect(await outcome('process.exit(1)')).toEqual(['failed', 'lab: everything']);
});

test('what cannot run says why', async () => {
  expect(await outcome('', { prepare: async () => 'no binary for tempo' })).toEqual(['not run', 'not run lab: no binary for tempo']);
});

test('an exception is a failure with its message', async () => {
  const prepare = () => Promise.reject(new Error('the cluster file is refused'));

  expect(await outcome('', { prepare })).toEqual(['failed', 'FAILED lab: the cluster file is refused']);
});

test('a scenario that ends by the time or a signal says so', async () => {
  expect(await outcome('setInterval(() => {}, 1000)', { longest: 200 })).toEqual([
    ...['failed', 'lab: everything', 'FAILED lab: ended, because it ran for more than 0.2 s'],
  ]);
  expect(await outcome('process.kill(process.pid, "SIGKILL")')).toEqual(['failed', 'lab: everything', 'FAILED lab: ended by SIGKILL']);
});
