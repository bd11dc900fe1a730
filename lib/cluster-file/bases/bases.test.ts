import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { clusterFile } from '../../../charts/cluster-file';
import { synthesize } from '../../../synthesis/synthesize';
import { inTemporaryFolder, write } from '../../../test/temporary-folder';
import { lineOf } from '../../findings/sentence';
import { isMap } from '../../yaml/parsed';
import { Findings } from '../findings';
import { readSources } from '../sources';
import { validated } from '../validation/validate';
import { documentOf } from './bases';
import { BASE } from './fixture';

const ROOT = path.resolve(__dirname, '../../..');

inTemporaryFolder();

/** The data without one key, for each key at any depth. */
function withoutEach(data: unknown): unknown[] {
  if (!isMap(data)) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const { [key]: _, ...rest } = data;
    return [rest, ...withoutEach(value).map((part) => ({ ...data, [key]: part }))];
  });
}

const basesIn = () => readSources('clusters', []).map(({ bases = [] }) => bases.map(({ file }) => file));
const problemsIn = (folder = 'clusters') => readSources(folder, []).flatMap(({ problems = [] }) => problems.map(lineOf));
const errorsIn = () => {
  const { findings } = synthesize(readSources('clusters', []), {});
  return findings.filter(({ severity }) => severity === 'error').map(lineOf);
};

describe('files', () => {
  test('bases of bases are lower, a later one wins, and each is there once', () => {
    write('clusters/a.yaml', 'extends: [../base/x.yaml, ../base/y.yaml]\n');
    write('base/x.yaml', 'extends: all.yaml\n');
    write('base/y.yaml', 'extends: [all.yaml]\n');
    write('base/all.yaml', 'domain: a.example.org\n');

    expect(basesIn()).toEqual([['base/all.yaml', 'base/x.yaml', 'base/y.yaml']]);
  });

  test('bases that extend two others each, at every level, are followed once', () => {
    const levels = Array.from({ length: 40 }, (_, level) => level);
    write('clusters/a.yaml', 'extends: [../base/l0.yaml, ../base/r0.yaml]\n');
    for (const level of levels)
      for (const side of ['l', 'r'])
        write(`base/${side}${level}.yaml`, level < 39 ? `extends: [l${level + 1}.yaml, r${level + 1}.yaml]\n` : 'domain: a.example.org\n');

    // The second of a level is extended by both of the level above, and stays below the first of them.
    expect(basesIn()).toEqual([levels.reverse().flatMap((level) => [`base/l${level}.yaml`, `base/r${level}.yaml`])]);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'that does not exist',
      { 'base/prod.yaml': 'a: 1' },
      'clusters/a.yaml:1:10 extends: there is no file base/prdo.yaml; did you mean ../base/prod.yaml?',
    ],
    [
      'that extends itself',
      { 'base/prdo.yaml': 'extends: ../base/prdo.yaml' },
      'base/prdo.yaml:1:10 extends: base/prdo.yaml extends itself; remove this item',
    ],
    [
      'that extends a cluster',
      { 'base/prdo.yaml': 'extends: ../clusters/a.yaml' },
      'base/prdo.yaml:1:10 extends: clusters/a.yaml is a cluster; move what is shared to a file outside of clusters',
    ],
    [
      'that is a map',
      { 'base/prdo.yaml': 'x: 1\nextends: [{}]' },
      'base/prdo.yaml:2:11 extends: not the path of a file; write it as ../base/prod.yaml',
    ],
  ])('a base %s is refused at its place', (_what, files, message) => {
    write('clusters/a.yaml', 'extends: ../base/prdo.yaml\n');
    for (const [file, text] of Object.entries(files)) write(file, text);

    expect(problemsIn()).toEqual([message]);
  });

  test('another cluster cannot be a base', () => {
    write('clusters/a.yaml', 'extends: b.yaml\n');
    write('clusters/b.yaml', 'domain: b.example.org\n');

    expect(problemsIn()).toEqual([
      'clusters/a.yaml:1:10 extends: clusters/b.yaml is a cluster; move what is shared to a file outside of clusters',
    ]);
  });

  test('a cycle is one mistake, wherever it is entered', () => {
    write('clusters/a.yaml', 'extends: ../base/z.yaml\n');
    write('clusters/b.yaml', 'extends: [../base/y.yaml, ../base/x.yaml]\n');
    write('base/x.yaml', 'extends: y.yaml\n');
    write('base/y.yaml', 'extends: z.yaml\n');
    write('base/z.yaml', '# the last\nextends: [x.yaml]\n');

    const said =
      'base/x.yaml:1:10 extends: base/x.yaml extends itself: it extends base/y.yaml, which extends base/z.yaml, which extends base/x.yaml; remove one of these items';
    expect(problemsIn()).toEqual([said, said]);
    expect(errorsIn().filter((line) => line.includes('extends'))).toEqual([said.replace('extends:', 'extends (in a and b):')]);
  });

  test('a folder of clusters may have a name that starts with two dots', () => {
    write('clusters/a.yaml', 'extends: ..eu/b.yaml\n');
    write('clusters/..eu/b.yaml', 'domain: b.example.org\n');
    expect(problemsIn()).toEqual([expect.stringContaining('clusters/..eu/b.yaml is a cluster')]);
  });

  test('a folder cannot be a base', () => {
    write('clusters/a.yaml', 'extends: ../base\n');
    mkdirSync('base');
    expect(problemsIn()).toEqual(['clusters/a.yaml:1:10 extends: base is a folder; name a file in it']);
  });

  test('a URL is told to be one', () => {
    write('clusters/a.yaml', 'extends: https://example.org/a.yaml\n');

    expect(problemsIn()).toEqual([
      'clusters/a.yaml:1:10 extends: https://example.org/a.yaml is a URL, and nothing is downloaded; copy the file into the repository, and write its path',
    ]);
  });

  test('the path of a base is relative to the file, not to the repository', () => {
    write('base/prod.yaml', 'x: 1');
    write('base/dev.yaml', 'x: 1');
    for (const [name, meant] of [
      ['base/prod.yaml', '../base/prod.yaml'],
      ['b.yaml', undefined],
      ['../base/test.yaml', undefined],
      ['../base/prod', '../base/prod.yaml'],
      ['../base/prod.yml', '../base/prod.yaml'],
    ] as const) {
      write('clusters/a.yaml', `extends: ${name}\n`);
      const fix = meant ? `did you mean ${meant}?` : 'correct the path, which is relative to this file';
      expect(problemsIn()).toEqual([`clusters/a.yaml:1:10 extends: there is no file ${path.join('clusters', name)}; ${fix}`]);
    }
  });

  test('no file beside the folder around the cluster files is suggested', () => {
    write('c.yaml', 'x: 1');
    write('repository/clusters/a.yaml', 'extends: b.yaml\n');
    expect(problemsIn('repository/clusters')).toEqual([expect.stringMatching(/; correct the path, which is relative to this file$/)]);
    write('repository/c.yaml', 'x: 1');
    expect(problemsIn('repository/clusters')).toEqual([expect.stringMatching(/; did you mean \.\.\/c\.yaml\?$/)]);
  });

  test.each([
    ['../base/prod.yaml', 'there is no file clusters/eu/base/prod.yaml; did you mean ../../../base/prod.yaml?'],
    ['../../../../base/prod.yaml', 'there is no file ABOVE/base/prod.yaml; did you mean ../../../base/prod.yaml?'],
    ['../../../bases/prod.yaml', 'there is no file bases/prod.yaml; did you mean ../../../base/prod.yaml?'],
    ['../../../Base/Prod.yaml', 'there is no file Base/Prod.yaml; did you mean ../../../base/prod.yaml?'],
    ['../../base/prdo.yaml', 'there is no file clusters/base/prdo.yaml; did you mean ../../../base/prod.yaml?'],
    ['../../../base/prdo.yaml', 'there is no file base/prdo.yaml; did you mean ../../../base/prod.yaml?'],
    ['', 'not the path of a file; write it as ../../../base/prod.yaml'],
  ])('in a deeper folder, %j is corrected to a path from there', (name, said) => {
    write('base/prod.yaml', 'x: 1');
    write('clusters/eu/west/a.yaml', `extends: [${JSON.stringify(name)}]\n`);
    // A path that leads out of the folder is shown from the root, and not as if it were relative to the file.
    expect(problemsIn()).toEqual([`clusters/eu/west/a.yaml:1:11 extends: ${said.replace('ABOVE', path.dirname(process.cwd()))}`]);
  });
});

test('a cluster with a base has the output of a full copy, byte for byte', () => {
  write('base/prod.yaml', BASE);
  write('clusters/eu/a.yaml', 'extends: ../../base/prod.yaml\ndomain: a.example.org\ntempo: { storage: { bucket: traces-a } }\n');
  const [source] = readSources('clusters', []);
  const full = BASE.replace('storage: {', 'storage: { bucket: traces-a,').concat('domain: a.example.org\n');
  const [own, copy] = [
    synthesize([source as never], {}),
    synthesize([{ name: 'a', file: 'clusters/eu/a.yaml', folder: 'eu', text: full }], {}),
  ];

  expect(own.refused).toBe(false);
  expect([...own.files]).toEqual([...copy.files]);
});

test('a mistake in a base is reported at its place, once for all clusters', () => {
  write('base/prod.yaml', `${BASE}  retension: 48h\n`);
  for (const name of ['a', 'b'])
    write(
      `clusters/${name}.yaml`,
      `extends: ../base/prod.yaml\ndomain: ${name}.example.org\ntempo: { storage: { bucket: traces-${name} } }\n`,
    );

  expect(synthesize(readSources('clusters', []), {}).findings.map(lineOf)).toEqual([
    'base/prod.yaml:9:3 tempo.retension (in a and b): unknown key; did you mean retention?',
  ]);
});

describe('a base that cannot be read', () => {
  const OWN = 'domain: a.example.org\ntempo: { storage: { bucket: traces-a } }\n';

  test('hides neither other mistakes of its cluster, nor those of others', () => {
    write('base/prod.yaml', BASE);
    write('clusters/a.yaml', `extends: [../base/prod.yaml, ../base/nope.yaml]\nretention: 48h\n${OWN}`);
    write('clusters/b.yaml', `extends: ../base/prod.yaml\nwhat: 1\n${OWN}`);
    write('clusters/c.yaml', '<<<<<<< HEAD\na: 1\n=======\n');
    write('clusters/eu/b.yaml', `extends: ../../base/prod.yaml\n${OWN}`);
    write('base/x.yaml', 'extends: y.yaml\n');
    write('base/y.yaml', 'extends: x.yaml\n');
    write('clusters/d.yaml', 'extends: ../base/x.yaml\n');

    expect(errorsIn()).toEqual([
      expect.stringMatching(/^clusters\/a\.yaml:1:30 extends: there is no file base\/nope\.yaml; /),
      expect.stringMatching(/^clusters\/a\.yaml:2:1 retention: unknown key; /),
      expect.stringMatching(/^clusters\/b\.yaml:2:1 what: unknown key; /),
      'clusters/eu/b.yaml:1:1 file: clusters/b.yaml has the name b too; rename one of them',
      expect.stringMatching(/^clusters\/c\.yaml:1:1 file: not valid YAML: contains a merge conflict of git; /),
      'base/x.yaml:1:10 extends: base/x.yaml extends itself: it extends base/y.yaml, which extends base/x.yaml; remove one of these items',
    ]);
  });

  test('may be what the cluster file lacks, or what a null removes', () => {
    write('clusters/a.yaml', 'extends: ../base/nope.yaml\ntempo: { storage: { bucket: traces-a }, persistence: null }\nvulture: null\n');
    expect(errorsIn()).toEqual([expect.stringContaining('there is no file base/nope.yaml')]);
  });

  test('because of its text, lets the cluster file be checked too', () => {
    write('base/prod.yaml', '<<<<<<< HEAD\n');
    write('clusters/a.yaml', `extends: ../base/prod.yaml\nwhat: 1\n${OWN}`);
    expect(errorsIn()).toEqual([
      expect.stringMatching(/^base\/prod\.yaml:1:1 file: the file is not a map of keys/),
      expect.stringMatching(/^clusters\/a\.yaml:2:1 what: unknown key/),
    ]);
  });

  test('whatever it may say, what is valid is not reported', () => {
    for (const name of readdirSync(path.join(ROOT, 'test/clusters'))) {
      const whole = load(readFileSync(path.join(ROOT, 'test/clusters', name), 'utf8'));
      for (const rest of withoutEach(whole)) {
        const document = documentOf({ text: JSON.stringify(rest), lacksBases: true });
        const findings = new Findings('a.yaml', document);
        validated(clusterFile, document, findings);
        expect({ name, rest, found: findings.list.map(lineOf) }).toEqual({ name, rest, found: [] });
      }
    }
  });
});

test('the other side of a conflict names its file', () => {
  write('base/prod.yaml', BASE);
  write(
    'clusters/a.yaml',
    'extends: ../base/prod.yaml\ndomain: a.example.org\ntempo: { storage: { bucket: traces-a } }\nlinkerd: { version: 2.14.10 }\n',
  );

  expect(synthesize(readSources('clusters', []), {}).findings.map(lineOf).join('\n')).toContain('of base/prod.yaml)');
});
