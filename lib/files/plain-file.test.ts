import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { namesIn, readPlainFile, readPlainText, whyUnreadable } from './plain-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plain-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const within = (name: string) => path.join(folder, name);
function why(file: string): string {
  try {
    const text = readPlainText(file);
    return `read: ${text === String(readPlainFile(file)) ? text : 'different'}`;
  } catch (error) {
    return whyUnreadable(error);
  }
}

test('a plain file is read, also through a link', () => {
  writeFileSync(within('plain'), 'text');
  symlinkSync('plain', within('link'));

  expect([why(within('plain')), why(within('link'))]).toEqual(['read: text', 'read: text']);
});

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('a text of %d bytes is read as a whole', (length) => {
  const text = `${'é\n'.repeat(length / 3)}${'a'.repeat(length % 3)}`;
  writeFileSync(within('text'), text);

  expect(Buffer.byteLength(text)).toBe(length);
  expect([readPlainText(within('text')), String(readPlainFile(within('text')))]).toEqual([text, text]);
});

test('a text whose length the system does not tell is read as a whole', () => {
  expect(readPlainText('/proc/self/status')).toContain('Name:');
});

test('whatever may never end is not read', async () => {
  spawnSync('mkfifo', [within('fifo')]);
  symlinkSync('/dev/zero', within('zero'));
  const server = createServer().listen(within('socket'));
  await new Promise((resolve) => server.once('listening', resolve));

  expect(['fifo', 'zero', 'socket'].map((name) => why(within(name)))).toEqual(Array(3).fill('is not a plain file'));
  server.close();
});

test('what the system refuses has its reason', () => {
  mkdirSync(within('folder'));

  expect([why(within('folder')), why(within('none')), why(within('none/below'))]).toEqual([
    'cannot be read (EISDIR)',
    'cannot be read (ENOENT)',
    'cannot be read (ENOENT)',
  ]);
  expect([namesIn(folder), namesIn(within('none'))]).toEqual([['folder'], []]);
});
