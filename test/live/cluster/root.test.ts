import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pod } from './pod';
import { PROGRAMS } from './programs';
import { createRoot } from './root';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'root-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const pod = { namespace: 'tracing', name: 'a', address: '192.0.2.1', spec: {}, owner: {} } as unknown as Pod;

/** Where a container sees what is of this machine. */
function places(name: string): string[] {
  const program = PROGRAMS[name];
  if (!program) throw new Error(`no program ${name}`);
  return createRoot({ root, pod, image: { ...program, name, binary: process.execPath } }).map(({ to }) => to);
}

test('a binary is where its image has it, also in a folder of the shell', () => {
  expect(places('memcached')).toEqual(expect.arrayContaining(['/usr/bin', '/usr/local/bin/memcached']));
  expect(places('mc')).toEqual(expect.arrayContaining(['/bin', '/usr/bin/mc']));
  expect(places('mc').includes('/usr/bin')).toBe(existsSync('/usr/bin/mc'));
});

test('a shell of this machine is in its folder, with the other tools', () => {
  expect(places('busybox')).toContain('/bin');
});

test('a script of an image can be started', () => {
  expect(places('minio')).not.toContain('/usr/bin');
  expect(statSync(path.join(root, 'usr/bin/docker-entrypoint.sh')).mode & 0o777).toBe(0o755);
});
