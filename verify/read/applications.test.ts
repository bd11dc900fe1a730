/** The sources of Applications and their values, in the order of Argo CD. */
import type { Manifest } from '../stack';
import { applicationOf, isRead, valuesOfSource } from './applications';

const application = (spec: object) =>
  applicationOf({
    object: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'tempo' }, spec } as Manifest,
    place: { file: 'apps.yaml', name: 'tempo' },
  });
const FILES: Record<string, string> = {
  'base.yaml': 'a: {b: base, c: base}\nlist: [base]\n',
  'over.yaml': 'a: {b: over}\nlist: [over]\n',
  'empty.yaml': '# nothing yet\n',
  'list.yaml': '- a\n',
  'broken.yaml': 'a: [\n',
};
const values = (helm: object) =>
  valuesOfSource({ repository: '', revision: '', helm: helm as Record<string, unknown> }, (file) => {
    const text = FILES[file];
    return text === undefined ? undefined : { text };
  });
const said = (helm: object) => values(helm).mistakes.map(({ problem, fix }) => `${problem}; ${fix}`);

describe('the sources of an Application', () => {
  const one = { repoURL: 'https://charts.example.org', chart: 'tempo', targetRevision: '1.0.0' };

  test('are its source, or instead its sources', () => {
    expect(application({ source: one }).sources.map(({ chart }) => chart)).toEqual(['tempo']);
    expect(
      application({ source: one, sources: [{ ...one, chart: 'loki' }, { ref: 'values' }] }).sources.map(({ chart, ref }) => chart ?? ref),
    ).toEqual(['loki', 'values']);
    expect(application({}).sources).toEqual([]);
  });

  test('keep the source text of a version that is a number', () => {
    expect(application({ source: { ...one, targetRevision: 2 } }).sources[0]?.revision).toBe('2');
  });

  test('are installed in the destination', () => {
    const { destination, project, syncOptions } = application({
      project: 'default',
      destination: { namespace: 'tracing', name: 'edge' },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    });

    expect({ destination, project, syncOptions }).toEqual({
      destination: { namespace: 'tracing', name: 'edge' },
      project: 'default',
      syncOptions: ['CreateNamespace=true'],
    });
  });
});

describe('the values of a source', () => {
  test.each<[string, object, object]>([
    [
      'come from values files, the last one first',
      { valueFiles: ['base.yaml', 'over.yaml'] },
      { a: { b: 'over', c: 'base' }, list: ['over'] },
    ],
    ['then from values', { valueFiles: ['base.yaml'], values: 'a: {b: text}' }, { a: { b: 'text', c: 'base' }, list: ['base'] }],
    [
      'then from valuesObject, in the place of values',
      { values: 'a: {b: text}', valuesObject: { a: { c: 'object' } } },
      { a: { c: 'object' } },
    ],
    ['then from parameters', { values: 'a: {b: text}', parameters: [{ name: 'a.b', value: 'set' }] }, { a: { b: 'set' } }],
    ['may be none', { valueFiles: ['empty.yaml'], values: '# none' }, {}],
    ['keep a null, which takes a default away', { values: 'a: {b: 1}', valuesObject: { a: { b: null } } }, { a: { b: null } }],
  ])('%s', (_what, helm, expected) => expect(values(helm)).toEqual({ values: expected, mistakes: [], notJudged: [] }));

  test.each<[string, object, string]>([
    [
      'a file that is not there',
      { valueFiles: ['gone.yaml'] },
      'values file gone.yaml does not exist; add it, or remove it from valueFiles',
    ],
    ['a file that is not a map', { valueFiles: ['list.yaml'] }, 'values file list.yaml is not a map of values; use a map'],
    ['a file that is not YAML', { valueFiles: ['broken.yaml'] }, 'values file broken.yaml is not valid YAML ('],
    ['values that are not a map', { values: 'text' }, 'helm.values is not a map of values; use a map'],
    [
      'a parameter with a variable',
      { parameters: [{ name: 'a', value: 'hunter2$KEY' }] },
      'parameter a contains $ and a name, which Argo CD replaces with nothing; set it in helm.values',
    ],
  ])('are reported for %s', (_what, helm, mistake) => expect(said(helm)).toEqual([expect.stringContaining(mistake)]));

  test('are not known for parameters that are files', () => {
    expect(values({ fileParameters: [{ name: 'a', path: 'a.txt' }] }).notJudged).toEqual([
      'helm.fileParameters a, whose values are the content of files',
    ]);
  });

  test('are not reported for a file that may be missing', () => {
    expect(values({ valueFiles: ['gone.yaml'], ignoreMissingValueFiles: true })).toEqual({ values: {}, mistakes: [], notJudged: [] });
  });
});

describe('a directory', () => {
  const reads = (directory: object, file: string) =>
    isRead({ repository: '', revision: '', directory: directory as Record<string, unknown> }, file);

  test.each<[string, object, string, boolean]>([
    ['reads a file of its own', {}, 'a.yaml', true],
    ['reads no file below', {}, 'b/a.yaml', false],
    ['reads a file below with recurse', { recurse: true }, 'b/a.yaml', true],
    ['reads what include names', { include: '{a,b}.yaml' }, 'b.yaml', true],
    ['reads nothing else then', { include: '{a,b}.yaml' }, 'c.yaml', false],
    ['reads whatever a star matches', { include: '*.k8s.yaml' }, 'tempo.k8s.yaml', true],
    ['does not read what exclude names', { exclude: 'a.*' }, 'a.yaml', false],
    ['goes by exclude before include', { include: '*.yaml', exclude: 'a.yaml' }, 'a.yaml', false],
    ['goes by a star over folders too', { recurse: true, include: '*.yaml' }, 'b/a.yaml', true],
  ])('%s', (_what, directory, file, expected) => expect(reads(directory, file)).toBe(expected));
});
