import * as fs from 'node:fs';
import path from 'node:path';
import { control } from '../../test/interrupted-files';
import { contentOf, NEW, OLD, ONE_CLUSTER, OutputFolder, ours, SYNTHS, WANTED } from '../../test/output-folder';
import { compareOutput } from './compare';
import { prepareOutput, recover, writeOutput } from './swap';

jest.mock('node:fs', () =>
  jest.requireActual<typeof import('../../test/interrupted-files')>('../../test/interrupted-files').interruptedFs(),
);

const at = new OutputFolder();

/** The paths below a folder. */
const within = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));

const synth = () => writeOutput(at.out, { files: WANTED });

describe('the output folder', () => {
  test('contains the wanted files afterwards, and files of others unchanged', () => {
    fs.symlinkSync('README.md', path.join(at.out, 'link'));
    const inode = fs.statSync(path.join(at.out, 'a/two.k8s.yaml')).ino;

    expect(compareOutput(at.out, { files: WANTED })).toMatchObject({
      written: ['a/one.k8s.yaml', 'c/four.k8s.yaml'],
      unchanged: ['a/two.k8s.yaml'],
      removed: ['b/three.k8s.yaml'],
    });
    synth();

    expect(contentOf(at.out)).toEqual(NEW);
    expect(fs.readlinkSync(path.join(at.out, 'link'))).toBe('README.md');
    expect(fs.statSync(path.join(at.out, 'a/two.k8s.yaml')).ino).toBe(inode);
    expect(fs.readdirSync(at.out)).not.toContain('b');
    expect(fs.readdirSync(at.folder)).toEqual(['dist']);
  });

  test('changes only in the folders of the named clusters', () => {
    const files = new Map([['a/one.k8s.yaml', ours('changed')]]);

    expect(compareOutput(at.out, { files, clusters: ['a'] })).toMatchObject({
      written: ['a/one.k8s.yaml'],
      unchanged: [],
      removed: ['a/two.k8s.yaml'],
    });
  });

  test('keeps files with our header at other paths', () => {
    fs.mkdirSync(path.join(at.out, 'copy/of/dist'), { recursive: true });
    fs.writeFileSync(path.join(at.out, 'copy/of/dist/old.k8s.yaml'), ours('5'));

    synth();

    expect(contentOf(at.out)['copy/of/dist/old.k8s.yaml']).toBe(ours('5'));
  });

  test('is never the working directory or a parent of it', () => {
    for (const name of ['.', '..', '/']) expect(() => recover(name)).toThrow('choose another folder with --out');
  });

  test('is created if it does not exist', () => {
    fs.rmSync(at.out, { recursive: true });
    at.out = path.join(at.folder, 'new/deep/dist');

    synth();

    expect(contentOf(at.out)).toEqual(Object.fromEntries(WANTED));
  });

  test('is not touched if nothing changes', () => {
    synth();
    control.callsLeft = 0;

    expect(() => synth()).not.toThrow();
  });

  // The process is killed after each step of writing, one after the other.
  test.each(SYNTHS)(
    'is complete, old or new, after a kill at any step, and the next command cleans up: $what',
    ({ what, wanted, after }) => {
      const outcomes: string[] = [];
      for (let steps = 0; ; steps++) {
        at.reset();
        control.callsLeft = steps;
        let killed = false;
        try {
          writeOutput(at.out, { files: wanted });
        } catch {
          killed = true;
        }
        killed ||= control.callsLeft < 0;
        control.callsLeft = Number.POSITIVE_INFINITY;
        // Between the two renames, the complete old folder is in the staging folder.
        const whole = fs.existsSync(at.out) ? at.out : path.join(at.folder, '.dist.tempo-gitops/old');
        const isAway = what === ONE_CLUSTER.what && !fs.existsSync(path.join(at.out, 'a'));
        const files = { ...contentOf(whole), ...(isAway && within('a', contentOf(path.join(at.folder, '.dist.tempo-gitops/old')))) };
        expect([OLD, after]).toContainEqual(files);

        recover(at.out);

        const content = contentOf(at.out);
        expect([OLD, after]).toContainEqual(content);
        expect(fs.readdirSync(at.folder)).toEqual(['dist']);
        outcomes.push(content['a/one.k8s.yaml'] === OLD['a/one.k8s.yaml'] ? 'old' : 'new');
        if (!killed) break;
      }
      expect(outcomes.length).toBeGreaterThan(12);
      expect(outcomes.join(' ')).toMatch(/^(old )+(new ?)+$/);
    },
  );

  test('keeps the folders of other clusters in place, if one changes', () => {
    const inode = fs.statSync(path.join(at.out, 'b')).ino;

    writeOutput(at.out, { files: new Map([...WANTED].filter(([file]) => file.startsWith('a/'))), clusters: ['a'] });

    expect(contentOf(at.out)).toEqual({ ...OLD, 'a/one.k8s.yaml': ours('changed') });
    expect(fs.statSync(path.join(at.out, 'b')).ino).toBe(inode);
  });

  test('is as before when the disk is full at any step of building the new one, and no claim is left', () => {
    for (let step = 0, isOver = false; !isOver; step++) {
      recover(at.out);
      control.calls = 0;
      control.meanwhile = (number) => {
        if (number === step) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
      };
      try {
        prepareOutput(at.out, { files: WANTED });
      } catch {
        // what it says is tested elsewhere
      }
      isOver = control.calls <= step;
      control.meanwhile = () => undefined;
      expect([step, contentOf(at.out)]).toEqual([step, OLD]);
      expect(fs.readdirSync(at.folder).filter((name) => name.endsWith(`.${process.pid}`))).toEqual([]);
    }
  });

  test('is as before until the prepared one is written', () => {
    prepareOutput(at.out, { files: WANTED });
    expect(contentOf(at.out)).toEqual(OLD);
    recover(at.out);
    expect(fs.readdirSync(at.folder)).toEqual(['dist']);

    const prepared = prepareOutput(at.out, { files: WANTED });
    expect(prepared?.write().written).toEqual(['a/one.k8s.yaml', 'c/four.k8s.yaml']);
    expect(contentOf(at.out)).toEqual(NEW);
  });

  test('is not touched while another process writes it, which is reported', () => {
    fs.mkdirSync(path.join(at.folder, '.dist.tempo-gitops'));
    fs.writeFileSync(path.join(at.folder, '.dist.tempo-gitops/owner'), String(process.ppid));

    expect(() => recover(at.out)).toThrow(`is being written by process ${process.ppid}; wait for it`);
    expect(() => synth()).toThrow('is being written by another process');
    expect(contentOf(at.out)).toEqual(OLD);
  });
});

describe('a file that synth did not write', () => {
  test.each([
    [
      'a file',
      () => fs.writeFileSync(path.join(at.out, 'a/one.k8s.yaml'), 'kind: Mine\n'),
      'a/one.k8s.yaml: was not written by `npm run synth`',
    ],
    [
      'a folder',
      () => fs.mkdirSync(path.join(at.out, 'c/four.k8s.yaml'), { recursive: true }),
      'c/four.k8s.yaml: is a folder where the output needs a file',
    ],
    [
      'a file for a folder',
      () => fs.writeFileSync(path.join(at.out, 'c'), ''),
      'c: is a file where the output needs a folder; move it away',
    ],
    [
      'a link',
      () => {
        fs.rmSync(path.join(at.out, 'a/one.k8s.yaml'));
        fs.symlinkSync('two.txt', path.join(at.out, 'a/one.k8s.yaml'));
      },
      'a/one.k8s.yaml: is a link to two.txt, where the output needs a file; move it away',
    ],
    [
      'a link for a folder',
      () => fs.symlinkSync('../real', path.join(at.out, 'c')),
      /c: is a link out of \S+dist, to \.\.\/real, where the output needs a folder; make it a folder$/,
    ],
  ])('is not overwritten: %s', (_what, prepare, message) => {
    prepare();
    const before = contentOf(at.out);

    expect(() => synth()).toThrow(message);
    expect(contentOf(at.out)).toEqual(before);
  });
});
