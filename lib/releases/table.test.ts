import { ReleaseTable } from './table';

const table = new ReleaseTable<{ port: number; name: string }>({
  name: 'thing',
  released: '0.9.0 1.0.0-2 1.0.4 1.1.0 1.9.0',
  facts: [
    ['0.9.0', { port: 1, name: 'a' }],
    ['1.0.2', { port: 2 }],
    ['1.1.0', { name: 'b' }],
  ],
  refused: [['1.0.1', '1.0.1', 'is broken; pin 1.0.2']],
});

const minors = new ReleaseTable<{ on: boolean }>({
  name: 'thing',
  released: '2.9-11 3.0',
  facts: [
    ['2.9', { on: false }],
    ['2.10', { on: true }],
  ],
});

describe('a release', () => {
  test('has the facts of the last row at or before it, of each what was said last', () => {
    expect(table.find('1.0.0')).toEqual({ release: { version: '1.0.0', port: 1, name: 'a' } });
    expect(table.find('1.0.2')).toEqual({ release: { version: '1.0.2', port: 2, name: 'a' } });
    expect(table.find('1.1.0')).toEqual({ release: { version: '1.1.0', port: 2, name: 'b' } });
  });

  test('that is newer than the newest known, within its major, is taken for the newest, with a warning', () => {
    expect(table.find('1.9.1')).toEqual({
      release: { version: '1.9.1', port: 2, name: 'b' },
      warning:
        'thing 1.9.1 is newer than any release known here; it is taken to behave like 1.9.0, so look at what it renders before you merge',
    });
  });

  test.each([
    ['1.0.1', 'thing 1.0.1 is broken; pin 1.0.2'],
    ['1.0.3', 'thing 1.0.3 was never released; the nearest are 1.0.2 and 1.0.4'],
    ['1.5.0', 'thing 1.5.0 was never released; the nearest are 1.1.0 and 1.9.0'],
    ['0.8.0', 'thing 0.8.0 is not supported; thing 0.9.0 to 1.9.0 is known here, so pin one of these'],
    ['2.0.0', 'thing 2.0.0 is not supported; thing 0.9.0 to 1.9.0 is known here, so pin one of these'],
    ['1.0', 'thing 1.0 lacks its third number; write 1.0.4, the newest of 1.0'],
  ])('%s is refused with what to take instead', (version, error) => {
    expect(table.find(version)).toEqual({ error });
  });

  test('needs no third number where none is listed: 2.10 is not 2.1', () => {
    expect(minors.find('2.9')).toEqual({ release: { version: '2.9', on: false } });
    expect(minors.find('2.10.4')).toEqual({ release: { version: '2.10', on: true } });
    expect(minors.find('2.1')).toEqual({ error: 'thing 2.1 is not supported; thing 2.9 to 3.0 is known here, so pin one of these' });
    expect(minors.versions).toEqual(['2.9', '2.10', '2.11', '3.0']);
  });
});
