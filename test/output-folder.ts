/** An output folder before and after a synth, for tests of what happens in between. */
import os from 'node:os';
import path from 'node:path';
import { listFiles } from '../lib/output/compare';
import { realFs, resetControl } from './interrupted-files';

export const ours = (text: string) => `# Generated from clusters/a.yaml by \`npm run synth\`; do not edit.\n${text}\n`;

/** A folder as data: path to text. */
export const contentOf = (folder: string) =>
  Object.fromEntries(listFiles(folder).map((file) => [file, realFs.readFileSync(path.join(folder, file), 'utf8')]));

export const OLD = {
  'a/one.k8s.yaml': ours('1'),
  'a/two.k8s.yaml': ours('2'),
  'b/three.k8s.yaml': ours('3'),
  'README.md': 'mine',
  'a/mine.k8s.yaml': 'kind: Mine\n',
};
export const WANTED = new Map([
  ['a/one.k8s.yaml', ours('changed')],
  ['a/two.k8s.yaml', ours('2')],
  ['c/four.k8s.yaml', ours('4')],
]);
export const NEW = {
  'a/one.k8s.yaml': ours('changed'),
  'a/two.k8s.yaml': ours('2'),
  'c/four.k8s.yaml': ours('4'),
  'README.md': 'mine',
  'a/mine.k8s.yaml': 'kind: Mine\n',
};

export const ONE_CLUSTER = {
  what: 'the folder of one cluster',
  wanted: new Map([
    ['a/one.k8s.yaml', ours('changed')],
    ['a/values/four.yaml', ours('4')],
    ['b/three.k8s.yaml', ours('3')],
  ]),
  after: {
    'a/one.k8s.yaml': ours('changed'),
    'a/values/four.yaml': ours('4'),
    'b/three.k8s.yaml': ours('3'),
    'README.md': 'mine',
    'a/mine.k8s.yaml': 'kind: Mine\n',
  },
};
/** What changes, with the wanted files and the contents afterwards. */
export const SYNTHS = [{ what: 'several folders', wanted: WANTED, after: NEW }, ONE_CLUSTER];

/** Writes the old state. */
function writeOld(out: string): void {
  for (const [file, text] of Object.entries(OLD)) {
    realFs.mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    realFs.writeFileSync(path.join(out, file), text);
  }
}

/** A new folder for each test, with the old state in `dist`, without interruptions. */
export class OutputFolder {
  folder = '';
  out = '';
  /** What was written to standard error. */
  told: string[] = [];

  constructor() {
    beforeEach(() => {
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => this.told.push(String(text)) > 0);
      this.folder = realFs.mkdtempSync(path.join(os.tmpdir(), 'swap-'));
      this.out = path.join(this.folder, 'dist');
      this.reset();
    });
    afterEach(() => {
      jest.restoreAllMocks();
      resetControl();
      realFs.rmSync(this.folder, { recursive: true });
    });
  }

  /** Writes the old state again. */
  reset(): void {
    resetControl();
    realFs.rmSync(this.folder, { recursive: true });
    writeOld(this.out);
    this.told = [];
  }
}
