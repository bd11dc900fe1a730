import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { inTemporaryFolder } from '../../test/temporary-folder';
import { RecordFile } from './record-file';

inTemporaryFolder();

const FILE = 'records';
/** As another process opens it. */
const opened = () => new RecordFile(FILE);
const partsOf = (name: string, file = opened()) => {
  const record = file.get(name);
  return record && [record.about, record.content()];
};

function append(records: Readonly<Record<string, readonly [about: string, content: string]>>): void {
  const target = opened();
  for (const [name, parts] of Object.entries(records)) target.append(name, ...parts);
}

describe('a file of records', () => {
  test('has the newest record of each name', () => {
    append({ a: ['one\nline', 'two\nlines'], b: ['', ''] });
    append({ a: ['ä', 'ö'] });

    expect(['a', 'b', 'c'].map((name) => partsOf(name))).toEqual([['ä', 'ö'], ['', ''], undefined]);
  });

  test('is started anew if it is damaged', () => {
    append({ a: ['one', '1'], b: ['two', '2'] });
    truncateSync(FILE, statSync(FILE).size - 1);

    expect([partsOf('a'), partsOf('b')]).toEqual([['one', '1'], undefined]);
    append({ c: ['three', ''] });

    expect([partsOf('a'), partsOf('c')]).toEqual([undefined, ['three', '']]);
    appendFileSync(FILE, 'something else\n');
    append({ d: ['four', ''] });
    expect([partsOf('c'), partsOf('d')]).toEqual([undefined, ['four', '']]);
  });

  test('loses its stale records once they are the larger part', () => {
    append({ a: ['kept', '!'] });
    for (const text of ['old 1', 'old 2', 'old 3', 'new']) append({ b: [text, '.'] });

    expect(readFileSync(FILE, 'utf8')).toBe('a 4 1\nkept!b 5 1\nold 3.b 3 1\nnew.');
    expect([partsOf('a'), partsOf('b')]).toEqual([
      ['kept', '!'],
      ['new', '.'],
    ]);
    expect(readdirSync('.')).toEqual(['records']);
  });

  test('keeps the others when one is not a text any more', () => {
    const parts = ['a 2 0\n', Buffer.from([0xff, 0xfe]), 'b 3 6\nold textsb 3 0\nnewc 2 2\nkept'];
    writeFileSync(FILE, Buffer.concat(parts.map((part) => Buffer.from(part as string))));

    append({ d: ['more', ''] });

    expect(['b', 'c', 'd'].map((name) => partsOf(name))).toEqual([
      ['new', ''],
      ['ke', 'pt'],
      ['more', ''],
    ]);
  });

  test('is read as it was when it was opened', () => {
    append({ a: ['one', '1'] });
    const before = opened();
    append({ a: ['two', '2'] });
    append({ a: ['three', '3'] });

    expect(partsOf('a', before)).toEqual(['one', '1']);
  });

  test('has what was just written, unless somebody else wrote too', () => {
    append({ a: ['old', '0'] });
    const [mine, other] = [opened(), opened()];

    const [first, second] = [mine.append('b', 'one', 'ü'), mine.append('c', '', 'two')];
    expect([second?.(), first?.()]).toEqual(['two', 'ü']);
    other.append('d', 'more', 'of it');
    expect(mine.append('e', 'three', '3')).toBeUndefined();
    expect(mine.append('f', 'four', '4')?.()).toBe('4');
    expect(partsOf('e')).toEqual(['three', '3']);
  });

  test('remembers nothing if it cannot be written', () => {
    mkdirSync(FILE);

    expect(opened().append('a', 'one', '')).toBeUndefined();
    expect(partsOf('a')).toBeUndefined();
  });
});
