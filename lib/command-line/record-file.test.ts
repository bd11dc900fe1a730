import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { inTemporaryFolder } from '../../test/temporary-folder';
import { RecordFile } from './record-file';

inTemporaryFolder();

const FILE = 'records';
/** As another process opens it. */
const opened = () => new RecordFile(FILE);
const textOf = (name: string) => opened().get(name);

function append(records: Readonly<Record<string, string>>): void {
  const target = opened();
  for (const [name, text] of Object.entries(records)) target.append(name, text);
}

describe('a file of records', () => {
  test('has the newest record of each name', () => {
    append({ a: 'one\nline', b: '' });
    append({ a: 'ä' });

    expect(['a', 'b', 'c'].map(textOf)).toEqual(['ä', '', undefined]);
  });

  test('is started anew if it is damaged', () => {
    append({ a: 'one', b: 'two' });
    truncateSync(FILE, statSync(FILE).size - 1);

    expect([textOf('a'), textOf('b')]).toEqual(['one', undefined]);
    append({ c: 'three' });

    expect([textOf('a'), textOf('c')]).toEqual([undefined, 'three']);
    appendFileSync(FILE, 'something else\n');
    append({ d: 'four' });
    expect([textOf('c'), textOf('d')]).toEqual([undefined, 'four']);
  });

  test('loses its stale records once they are the larger part', () => {
    append({ a: 'kept' });
    for (const text of ['old 1', 'old 2', 'old 3', 'new']) append({ b: text });

    expect(readFileSync(FILE, 'utf8')).toBe('a 4\nkeptb 5\nold 3b 3\nnew');
    expect([textOf('a'), textOf('b')]).toEqual(['kept', 'new']);
    expect(readdirSync('.')).toEqual(['records']);
  });

  test('keeps the others when one is not a text any more', () => {
    writeFileSync(FILE, Buffer.concat([Buffer.from('a 2\n'), Buffer.from([0xff, 0xfe]), Buffer.from('b 9\nold textsb 3\nnewc 4\nkept')]));

    append({ d: 'more' });

    expect(['b', 'c', 'd'].map(textOf)).toEqual(['new', 'kept', 'more']);
  });

  test('is read as it was when it was opened', () => {
    append({ a: 'one' });
    const before = opened();
    append({ a: 'two' });
    append({ a: 'three' });

    expect(before.get('a')).toBe('one');
  });

  test('remembers nothing if it cannot be written', () => {
    mkdirSync(FILE);

    append({ a: 'one' });

    expect(textOf('a')).toBeUndefined();
  });
});
