import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { control, realFs, resetControl } from '../../test/interrupted-files';
import { saveAll } from './save';

jest.mock('node:fs', () => jest.requireActual('../../test/interrupted-files').interruptedFs());

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'save-'));
});
afterEach(() => {
  resetControl();
  rmSync(folder, { recursive: true });
});

const fileOf = (name: string) => path.join(folder, name);
const OLD = 'chart: 2.14.4\n';
const NEW = 'chart: 2.23.4\n';
const changed = (name: string) => {
  realFs.writeFileSync(fileOf(name), OLD);
  return { source: { name, file: fileOf(name), text: OLD }, text: NEW };
};

test('killed at any time, a file is the old one or the new one', () => {
  const file = changed('a.yaml');
  for (let calls = 0; calls < 5; calls++) {
    realFs.writeFileSync(file.source.file, OLD);
    control.callsLeft = calls;
    try {
      saveAll([file]);
    } catch {}
    expect([OLD, NEW]).toContain(realFs.readFileSync(file.source.file, 'utf8'));
  }
});

test('a file that somebody else has changed stays, and so do all others', () => {
  const files = ['a.yaml', 'b.yaml'].map(changed);
  writeFileSync(fileOf('b.yaml'), 'chart: 2.20.0 # mine\n');

  expect(() => saveAll(files)).toThrow(/b\.yaml: was changed meanwhile; run the command again/);
  expect(['a.yaml', 'b.yaml'].map((name) => readFileSync(fileOf(name), 'utf8'))).toEqual([OLD, 'chart: 2.20.0 # mine\n']);
});

test('what does not change is not written', () => {
  const file = changed('a.yaml');

  expect(saveAll([{ ...file, text: OLD }])).toEqual([]);
  expect(saveAll([file])).toEqual([fileOf('a.yaml')]);
  expect(readdirSync(folder)).toEqual(['a.yaml']);
});
