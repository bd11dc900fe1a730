import { taggedRelease, unusableTag } from './image-tag';
import { ReleaseTable } from './table';

const table = new ReleaseTable<{ port: number; name: string }>({
  name: 'thing',
  released: '0.9.0 1.0.0-2 1.0.4 1.1.0 1.9.0',
  facts: [
    ['0.9.0', { port: 1, name: 'a' }],
    ['1.0.2', { port: 2 }],
    ['1.1.0', { name: 'b' }],
  ],
  refused: [['1.0.1', '1.0.1', 'is broken', 'use 1.0.2']],
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
  test('has the most recent value of each fact', () => {
    expect(table.find('1.0.0')).toEqual({ release: { version: '1.0.0', port: 1, name: 'a' } });
    expect(table.find('1.0.2')).toEqual({ release: { version: '1.0.2', port: 2, name: 'a' } });
    expect(table.find('1.1.0')).toEqual({ release: { version: '1.1.0', port: 2, name: 'b' } });
  });

  test('that is newer than the newest known, within its major, is treated as the newest, with a warning', () => {
    expect(table.find('1.9.1')).toEqual({
      release: { version: '1.9.1', port: 2, name: 'b' },
      warning: {
        rule: 'release/newer-than-known',
        problem: 'thing 1.9.1 is newer than any release known here, and is treated as 1.9.0',
        fix: 'check the output before you merge',
      },
    });
  });

  test.each([
    ['1.0.1', 'release/known-bad', 'thing 1.0.1 is broken', 'use 1.0.2'],
    ['1.0.3', 'release/never-released', 'thing 1.0.3 was never released', 'use 1.0.2 or 1.0.4, the nearest'],
    ['1.5.0', 'release/never-released', 'thing 1.5.0 was never released', 'use 1.1.0 or 1.9.0, the nearest'],
    ['0.8.0', 'release/unsupported', 'thing 0.8.0 is not supported', 'use 0.9.0 to 1.9.0'],
    ['2.0.0', 'release/unsupported', 'thing 2.0.0 is not supported', 'use 0.9.0 to 1.9.0'],
    ['1.0', 'release/incomplete', 'thing 1.0 has no patch number', 'use 1.0.4, the newest of 1.0'],
  ])('%s is refused by %s with what to use instead', (version, rule, problem, fix) => {
    expect(table.find(version)).toEqual({ error: { rule, problem, fix, isFinal: true } });
  });

  test('needs no third number if none is listed: 2.10 is not 2.1', () => {
    expect(minors.find('2.9')).toEqual({ release: { version: '2.9', on: false } });
    expect(minors.find('2.10.4')).toEqual({ release: { version: '2.10', on: true } });
    expect(minors.find('2.1')).toMatchObject({ error: { problem: 'thing 2.1 is not supported', fix: 'use 2.9 to 3.0' } });
    expect(minors.versions).toEqual(['2.9', '2.10', '2.11', '3.0']);
  });
});

describe('with several minors that get patches at the same time', () => {
  const parallel = new ReleaseTable<{ on: boolean }>({
    name: 'thing',
    released: '1.1.0-3 1.2.1-2 1.3.0',
    hasParallelMinors: true,
    facts: [
      ['1.1.0', { on: false }],
      ['1.2.1', { on: true }],
    ],
  });

  test.each([
    ['1.1.9', false, 'thing 1.1.9 is newer than any release of 1.1 known here, and is treated as 1.1.3'],
    ['1.3.4', true, 'thing 1.3.4 is newer than any release known here, and is treated as 1.3.0'],
    ['1.4.0', true, 'thing 1.4.0 is newer than any release known here, and is treated as 1.3.0'],
  ])('%s is treated as the newest patch of its minor, or as the newest of all', (version, on, problem) => {
    expect(parallel.find(version)).toMatchObject({ release: { version, on }, warning: { problem } });
  });

  test('a gap is refused', () => {
    expect(parallel.find('1.2.0')).toMatchObject({ error: { fix: 'use 1.1.3 or 1.2.1, the nearest' } });
    expect(parallel.find('1.2')).toMatchObject({ error: { fix: 'use 1.2.2, the newest of 1.2' } });
  });
});

describe('the answer of a table', () => {
  const isOdd = ({ port }: { port: number }) => port % 2 === 1;
  const ports = new ReleaseTable<{ port: number }>({
    name: 'thing',
    released: '1.0.0-5',
    facts: [
      ['1.0.0', { port: 1 }],
      ['1.0.1', { port: 2 }],
      ['1.0.3', { port: 3 }],
      ['1.0.5', { port: 4 }],
    ],
    refused: [['1.0.0', '1.0.0', 'is broken', 'use 1.0.1']],
  });

  test('is the first or the last working release with a fact', () => {
    expect([ports.first(isOdd), ports.last(isOdd)]).toEqual(['1.0.3', '1.0.4']);
    expect(() => ports.first(({ port }) => port === 9)).toThrow('no release of thing has what was asked for');
    expect(() => ports.last(({ port }) => port === 9)).toThrow('no release of thing');
  });

  test('is the last one before a version or the first one after it, without the version itself', () => {
    expect(ports.lastBefore('1.0.5', isOdd)).toBe('1.0.4');
    expect(ports.lastBefore('1.0.4', isOdd)).toBe('1.0.3');
    expect(ports.lastBefore('1.0.3', isOdd)).toBeUndefined();
    expect(ports.firstAfter('1.0.0', isOdd)).toBe('1.0.3');
    expect(ports.firstAfter('1.0.3', isOdd)).toBe('1.0.4');
    expect(ports.firstAfter('1.0.4', isOdd)).toBeUndefined();
  });

  test('is the release since which a fact is continuously true, including broken releases', () => {
    expect(ports.since('1.0.4', isOdd)).toBe('1.0.3');
    expect(ports.since('1.0.0', isOdd)).toBe('1.0.0');
    expect(ports.since('1.0.9', (release) => !isOdd(release))).toBe('1.0.5');
    expect(ports.since('1.0.2', isOdd)).toBeUndefined();
  });

  test('are the facts at any version, such as that of an image', () => {
    expect(ports.at('1.0.99')).toEqual({ version: '1.0.99', port: 4 });
    expect(ports.at('0.1.0')).toEqual({ version: '0.1.0', port: 1 });
  });
});

describe('a chart that ships a product', () => {
  const product = new ReleaseTable<{ receives: string }>({
    name: 'Product',
    released: '2.9.0 2.10.0-3 3.0.0',
    facts: [
      ['2.9.0', { receives: 'old' }],
      ['2.10.2', { receives: 'new' }],
    ],
  });
  interface Chart {
    readonly port: number;
    readonly product: { readonly receives: string; readonly version: string };
  }
  const make = () =>
    new ReleaseTable<Chart, 'product'>({
      name: 'chart',
      released: '1.0.0-1 2.0.0',
      ships: { product: { table: product, since: '1.0.0=2.9.0 1.0.1=2.10.2' } },
      facts: [
        ['1.0.0', { port: 1 }],
        ['2.0.0', { port: 2 }],
      ],
    });
  const chart = make();

  test('has the facts of the product at the version that it ships', () => {
    expect(chart.at('1.0.0')).toEqual({ version: '1.0.0', port: 1, product: { version: '2.9.0', receives: 'old' } });
    expect(chart.at('2.0.0')).toEqual({ version: '2.0.0', port: 2, product: { version: '2.10.2', receives: 'new' } });
    expect(chart.first((release) => release.product.receives === 'new')).toBe('1.0.1');
  });

  test('has the same facts whether it is asked for one release or for all of them', () => {
    const one = chart.versions.map((version) => make().find(version).release);

    expect(one).toEqual(make().releases);
  });

  test('runs a known release of the same minor, by the tag of the image', () => {
    expect(taggedRelease(product, '2.10.2', '2.10.1')).toEqual({ version: '2.10.1', receives: 'old' });
    for (const tag of ['2.10.9', '2.9.0', '3.0.0', 'v2.10.1', '2.10', 'latest', 2.1, null, undefined])
      expect(taggedRelease(product, '2.10.2', tag)).toBeUndefined();
  });

  test('runs the same release if the tag has a digest', () => {
    const digest = `@sha256:${'a1'.repeat(32)}`;
    expect(taggedRelease(product, '2.10.2', `2.10.1${digest}`)).toEqual({ version: '2.10.1', receives: 'old' });
    for (const tag of [`2.9.0${digest}`, digest, `2.10.1${digest}a`, '2.10.1@sha256:a1', '2.10.1@', `2.10.1${digest.toUpperCase()}`])
      expect(taggedRelease(product, '2.10.2', tag)).toBeUndefined();
  });

  test('lists the possible tags', () => {
    expect(unusableTag('latest', product, '2.10.2', 'chart')[0]).toBe(
      'use a release of Product 2.10 (2.10.0 to 2.10.3), or pin another chart',
    );
    expect(unusableTag('latest', product, '3.0.0', 'k3s')[0]).toBe('use a release of Product 3.0 (3.0.0), or pin another k3s');
  });

  test('says that a digest is not one', () => {
    expect(unusableTag('2.10.1@sha256:a1', product, '2.10.2', 'chart')).toEqual([
      'correct the digest, or remove it',
      'has a digest that is not sha256: with 64 hexadecimal digits in lower case',
    ]);
  });
});
