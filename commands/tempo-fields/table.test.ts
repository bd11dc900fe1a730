import type { FieldTable } from '../../charts/tempo/config-fields/fields';
import table from '../../charts/tempo/config-fields/fields.json';
import { type ReadFields, tableText, withRelease } from './table';

const EMPTY: FieldTable = { nodes: [], releases: {} };
const READ: ReadFields = {
  config: '#1',
  overrides: '{#0',
  nodes: [
    { b: 's', a: 'i' },
    { inner: '#0', list: '[#0' },
  ],
};

test('releases share equal nodes', () => {
  const one = withRelease(EMPTY, '1.0.0', READ);
  const both = withRelease(one, '2.0.0', READ);

  expect(one).toEqual({
    nodes: [
      { a: 'i', b: 's' },
      { inner: '#0', list: '[#0' },
    ],
    releases: { '1.0.0': ['#1', '{#0'] },
  });
  expect(both.nodes).toEqual(one.nodes);
  expect(both.releases['2.0.0']).toEqual(one.releases['1.0.0']);
});

test('a release is replaced, and nodes that nothing uses are removed', () => {
  const changed = withRelease(withRelease(EMPTY, '1.0.0', READ), '1.0.0', { config: 's', overrides: 's', nodes: [] });

  expect(changed).toEqual({ nodes: [], releases: { '1.0.0': ['s', 's'] } });
});

test('a difference of two tables is a difference of lines', () => {
  const text = tableText(withRelease(EMPTY, '1.0.0', READ));

  expect(JSON.parse(text)).toEqual(withRelease(EMPTY, '1.0.0', READ));
  expect(text.split('\n')).toContain('{"a":"i","b":"s"},');
});

test('the table is as the command writes it', () => {
  const written = table as unknown as FieldTable;
  const [version = ''] = Object.keys(written.releases);
  const [config = '', overrides = ''] = written.releases[version] ?? [];

  expect(withRelease(written, version, { config, overrides, nodes: written.nodes })).toEqual(written);
});
