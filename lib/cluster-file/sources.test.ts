import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../findings/sentence';
import { header } from '../output/header';
import { readChosenSources, readSources, unreadIn } from './sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const problems = (...files: string[]) =>
  read(...files)
    .flatMap(({ problems = [] }) => problems.map(lineOf))
    .join('\n');

const read = (...files: string[]) => {
  for (const file of files) writeFileSync(path.join(folder, file), `# ${file}\n`);
  return readSources(folder, []);
};

test('reads every cluster file, by name', () => {
  expect(read('b.yaml', 'a.yaml', 'notes.txt')).toEqual([
    { name: 'a', file: path.join(folder, 'a.yaml'), text: '# a.yaml\n', lacksBases: false },
    { name: 'b', file: path.join(folder, 'b.yaml'), text: '# b.yaml\n', lacksBases: false },
  ]);
});

test('a name may have 45 characters, so that the names of Applications stay below the 63 of a label', () => {
  const longest = 'a'.repeat(45);

  expect(read(`${longest}.yaml`)).toMatchObject([{ name: longest }]);
  expect(`${longest}-tracing-emojivoto`.length).toBe(63);
  expect(problems(`${longest}a.yaml`)).toMatch('is not a valid name for a cluster; rename the file to at most 45 lower-case letters');
});

test.each(['-a', 'a-', 'A', 'a.b', 'a_b'])('%s is not a valid name', (name) => {
  expect(problems(`${name}.yaml`)).toMatch(`"${name}" is not a valid name for a cluster`);
});

test.each([
  ['fleet.yml', 'the ending .yml is not read'],
  ['Fleet.yaml', 'only the name fleet.yaml is read'],
  ['fleet.YAML', 'the ending .YAML is not read'],
])('a fleet in %s is refused, not ignored', (name, problem) => {
  mkdirSync(path.join(folder, 'clusters'));
  for (const file of [name, 'clusters/a.yaml']) writeFileSync(path.join(folder, file), 'x: 1\n');
  const [{ problems = [] } = {}] = readSources(path.join(folder, 'clusters'), []);
  expect(problems.map(lineOf).join('\n')).toMatch(`${name}:1:1 file: ${problem}; rename the file to fleet.yaml`);
});

test.each(['.yml', '.YAML', '.Yml'])('a file with the ending %s is refused, not ignored', (ending) => {
  expect(problems(`a${ending}`)).toMatch(`file: the ending ${ending} is not read; rename the file to a.yaml`);
});

test('a file in another encoding is refused at the line with the first such byte', () => {
  const file = path.join(folder, 'a.yaml');
  const said = () => readSources(folder, []).flatMap(({ problems = [] }) => problems.map(lineOf));
  writeFileSync(file, Buffer.from('x: 1\n# K\xf6ln\ny: \xf6\n', 'latin1'));
  expect(said()).toEqual([`${file}:2:1 file: not encoded as UTF-8; save it as UTF-8`]);
  writeFileSync(file, Buffer.from('\ufeffx: 1\ny: 2\n', 'utf16le'));
  expect(said()).toEqual([`${file}:1:1 file: not encoded as UTF-8; save it as UTF-8`]);
  writeFileSync(file, '\ufeffx: 1 # Köln\n');
  expect(said()).toEqual([]);
});

test.each(['.', 'clusters/.', 'clusters/eu/..', 'clusters/'])('the fleet is beside the folder that is named as %s', (named) => {
  mkdirSync(path.join(folder, 'clusters/eu'), { recursive: true });
  writeFileSync(path.join(folder, 'clusters/a.yaml'), 'x: 1\n');
  writeFileSync(path.join(folder, 'fleet.yaml'), 'y: 1\n');
  const before = process.cwd();
  process.chdir(named === '.' ? path.join(folder, 'clusters') : folder);
  try {
    expect(readSources(named, [])).toMatchObject([{ name: 'a', fleet: { text: 'y: 1\n' } }]);
  } finally {
    process.chdir(before);
  }
});

test('without cluster files, an output that synth wrote is that of the last ones', () => {
  const out = path.join(folder, 'dist');
  mkdirSync(path.join(folder, 'clusters'));
  mkdirSync(path.join(out, 'a'), { recursive: true });
  const read = () => readSources(path.join(folder, 'clusters'), [], out);

  expect(read).toThrow(/no cluster file/);
  // In a fleet with an AppProject that exists, there is no bootstrap.k8s.yaml.
  writeFileSync(path.join(out, 'a/applications.k8s.yaml'), header('clusters/a.yaml'));
  expect(read()).toEqual([]);
});

test('a text is the same, whether the file is plain or a link', () => {
  const texts = ['x: 1 # Köln\n', '\ufeffx: 1\n', 'x: "\ufffd"\n', ''];
  for (const [index, text] of texts.entries()) {
    writeFileSync(path.join(folder, `a${index}.yaml`), text);
    symlinkSync(`a${index}.yaml`, path.join(folder, `b${index}.yaml`));
  }

  const sources = readSources(folder, []);

  const read = texts.map((text) => text.replace('\ufeff', ''));
  expect(sources.map(({ text }) => text)).toEqual([...read, ...read]);
  expect(sources.flatMap(({ problems = [] }) => problems)).toEqual([]);
});

test('a broken link is refused as what it is', () => {
  symlinkSync('nowhere.yaml', path.join(folder, 'b.yaml'));
  expect(problems('a.yaml')).toMatch(/b\.yaml:1:1 file: is a link to a file that does not exist; correct the link, or remove it$/);
});

test('for a cluster that does not exist, the nearest name or all names are suggested', () => {
  read('home.yaml', 'lab.yaml');

  expect(() => readSources(folder, ['hoem'])).toThrow('no cluster hoem in');
  expect(() => readSources(folder, ['hoem'])).toThrow('did you mean home?');
  expect(() => readSources(folder, ['production'])).toThrow('use one of home, lab');
});

test('of many names, the first are suggested', () => {
  read(...Array.from({ length: 30 }, (_, index) => `c${index + 10}.yaml`));

  const first = 'c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21 and 18 more';
  expect(() => readSources(folder, ['production'])).toThrow(`use one of ${first}`);
  expect(() => readChosenSources(folder, [])).toThrow(`name one of ${first}`);
});

test('cluster files may be in folders, each name once', () => {
  mkdirSync(path.join(folder, 'eu'));
  mkdirSync(path.join(folder, '.hidden'));

  expect(read('eu/b.yaml', 'a.yaml', '.hidden/c.yaml').map(({ name, file }) => [name, path.relative(folder, file)])).toEqual([
    ['a', 'a.yaml'],
    ['b', 'eu/b.yaml'],
  ]);
  expect(problems('eu/a.yaml')).toMatch(/eu\/a.yaml:1:1 file: \S+a.yaml has the name a too; rename one of them/);
});

test('names what is not read, except hidden files and pages', () => {
  mkdirSync(path.join(folder, 'eu'));
  read('a.yaml', 'eu/home.json', 'README.md', '.gitkeep');

  expect(unreadIn(folder).map(({ place, fix }) => [path.relative(folder, place.file), fix])).toEqual([
    ['eu/home.json', `rename it to home.yaml if it is a cluster file; else move it out of ${folder}`],
  ]);
});

test('no unread file is to have the name of a cluster file, and a link to a folder none', () => {
  mkdirSync(path.join(folder, 'eu'));
  read('a.yaml', 'a.yaml.orig', 'Makefile');
  symlinkSync(path.join(folder, 'eu'), path.join(folder, 'link'));

  expect(unreadIn(folder).map(({ place, problem, fix }) => [path.relative(folder, place.file), problem, fix])).toEqual([
    ['Makefile', 'is not read', `move it out of ${folder}`],
    ['a.yaml.orig', 'is not read', `move it out of ${folder}`],
    ['link', 'is a link to a folder, which is not followed', `move it out of ${folder}`],
  ]);
});
