/** Grouping of findings that say the same. */
import { error, type Finding, note, warning } from './finding';
import { acrossClusters, acrossFiles, folded, grouped } from './grouped';
import { lineOf } from './sentence';

const FILE = { file: 'dist/home/tempo.k8s.yaml' };
const NO_VARIABLE = { rule: 'microservices/no-variable', problem: 'has no variable MINIO_ACCESS_KEY_ID', fix: 'add it to {each}' };
const noVariable = (name: string, part = 'container tempo', place = FILE): Finding =>
  error(place, { ...NO_VARIABLE, each: `${name}.extraEnv` }, { subject: `Deployment ${name}`, part });
const lines = (findings: readonly Finding[]) => grouped(findings).map(lineOf);

test('findings that differ only in their subject are grouped, with all subjects and all parts of the fix', () => {
  expect(lines([noVariable('querier'), noVariable('ingester'), noVariable('compactor')])).toEqual([
    'dist/home/tempo.k8s.yaml: Deployment querier (also Deployment ingester and Deployment compactor): has no variable MINIO_ACCESS_KEY_ID; add it to querier.extraEnv, ingester.extraEnv and compactor.extraEnv',
  ]);
  expect(grouped([noVariable('querier'), noVariable('ingester')])).toMatchObject([
    { subjects: ['Deployment querier', 'Deployment ingester'], count: 2 },
  ]);
});

test('the parts of one subject are shown, but not those of several', () => {
  const [one, other] = [noVariable('querier', 'container a'), noVariable('querier', 'container b')];

  expect(grouped([one, other])).toMatchObject([{ subject: 'Deployment querier', part: 'container a and container b', count: 2 }]);
  expect(grouped([one, noVariable('ingester')])[0]?.part).toBe('also Deployment ingester');
});

test.each<[string, Partial<Finding>]>([
  ['rule', { rule: 'microservices/other' }],
  ['severity', { severity: 'warning' }],
  ['file', { place: { file: 'other.yaml' } }],
  ['line', { place: { ...FILE, line: 2 } }],
  ['column', { place: { ...FILE, line: 2, column: 3 } }],
  ['object', { place: { ...FILE, name: 'home-tracing-tempo' } }],
  ['problem', { problem: 'has no variable MINIO_SECRET_ACCESS_KEY' }],
  ['fix', { fix: undefined }],
  ['acceptance', { accepted: 'fixed in May' }],
])('findings with another %s stay apart', (_what, change) => {
  const first = { ...noVariable('querier'), place: { ...FILE, ...(change.place?.column && { line: 2 }) } };
  expect(grouped([first, { ...noVariable('ingester'), ...change }])).toHaveLength(2);
});

test('errors come first, then warnings, notes and accepted findings; otherwise the order is kept', () => {
  const say = { rule: 'a/b', problem: 'is wrong' };
  const about = (subject: string) => ({ subject });
  const findings = [
    { ...error(FILE, say, about('accepted')), accepted: 'for now' },
    note({ file: 'n' }, say, about('note')),
    warning(FILE, say, about('warning')),
    error({ file: '2' }, say, about('second')),
    error({ file: '1' }, say, about('first')),
  ];

  expect(grouped(findings).map(({ subject }) => subject)).toEqual(['second', 'first', 'warning', 'note', 'accepted']);
});

describe('for people', () => {
  const DEFAULT = { rule: 'values/default', problem: 'is the default of the chart' };
  const defaults = (...keys: string[]) => keys.map((subject) => note({ ...FILE, name: 'tempo' }, DEFAULT, { subject }));

  test('up to three notes of a kind are printed; more are one line with three names and the number of the others', () => {
    expect(folded(defaults('a', 'b', 'c')).map(lineOf)).toEqual([
      'dist/home/tempo.k8s.yaml tempo: a (also b and c): is the default of the chart',
    ]);
    expect(folded(defaults('a', 'b', 'c', 'd', 'e')).map(lineOf)).toEqual([
      'dist/home/tempo.k8s.yaml tempo: a (also b, c and 2 more): is the default of the chart',
    ]);
  });

  test('notes of many objects in a file are one line, with the object before each subject', () => {
    const notes = ['a', 'b', 'c', 'd'].map((name) => note({ ...FILE, name }, DEFAULT, { subject: 'x' }));

    expect(folded(notes).map(lineOf)).toEqual(['dist/home/tempo.k8s.yaml: a x (also b x, c x and 1 more): is the default of the chart']);
    expect(folded(notes.slice(1))).toHaveLength(3);
  });

  test('all errors and warnings are named', () => {
    expect(folded(['a', 'b', 'c', 'd'].map((name) => noVariable(name)))[0]).toMatchObject({
      subject: 'Deployment a',
      part: 'also Deployment b, Deployment c and Deployment d',
    });
    expect(folded(['a', 'b', 'c', 'd'].map((name) => noVariable(name, '', { ...FILE, name } as typeof FILE)))).toHaveLength(4);
  });

  test('equal notes without a subject are counted', () => {
    const same = Array.from({ length: 4 }, () => note(FILE, DEFAULT));

    expect(folded(same).map(lineOf)).toEqual(['dist/home/tempo.k8s.yaml: 4 times: is the default of the chart']);
  });
});

describe('across files', () => {
  const at = (file: string, change: Partial<Finding> = {}): Finding => ({
    rule: 'tempo/no-persistence',
    severity: 'note',
    place: { file, line: 9, column: 1 },
    subject: 'tempo',
    problem: 'has no persistence',
    ...change,
  });

  test.each(['note', 'warning', 'error'] as const)('%ss that say the same are one, with the names of the others', (severity) => {
    const [first, ...others] = ['a', 'b', 'c'].map((name) => at(`clusters/${name}.yaml`, { severity }));
    expect(acrossFiles([first as Finding, ...others])).toMatchObject([{ ...first, clusters: 'also in b and c' }]);
  });

  test('a file other than a cluster file is named by its path', () => {
    const all = ['base/a.yaml', 'clusters/b.yaml', 'base/c.yaml'].map((file) => at(file, { severity: 'error' }));
    expect(acrossFiles(all, ['clusters/b.yaml'])[0]?.clusters).toBe('also in b and base/c.yaml');
  });

  test('the others of many notes are counted; those of warnings and errors are named, which are to be changed', () => {
    const files = Array.from({ length: 23 }, (_, index) => `${String.fromCharCode(97 + index)}.yaml`);
    const severe = (count: number) => files.slice(0, count).map((file) => at(file, { severity: 'error' }));
    expect(acrossFiles(files.slice(0, 5).map((file) => at(file)))[0]?.clusters).toBe('also in 4 other files');
    expect(acrossFiles(severe(5))[0]?.clusters).toBe('also in b, c, d and e');
    expect(acrossFiles(severe(23))[0]?.clusters).toMatch(/^also in b, c, d, .*, t, u and 2 more$/);
  });

  test('what is said of clusters of a base, and in further files, is one finding', () => {
    const inBase = (file: string, clusters: string) => at(file, { severity: 'error', clusters });
    const all = [
      inBase('base/dev.yaml', 'in a and b'),
      inBase('base/prod.yaml', 'in c and d'),
      at('clusters/e.yaml', { severity: 'error' }),
    ];
    expect(acrossFiles(all, ['clusters/e.yaml']).map(lineOf)).toEqual([
      'base/dev.yaml:9:1 tempo (in a and b, also in base/prod.yaml and e): has no persistence',
    ]);
  });

  test.each<[string, Partial<Finding>]>([
    ['another problem', { problem: 'loses data' }],
    ['another fix', { fix: 'add it' }],
    ['another subject', { subject: 'traefik' }],
    ['another severity', { severity: 'warning' }],
    ['an accepted note', { accepted: 'known' }],
    ['a finding in the output', { place: { file: 'dist/a/tempo.k8s.yaml' } }],
  ])('%s stays apart', (_, change) => {
    expect(acrossFiles([at('a.yaml', change), at('b.yaml')])).toHaveLength(2);
  });

  test('what is said of several cluster files as a whole, such as a chart that cannot be pulled, is one finding', () => {
    const files = ['clusters/a.yaml', 'clusters/b.yaml'];
    const all = files.map((file) => at(file, { place: { file }, severity: 'error' }));
    expect(acrossFiles(all, files).map(lineOf)).toEqual(['clusters/a.yaml: tempo (also in b): has no persistence']);
  });

  test('two places of one file stay apart', () => {
    const second = { place: { file: 'a.yaml', line: 12, column: 1 } };
    expect(acrossFiles([at('a.yaml'), at('a.yaml', second)]).map(({ clusters }) => clusters)).toEqual([undefined, undefined]);
    expect(acrossFiles([at('a.yaml'), at('a.yaml', second), at('b.yaml')]).map(({ clusters }) => clusters)).toEqual([
      'also in b',
      undefined,
    ]);
  });

  test('several subjects in each file are one finding too', () => {
    const of = (file: string) => ['x', 'y'].map((subject) => at(file, { subject, severity: 'error' }));
    expect(acrossFiles([...of('a.yaml'), ...of('b.yaml')]).map(lineOf)).toEqual(['a.yaml:9:1 x (also y, also in b): has no persistence']);
  });

  test('the same change in the output of several clusters is one, with the commands for each of them', () => {
    const immutable = (name: string) =>
      at('', {
        place: { file: `dist/${name}/tempo.k8s.yaml`, name: `${name}-tempo` },
        severity: 'warning',
        commands: [`# in the cluster ${name}:`, 'kubectl delete x'],
      });
    expect(acrossFiles(['a', 'b'].map(immutable))).toMatchObject([
      {
        place: { file: 'dist/a/tempo.k8s.yaml', name: 'a-tempo' },
        clusters: 'also in b',
        commands: ['# for a:', '# in the cluster a:', 'kubectl delete x', '# for b:', '# in the cluster b:', 'kubectl delete x'],
      },
    ]);
    const same = ['a', 'b', 'c'].map((name) => at(`clusters/${name}.yaml`, { severity: 'error', commands: ['kubectl delete x'] }));
    expect(acrossFiles(same)[0]?.commands).toEqual(['# for a, b and c:', 'kubectl delete x']);
  });
});

test('what the clusters of a report have in common is one finding, also at one place', () => {
  const inSet = error({ file: 'dist/fleet.k8s.yaml' }, { rule: 'shape/merge-conflict', problem: 'contains a merge conflict of git' });
  const inValues = (name: string) => ({ ...inSet, place: { file: `dist/${name}/values/traefik.yaml` } });
  const clusters = ['a', 'b'].map((name) => ({ name, findings: folded([inSet, inValues(name)]) }));

  expect(acrossClusters(clusters).map(lineOf)).toEqual([
    'dist/fleet.k8s.yaml: contains a merge conflict of git',
    'dist/a/values/traefik.yaml (also in b): contains a merge conflict of git',
  ]);
  expect(acrossClusters(clusters.slice(1))).toEqual(clusters[1]?.findings);
});

test('what several clusters have at one place keeps the commands of each', () => {
  const moved = (name: string) =>
    error(
      { file: 'base.yaml', line: 3, column: 1 },
      { rule: 'change/moved', problem: 'moves', commands: [`# in the cluster ${name}:`, 'flush'] },
    );
  const clusters = ['a', 'b'].map((name) => ({ name, findings: folded([moved(name)]) }));

  expect(acrossClusters(clusters)).toMatchObject([
    { commands: ['# for a:', '# in the cluster a:', 'flush', '# for b:', '# in the cluster b:', 'flush'] },
  ]);
});

test('the commands of several findings are told by cluster, and one may be there twice', () => {
  const [copy, inA, inB] = [
    'mc mirror a b',
    '# in the cluster https://a.example.org:6443:',
    '# in the cluster https://b.example.org:6443:',
  ];
  const told = (...commands: string[][]) =>
    grouped(commands.map((own) => warning(FILE, { rule: 'change/x', problem: 'grows', fix: 'do it', commands: own }))).flatMap(
      (each) => each.commands,
    );

  expect(told([copy, 'kubectl get pods', copy])).toEqual([copy, 'kubectl get pods', copy]);
  expect(told([inA, 'kubectl delete x', 'argocd app sync a'], [inB, 'kubectl delete x', 'argocd app sync b'])).toEqual([
    ...[inA, 'kubectl delete x', 'argocd app sync a'],
    ...[inB, 'kubectl delete x', 'argocd app sync b'],
  ]);
  expect(told([inA, 'kubectl delete x'], [inA, 'kubectl delete x', 'kubectl delete y'])).toEqual([
    inA,
    'kubectl delete x',
    'kubectl delete y',
  ]);
});

test('what clusters have at one place has the commands of each of them', () => {
  const inBase = (command: string) =>
    error({ file: 'base/prod.yaml', line: 2, column: 1 }, { rule: 'change/x', problem: 'is removed', commands: [command] });
  const clusters = ['a', 'b', 'c'].map((name) => ({ name, findings: folded([inBase(name === 'a' ? 'sync a' : 'sync others')]) }));

  expect(acrossClusters(clusters)).toMatchObject([
    { place: { file: 'base/prod.yaml' }, commands: ['# for a:', 'sync a', '# for b and c:', 'sync others'] },
  ]);
});
