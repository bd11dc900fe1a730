import { said, synthesizeStorage } from '../../../test/synthesis';

const errors = (chart: string, values: string, more = 'linkerd: {version: 2.19}') =>
  said(synthesizeStorage('endpoint: s3.example.org', { chart, more: `  values: {${values}}\n${more}` }), 'error');
const annotated = (value: string) => `podAnnotations: {linkerd.io/inject: ${value}}`;
const DISTRIBUTED = 'chart: 2.26.2';

test.each([
  [DISTRIBUTED, `distributor: {${annotated('disabled')}}`, 'distributor.podAnnotations'],
  [DISTRIBUTED, `tempo: {${annotated('disabled')}}`, 'tempo.podAnnotations'],
  ['monolithic: 2.2.0', annotated('disabled'), 'podAnnotations'],
])('with %s, {%s} keeps out the spans of the mesh', (chart, values, key) => {
  expect(errors(chart, values)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^clusters/test\\.yaml:9:\\d+ tempo\\.values\\.${key}\\.linkerd\\.io/inject: is disabled, and the proxies of linkerd \\(line 10\\) send their spans only to pods with a proxy; remove it$`,
      ),
    ),
  ]);
});

test.each([
  [`distributor: {${annotated('enabled')}}`],
  [`distributor: {${annotated('enabled')}}, tempo: {${annotated('disabled')}}`],
  [`querier: {${annotated('disabled')}}`],
])('{%s} does not', (values) => {
  expect(errors(DISTRIBUTED, values)).toEqual([]);
});

test('without the mesh, and behind a collector, it may be anything', () => {
  const values = `distributor: {${annotated('disabled')}}`;
  expect(errors(DISTRIBUTED, values, '')).toEqual([]);
  expect(errors(DISTRIBUTED, values, 'linkerd: {version: 2.19}\ncollector: {chart: 0.150.0}')).toEqual([]);
});
