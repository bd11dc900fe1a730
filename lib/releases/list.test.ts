import { compactVersions, listText, type ReleaseList, releasedIn, shippedIn, withRelease } from './list';
import { ReleaseTable } from './table';
import { expandVersions } from './version';

const list: ReleaseList = {
  lookedAt: '2026-08-20',
  releases: [{ ships: '2.9.0', released: '1.0.0-2 1.1.0' }, { ships: '2.10.0', released: '1.1.1-2' }, { released: '2.0.0' }],
};

test('a list is what a table reads', () => {
  expect(releasedIn(list)).toBe('1.0.0-2 1.1.0 1.1.1-2 2.0.0');
  expect(shippedIn(list)).toBe('1.0.0=2.9.0 1.1.1=2.10.0 2.0.0=');
});

test('the text has one line per row', () => {
  expect(listText(list)).toBe(`{
  "lookedAt": "2026-08-20",
  "releases": [
    { "ships": "2.9.0", "released": "1.0.0-2 1.1.0" },
    { "ships": "2.10.0", "released": "1.1.1-2" },
    { "released": "2.0.0" }
  ]
}
`);
});

test('consecutive patches are a range', () => {
  const versions = '1.4.0-8 1.4.10 1.5.0 2.9-11 3.0'.split(' ').flatMap(expandVersions);
  expect(compactVersions(versions)).toBe('1.4.0-8 1.4.10 1.5.0 2.9-11 3.0');
});

describe('a further release', () => {
  test.each([
    ['1.1.3', '2.10.0', '{ "ships": "2.10.0", "released": "1.1.1-3" }'],
    ['1.2.0', '2.10.1', '{ "ships": "2.10.1", "released": "1.2.0" }'],
    ['1.0.4', '2.9.0', '{ "ships": "2.9.0", "released": "1.0.0-2 1.0.4 1.1.0" }'],
  ])('%s with %s has its place', (version, ships, line) => {
    expect(listText(withRelease(list, version, ships))).toContain(line);
  });

  test('between two that ship something else splits their row', () => {
    const { releases } = withRelease(list, '1.0.3', '2.10.0');
    expect(releases.slice(0, 3)).toEqual([
      { ships: '2.9.0', released: '1.0.0-2' },
      { ships: '2.10.0', released: '1.0.3' },
      { ships: '2.9.0', released: '1.1.0' },
    ]);
  });

  test('that is there already changes nothing', () => {
    expect(withRelease(list, '1.0.1', '9.9.9')).toBe(list);
  });

  test('that was taken out comes back to the same text', () => {
    for (const [version, ships] of [
      ['1.0.0', '2.9.0'],
      ['1.0.1', '2.9.0'],
      ['1.1.2', '2.10.0'],
      ['2.0.0', undefined],
    ] as const) {
      const without: ReleaseList = {
        ...list,
        releases: list.releases.flatMap((row) => {
          const versions = expandVersions(row.released).filter((known) => known !== version);
          return versions.length > 0 ? [{ ...row, released: compactVersions(versions) }] : [];
        }),
      };
      expect(listText(withRelease(without, version, ships))).toBe(listText(list));
    }
  });
});

describe('a release that is tried', () => {
  const product = new ReleaseTable<{ receives: string }>({
    name: 'Product',
    released: '2.9.0 2.10.0',
    facts: [
      ['2.9.0', { receives: 'old' }],
      ['2.10.0', { receives: 'new' }],
    ],
  });
  const table = () =>
    new ReleaseTable<{ port: number; product: { receives: string; version: string }; extension?: string }, 'product' | 'extension'>({
      name: 'chart',
      released: '1.0.0 1.2.0',
      ships: { product: { table: product, since: '1.0.0=2.9.0' }, extension: { since: '1.0.0=30.1 1.2.0=' } },
      facts: [
        ['1.0.0', { port: 1 }],
        ['1.1.0', { port: 2 }],
      ],
    });

  test('has the facts that the rows predict, and what it ships itself', () => {
    const tried = table();
    tried.admit('1.1.1', { product: product.at('2.10.0') });
    expect(tried.find('1.1.1')).toEqual({
      release: { version: '1.1.1', port: 2, product: { version: '2.10.0', receives: 'new' }, extension: '30.1' },
    });
    expect(tried.versions).toEqual(['1.0.0', '1.1.1', '1.2.0']);
  });

  test('changes nothing for the releases after it', () => {
    const tried = table();
    tried.admit('1.1.1', { product: product.at('2.10.0') });
    expect(tried.at('1.2.0')).toEqual(table().at('1.2.0'));
    tried.admit('1.3.0');
    expect(tried.newest).toBe('1.3.0');
    expect(tried.at('1.3.0').port).toBe(2);
  });
});
