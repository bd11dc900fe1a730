/** The settings of Renovate that a user has: those that cannot be read are not replaced. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readTestFile } from '../test/synthesis';
import { inTemporaryFolder, write } from '../test/temporary-folder';
import { renovate } from './renovate';

const FILE = 'renovate.json';

inTemporaryFolder();

const seed = readTestFile('clusters/seed.yaml');
beforeEach(() => {
  write('clusters/home.yaml', seed);
});

test('a folder without cluster files is refused, as by every other command', () => {
  rmSync('clusters', { recursive: true });

  expect(renovate).toThrow('no folder clusters; run the command in the folder that has it');
  write('clusters/.keep', '');
  expect(renovate).toThrow('clusters: no cluster file; write clusters/<cluster>.yaml');
  expect(existsSync(FILE)).toBe(false);
});

test.each([
  ['{"extends": [}', /^renovate\.json: is not JSON: .+; correct it, or remove the file, and it is written anew$/],
  ['[]', /^renovate\.json: is not an object; correct it/],
  ['{\n<<<<<<< ours\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}\n', /^renovate\.json: contains a merge conflict of git; resolve it first$/],
])('%j is refused, and stays', (text, message) => {
  write(FILE, text);

  expect(renovate).toThrow(message);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});

test('a folder is told', () => {
  write(`${FILE}/a`, '');

  expect(renovate).toThrow('renovate.json: is a folder; move it away');
});

test('other settings stay', () => {
  const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  write(FILE, '{"timezone": "Europe/Berlin"}');

  renovate();
  output.mockRestore();

  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toMatchObject({ timezone: 'Europe/Berlin' });
});

test('a file that has it all is unchanged', () => {
  const said: string[] = [];
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  renovate();
  const { mtimeNs } = statSync(FILE, { bigint: true });
  renovate();
  write(FILE, '{}');
  renovate();
  output.mockRestore();

  expect(said).toEqual(['written renovate.json\n', 'unchanged renovate.json\n', 'written renovate.json\n']);
  expect(statSync(FILE, { bigint: true }).mtimeNs).toBeGreaterThan(mtimeNs);
});

test('below the root of a repository, it says that Renovate does not read the file', () => {
  const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  renovate();
  expect(errors).not.toHaveBeenCalled();
  write('.git/HEAD', '');
  write('infra/clusters/home.yaml', seed);
  process.chdir('infra');

  renovate();
  const [[said = ''] = []] = errors.mock.calls;
  for (const each of [output, errors]) each.mockRestore();
  process.chdir('..');

  expect(said).toMatch(/^note: Renovate reads renovate\.json only at the root of the repository, and this is infra\//);
});
