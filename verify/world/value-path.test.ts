import { nameOfPath, valuePathsIn, wholePaths, without } from './value-path';

const VALUES = {
  traces: { zipkin: { enabled: true }, otlp: { grpc: {}, http: null } },
  extraEnv: [{ name: 'A', value: 1 }, { name: 'B' }],
  labels: { 'app.kubernetes.io/name': 'tempo' },
  args: [],
};

test('a leaf is a scalar, or an empty map or list', () => {
  expect(valuePathsIn(VALUES).map(nameOfPath)).toEqual([
    'traces.zipkin.enabled',
    'traces.otlp.grpc',
    'traces.otlp.http',
    'extraEnv[0].name',
    'extraEnv[0].value',
    'extraEnv[1].name',
    'labels."app.kubernetes.io/name"',
    'args',
  ]);
  expect(valuePathsIn({})).toEqual([]);
});

describe('without a leaf', () => {
  test.each<[string, (string | number)[], unknown]>([
    ['the rest is kept in order', ['extraEnv', 0, 'value'], { ...VALUES, extraEnv: [{ name: 'A' }, { name: 'B' }] }],
    ['an item that becomes empty is removed', ['extraEnv', 1, 'name'], { ...VALUES, extraEnv: [{ name: 'A', value: 1 }] }],
    ['a map that becomes empty is removed', ['traces', 'zipkin', 'enabled'], { ...VALUES, traces: { otlp: VALUES.traces.otlp } }],
    [
      'its parents up to the top are removed',
      ['labels', 'app.kubernetes.io/name'],
      { traces: VALUES.traces, extraEnv: VALUES.extraEnv, args: [] },
    ],
  ])('%s', (_what, path, expected) => {
    const before = structuredClone(VALUES);
    expect(JSON.stringify(without(VALUES, path))).toBe(JSON.stringify(expected));
    expect(VALUES).toEqual(before);
  });

  test('nothing may be left', () => {
    expect(without({ a: { b: [1] } }, ['a', 'b', 0])).toBeUndefined();
  });
});

test('the path of a map replaces the paths of all its leaves', () => {
  const names = (...paths: (string | number)[][]) => wholePaths(VALUES, paths).map(nameOfPath);

  expect(names(['traces', 'otlp', 'grpc'], ['traces', 'otlp', 'http'])).toEqual(['traces.otlp']);
  expect(names(['traces', 'zipkin', 'enabled'], ['traces', 'otlp', 'grpc'], ['traces', 'otlp', 'http'])).toEqual(['traces']);
  expect(names(['extraEnv', 0, 'name'], ['args'])).toEqual(['extraEnv[0].name', 'args']);
  expect(names()).toEqual([]);
});
