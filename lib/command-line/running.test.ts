import { spawnSync } from 'node:child_process';
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
