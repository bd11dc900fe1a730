import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { isRunning } from './running';

afterEach(() => jest.restoreAllMocks());

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

test('this process runs, one that has ended does not', () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(spawnSync('true').pid)).toBe(false);
});

test('a process of another user runs too', () => {
  jest.spyOn(process, 'kill').mockImplementation(failing('EPERM'));

  expect(isRunning(4321)).toBe(true);
});

// Elsewhere, the state of a process is not known.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('one that has ended does not run, also while its parent has not asked for its exit code', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30']);
  try {
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(printed.toString());
    expect(isRunning(pid)).toBe(true);
    while (isRunning(pid)) await later(20);
    expect(process.kill(pid, 0)).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});
