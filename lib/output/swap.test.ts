import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compareOutput, listFiles } from './compare';
import { recover, writeOutput } from './swap';

/** After this number of calls that change the file system, all further ones fail, as if the process had been killed. */
let callsLeft = Number.POSITIVE_INFINITY;
/** What another program does before a call. @param number the number of calls before it */
let meanwhile: (number: number) => void = () => undefined;
let calls = 0;

jest.mock('node:fs', () => {
  const real = jest.requireActual<typeof fs>('node:fs');
  const changing = [
    ...(['chmodSync', 'copyFileSync', 'linkSync', 'mkdirSync', 'renameSync', 'rmSync', 'rmdirSync', 'symlinkSync'] as const),
    ...(['unlinkSync', 'writeFileSync'] as const),
  ];
  const mortal = changing.map((name) => [
    name,
    (...args: unknown[]) => {
      if (callsLeft-- <= 0) throw new Error('killed');
      meanwhile(calls++);
      return (real[name] as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return { ...real, ...Object.fromEntries(mortal) };
});

const ours = (text: string) => `# Generated from clusters/a.yaml by \`npm run synth\`; do not edit.\n${text}\n`;

/** A folder as data: path to text. */
const contentOf = (folder: string) =>
  Object.fromEntries(listFiles(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));

const OLD = {
  'a/one.k8s.yaml': ours('1'),
  'a/two.k8s.yaml': ours('2'),
  'b/three.k8s.yaml': ours('3'),
  'README.md': 'mine',
  'a/mine.k8s.yaml': 'kind: Mine\n',
};
const WANTED = new Map([
  ['a/one.k8s.yaml', ours('changed')],
  ['a/two.k8s.yaml', ours('2')],
  ['c/four.k8s.yaml', ours('4')],
]);
const NEW = {
  'a/one.k8s.yaml': ours('changed'),
  'a/two.k8s.yaml': ours('2'),
  'c/four.k8s.yaml': ours('4'),
  'README.md': 'mine',
  'a/mine.k8s.yaml': 'kind: Mine\n',
};

let folder: string;
let out: string;
let told: string[] = [];

beforeEach(() => {
  callsLeft = Number.POSITIVE_INFINITY;
  meanwhile = () => undefined;
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'swap-'));
  out = path.join(folder, 'dist');
  for (const [file, text] of Object.entries(OLD)) {
    fs.mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    fs.writeFileSync(path.join(out, file), text);
  }
  told = [];
});

afterEach(() => {
  jest.restoreAllMocks();
  callsLeft = Number.POSITIVE_INFINITY;
  meanwhile = () => undefined;
  fs.rmSync(folder, { recursive: true });
});

const synth = () => writeOutput(out, { files: WANTED });

describe('the output folder', () => {
  test('contains the wanted files afterwards, and files of others unchanged', () => {
    fs.symlinkSync('README.md', path.join(out, 'link'));
    const inode = fs.statSync(path.join(out, 'a/two.k8s.yaml')).ino;

    expect(compareOutput(out, { files: WANTED })).toMatchObject({
      written: ['a/one.k8s.yaml', 'c/four.k8s.yaml'],
      unchanged: ['a/two.k8s.yaml'],
      removed: ['b/three.k8s.yaml'],
    });
    synth();

    expect(contentOf(out)).toEqual(NEW);
    expect(fs.readlinkSync(path.join(out, 'link'))).toBe('README.md');
    expect(fs.statSync(path.join(out, 'a/two.k8s.yaml')).ino).toBe(inode);
    expect(fs.readdirSync(out)).not.toContain('b');
    expect(fs.readdirSync(folder)).toEqual(['dist']);
  });

  test('changes only in the folders of the named clusters', () => {
    const files = new Map([['a/one.k8s.yaml', ours('changed')]]);

    expect(compareOutput(out, { files, clusters: ['a'] })).toMatchObject({
      written: ['a/one.k8s.yaml'],
      unchanged: [],
      removed: ['a/two.k8s.yaml'],
    });
  });

  test('keeps files with our header at other paths', () => {
    fs.mkdirSync(path.join(out, 'copy/of/dist'), { recursive: true });
    fs.writeFileSync(path.join(out, 'copy/of/dist/old.k8s.yaml'), ours('5'));

    synth();

    expect(contentOf(out)['copy/of/dist/old.k8s.yaml']).toBe(ours('5'));
  });

  test('is never the working directory or a parent of it', () => {
    for (const folder of ['.', '..', '/']) expect(() => recover(folder)).toThrow('choose another folder with --out');
  });

  test('is created if it does not exist', () => {
    fs.rmSync(out, { recursive: true });
    out = path.join(folder, 'new/deep/dist');

    synth();

    expect(contentOf(out)).toEqual(Object.fromEntries(WANTED));
  });

  test('is not touched if nothing changes', () => {
    synth();
    callsLeft = 0;

    expect(() => synth()).not.toThrow();
  });

  // The process is killed after each step of writing, one after the other.
  test('is complete, old or new, after a kill at any step, and the next command cleans up', () => {
    const outcomes: string[] = [];
    for (let steps = 0; ; steps++) {
      fs.rmSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(OLD)) {
        fs.mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
        fs.writeFileSync(path.join(out, file), text);
      }
      callsLeft = steps;
      let killed = false;
      try {
        synth();
      } catch {
        killed = true;
      }
      killed ||= callsLeft < 0;
      callsLeft = Number.POSITIVE_INFINITY;
      // Between the two renames, the complete old folder is in the staging folder.
      const whole = fs.existsSync(out) ? out : path.join(folder, '.dist.tempo-gitops/old');
      expect([OLD, NEW]).toContainEqual(contentOf(whole));

      recover(out);

      const content = contentOf(out);
      expect([OLD, NEW]).toContainEqual(content);
      expect(fs.readdirSync(folder)).toEqual(['dist']);
      outcomes.push(content['c/four.k8s.yaml'] ? 'new' : 'old');
      if (!killed) break;
    }
    expect(outcomes.length).toBeGreaterThan(12);
    expect(outcomes.join(' ')).toMatch(/^(old )+(new ?)+$/);
  });

  test('is not touched while another process writes it, which is reported', () => {
    fs.mkdirSync(path.join(folder, '.dist.tempo-gitops'));
    fs.writeFileSync(path.join(folder, '.dist.tempo-gitops/owner'), String(process.ppid));

    expect(() => recover(out)).toThrow(`is being written by process ${process.ppid}; wait for it`);
    expect(() => synth()).toThrow('is being written by another process');
    expect(contentOf(out)).toEqual(OLD);
  });
});

describe('a file that synth did not write', () => {
  test.each([
    [
      'a file',
      () => fs.writeFileSync(path.join(out, 'a/one.k8s.yaml'), 'kind: Mine\n'),
      'a/one.k8s.yaml: was not written by `npm run synth`',
    ],
    [
      'a folder',
      () => fs.mkdirSync(path.join(out, 'c/four.k8s.yaml'), { recursive: true }),
      'c/four.k8s.yaml: a folder where the output needs a file',
    ],
    ['a file for a folder', () => fs.writeFileSync(path.join(out, 'c'), ''), 'c: a file or link where the output needs a folder'],
  ])('is not overwritten: %s', (_what, prepare, message) => {
    prepare();
    const before = contentOf(out);

    expect(() => synth()).toThrow(message);
    expect(contentOf(out)).toEqual(before);
  });
});

describe('what another program writes during a synth', () => {
  const real = jest.requireActual<typeof fs>('node:fs');
  const reset = () => {
    callsLeft = Number.POSITIVE_INFINITY;
    meanwhile = () => undefined;
    real.rmSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(OLD)) {
      real.mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
      real.writeFileSync(path.join(out, file), text);
    }
    told = [];
    calls = 0;
  };
  /** As an editor or git does: a new file takes the place of the old one. */
  const write = (file: string, text: string) => {
    const target = path.join(out, file);
    real.mkdirSync(path.dirname(target), { recursive: true });
    real.writeFileSync(`${target}.unfinished`, text);
    real.renameSync(`${target}.unfinished`, target);
  };
  /** Every step of a synth during which the other program may write. */
  function atEachStep(attempt: (step: number) => void): number {
    for (let step = 0; ; step++) {
      reset();
      attempt(step);
      if (calls <= step) return step;
    }
  }
  const writes = (at: number, file: string, text: string) => {
    meanwhile = (number) => {
      if (number === at) write(file, text);
    };
  };

  test.each(['a/found.txt', 'found.txt', 'new/deep/found.yaml', 'b/found.txt', 'c/found.txt'])('stays: %s', (file) => {
    const notes: string[] = [];
    const steps = atEachStep((step) => {
      writes(step, file, 'theirs');

      synth();

      notes.push(...told);

      const wrote = calls > step;
      expect(contentOf(out)).toEqual({ ...NEW, ...(wrote && { [file]: 'theirs' }) });
      expect(real.readdirSync(folder)).toEqual(['dist']);
    });
    expect(steps).toBeGreaterThan(20);
    expect(notes).toContain(`note: ${path.join(out, file)}: was written during the synth; moved into the new folder\n`);
  });

  test.each([
    ['a file of its own', 'README.md', 'mine, newer'],
    ['another one', 'a/mine.k8s.yaml', 'kind: Newer\n'],
  ])('stays, where it replaces %s', (_what, file, text) => {
    atEachStep((step) => {
      writes(step, file, text);

      synth();

      expect(contentOf(out)[file]).toBe(calls > step ? text : OLD[file as keyof typeof OLD]);
    });
  });

  test.each(['c/four.k8s.yaml', 'a/one.k8s.yaml', 'b/three.k8s.yaml'])('is not lost at the path of a file of ours: %s', (file) => {
    atEachStep((step) => {
      writes(step, file, 'kind: Theirs\n');

      try {
        synth();
      } catch (error) {
        expect((error as Error).message).toContain('was not written by `npm run synth`');
      }

      if (calls > step) expect(Object.values(contentOf(out))).toContain('kind: Theirs\n');
      expect(real.readdirSync(folder)).toEqual(['dist']);
    });
  });

  test('is kept beside a file of ours, and told', () => {
    reset();
    writes(12, 'c/four.k8s.yaml', 'kind: Theirs\n');

    synth();

    const target = path.join(out, 'c/four.k8s.yaml');
    expect(contentOf(out)).toEqual({ ...NEW, 'c/four.k8s.yaml.kept': 'kind: Theirs\n' });
    expect(told).toEqual([`note: ${target}: another program wrote it during the synth; its file is kept as ${target}.kept\n`]);
  });

  test('a file in the place of a folder of ours is kept beside it', () => {
    reset();
    writes(12, 'c', 'theirs');

    synth();

    expect(contentOf(out)).toEqual({ ...NEW, 'c.kept': 'theirs' });
  });

  test('is not lost by a kill at any later step', () => {
    const wrong: string[] = [];
    atEachStep((step) => {
      for (let left = step + 1; left < step + 60; left++) {
        reset();
        writes(step, 'a/found.txt', 'theirs');
        callsLeft = left;
        try {
          synth();
        } catch {}
        const isOver = callsLeft > 0;
        const wrote = calls > step;
        callsLeft = Number.POSITIVE_INFINITY;
        meanwhile = () => undefined;
        recover(out);
        const { 'a/found.txt': found, ...others } = contentOf(out);
        const isWhole = [OLD, NEW].some(
          (state) => JSON.stringify(Object.entries(state).sort()) === JSON.stringify(Object.entries(others).sort()),
        );
        if ((wrote && found !== 'theirs') || !isWhole || real.readdirSync(folder).length !== 1)
          wrong.push(`${step} ${left} ${Object.keys(others)}`);
        if (isOver) break;
      }
    });
    expect(wrong).toEqual([]);
  });
});
