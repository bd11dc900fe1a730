/** The folder for Helm and charts. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from './cache';

const folder = mkdtempSync(path.join(os.tmpdir(), 'cache-'));
const before = process.env.XDG_CACHE_HOME;
afterAll(() => {
  process.env.XDG_CACHE_HOME = before;
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  rmSync(folder, { recursive: true });
});

test('is created below XDG_CACHE_HOME, and is the same the next time', () => {
  process.env.XDG_CACHE_HOME = path.join(folder, 'deep', 'er');

  expect(cacheFolder('charts')).toBe(path.join(folder, 'deep', 'er', 'tempo-gitops', 'charts'));
  expect(statSync(cacheFolder('charts')).isDirectory()).toBe(true);
});

test.each(['', 'cache', './cache', '../cache'])('is not below XDG_CACHE_HOME %j, which is not absolute', (home) => {
  process.env.XDG_CACHE_HOME = home;
  const user = jest.spyOn(os, 'homedir').mockReturnValue(folder);

  expect(cacheFolder()).toBe(path.join(folder, '.cache', 'tempo-gitops'));
  user.mockRestore();
});

test.each([
  ['below a file', path.join(folder, 'file', 'x')],
  ['where no folder can be created, and Node.js would not return', '/proc/no/such'],
])('is refused %s', (_where, home) => {
  writeFileSync(path.join(folder, 'file'), '');
  process.env.XDG_CACHE_HOME = home;

  expect(() => cacheFolder()).toThrow(/cannot be created .*; set XDG_CACHE_HOME to a writable folder/);
});
