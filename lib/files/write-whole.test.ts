import { chmodSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { inTemporaryFolder, write } from '../../test/temporary-folder';
import { writeFiles } from './write-files';
import { naming, writeWhole } from './write-whole';

inTemporaryFolder();

test('writes the file that a link leads to, with its permissions, and leaves nothing beside it', () => {
  write('own.yaml', 'old');
  chmodSync('own.yaml', 0o600);
  symlinkSync('own.yaml', 'link.yaml');

  writeWhole('link.yaml', 'new');

  expect(readFileSync('own.yaml', 'utf8')).toBe('new');
  expect(readdirSync('.').sort()).toEqual(['link.yaml', 'own.yaml']);
});

test('an error names the file, and not the unfinished one beside it', () => {
  expect(() => writeWhole('nowhere/a.yaml', 'a')).toThrow(expect.objectContaining({ code: 'ENOENT', path: 'nowhere/a.yaml' }));
});

test('an error of a full disk names the file too', () => {
  expect(() => naming('a.yaml', () => writeFileSync('/dev/full', 'a'))).toThrow(
    expect.objectContaining({ code: 'ENOSPC', path: 'a.yaml' }),
  );
});

test('of several files, it names the one that was not written', () => {
  symlinkSync('/dev/full', 'full.yaml');

  expect(() =>
    writeFiles('.', [
      ['below/a.yaml', 'a'],
      ['full.yaml', 'a'],
    ]),
  ).toThrow(expect.objectContaining({ code: 'ENOSPC', path: 'full.yaml' }));
  expect(readFileSync('below/a.yaml', 'utf8')).toBe('a');
});
