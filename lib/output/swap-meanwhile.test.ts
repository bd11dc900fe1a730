import path from 'node:path';
import { control, realFs } from '../../test/interrupted-files';
import { contentOf, NEW, OLD, ONE_CLUSTER, OutputFolder, SYNTHS, WANTED } from '../../test/output-folder';
import { recover, writeOutput } from './swap';

jest.mock('node:fs', () =>
  jest.requireActual<typeof import('../../test/interrupted-files')>('../../test/interrupted-files').interruptedFs(),
);

const at = new OutputFolder();

/** As an editor or git does: a new file takes the place of the old one. */
const write = (file: string, text: string) => {
  const target = path.join(at.out, file);
  realFs.mkdirSync(path.dirname(target), { recursive: true });
  realFs.writeFileSync(`${target}.unfinished`, text);
  realFs.renameSync(`${target}.unfinished`, target);
};
/** Every step of a synth during which the other program may write. */
function atEachStep(attempt: (step: number) => void): number {
  for (let step = 0; ; step++) {
    at.reset();
    attempt(step);
    if (control.calls <= step) return step;
  }
}
const writes = (at: number, file: string, text: string) => {
  control.meanwhile = (number) => {
    if (number === at) write(file, text);
  };
};

describe.each(SYNTHS)('what another program writes during a synth of $what', ({ wanted, after }) => {
  const synth = () => writeOutput(at.out, { files: wanted });

  test.each(['a/found.txt', 'found.txt', 'new/deep/found.yaml', 'b/found.txt', 'c/found.txt'])('stays: %s', (file) => {
    const notes: string[] = [];
    const steps = atEachStep((step) => {
      writes(step, file, 'theirs');

      synth();

      notes.push(...at.told);

      const wrote = control.calls > step;
      expect(contentOf(at.out)).toEqual({ ...after, ...(wrote && { [file]: 'theirs' }) });
      expect(realFs.readdirSync(at.folder)).toEqual(['dist']);
    });
    expect(steps).toBeGreaterThan(15);
    const isInReplacedFolder = wanted === WANTED || file.startsWith('a/');
    expect(notes.includes(`note: ${path.join(at.out, file)}: was written during the synth; moved into the new folder\n`)).toBe(
      isInReplacedFolder,
    );
  });

  test.each([
    ['a file of its own', 'README.md', 'mine, newer'],
    ['another one', 'a/mine.k8s.yaml', 'kind: Newer\n'],
  ])('stays, where it replaces %s', (_what, file, text) => {
    atEachStep((step) => {
      writes(step, file, text);

      synth();

      expect(contentOf(at.out)[file]).toBe(control.calls > step ? text : OLD[file as keyof typeof OLD]);
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

      if (control.calls > step) expect(Object.values(contentOf(at.out))).toContain('kind: Theirs\n');
      expect(realFs.readdirSync(at.folder)).toEqual(['dist']);
    });
  });

  test('is not lost by a kill at any later step', () => {
    const wrong: string[] = [];
    atEachStep((step) => {
      for (let left = step + 1; left < step + 60; left++) {
        at.reset();
        writes(step, 'a/found.txt', 'theirs');
        control.callsLeft = left;
        try {
          synth();
        } catch {}
        const isOver = control.callsLeft > 0;
        const wrote = control.calls > step;
        control.callsLeft = Number.POSITIVE_INFINITY;
        control.meanwhile = () => undefined;
        recover(at.out);
        const { 'a/found.txt': found, ...others } = contentOf(at.out);
        const isWhole = [OLD, after].some(
          (state) => JSON.stringify(Object.entries(state).sort()) === JSON.stringify(Object.entries(others).sort()),
        );
        if ((wrote && found !== 'theirs') || !isWhole || realFs.readdirSync(at.folder).length !== 1)
          wrong.push(`${step} ${left} ${Object.keys(others)}`);
        if (isOver) break;
      }
    });
    expect(wrong).toEqual([]);
  });
});

describe('what another program writes at the path of new files', () => {
  const synth = () => writeOutput(at.out, { files: WANTED });

  test('is kept beside a file of ours, and told', () => {
    at.reset();
    writes(12, 'c/four.k8s.yaml', 'kind: Theirs\n');

    synth();

    const target = path.join(at.out, 'c/four.k8s.yaml');
    expect(contentOf(at.out)).toEqual({ ...NEW, 'c/four.k8s.yaml.kept': 'kind: Theirs\n' });
    expect(at.told).toEqual([`note: ${target}: another program wrote it during the synth; its file is kept as ${target}.kept\n`]);
  });

  test('a file in the place of a folder of ours is kept beside it', () => {
    at.reset();
    writes(12, 'c', 'theirs');

    synth();

    expect(contentOf(at.out)).toEqual({ ...NEW, 'c.kept': 'theirs' });
  });

  test('a file in the place of the one folder that changes is kept beside it', () => {
    const { wanted, after } = ONE_CLUSTER;
    const found: unknown[] = [];
    atEachStep((step) => {
      control.meanwhile = (number) => {
        if (number === step && !realFs.existsSync(path.join(at.out, 'a'))) write('a', 'theirs');
      };

      writeOutput(at.out, { files: wanted });

      const { 'a.kept': kept, ...others } = contentOf(at.out);
      if (kept !== undefined) found.push(kept);
      expect(others).toEqual(after);
    });
    expect(found).toEqual(['theirs']);
  });
});

test.each(SYNTHS)('two commands clean up at the same time after a kill: $what', ({ wanted, after }) => {
  const wrong: string[] = [];
  let isOver = false;
  for (let steps = 1; !isOver; steps++) {
    atEachStep((step) => {
      control.callsLeft = steps;
      try {
        writeOutput(at.out, { files: wanted });
      } catch {}
      isOver = control.callsLeft > 0;
      control.callsLeft = Number.POSITIVE_INFINITY;
      control.calls = 0;
      control.meanwhile = (number) => {
        if (number !== step) return;
        control.meanwhile = () => undefined;
        const { calls } = control;
        recover(at.out);
        control.calls = calls + 1;
      };
      try {
        recover(at.out);
      } catch (error) {
        wrong.push(`${steps} ${step}: ${error}`);
      }
      const found = JSON.stringify(Object.entries(contentOf(at.out)).sort());
      const isWhole = [OLD, after].some((state) => JSON.stringify(Object.entries(state).sort()) === found);
      if (!isWhole || realFs.readdirSync(at.folder).length !== 1) wrong.push(`${steps} ${step}: ${realFs.readdirSync(at.folder)}`);
    });
  }
  expect(wrong).toEqual([]);
});
