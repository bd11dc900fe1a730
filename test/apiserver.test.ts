/** The check shape refuses what a real API server refuses, and nothing else. */
import { readFileSync } from 'node:fs';
import { API_SERVER_RULES } from '../verify/checks/shape/apiserver/rules';
import { checkShape } from '../verify/checks/shape/shape';
import { placedIn, readManifestFiles } from '../verify/read/files';
import type { Application, Manifest, Placed } from '../verify/stack';

interface Values {
  readonly what: string;
  readonly object?: Manifest;
  readonly path?: readonly (string | number)[];
  readonly accepted: readonly unknown[];
  readonly refused: readonly unknown[];
}

const VERDICTS: Readonly<Record<string, string>> = JSON.parse(readFileSync('test/apiserver/verdicts.json', 'utf8'));
const VALUES: readonly Values[] = JSON.parse(readFileSync('test/apiserver/values.json', 'utf8'));

/** As in the tests of the API server, by server-side apply. */
const onServer = { name: 'app', destination: {}, syncOptions: ['ServerSideApply=true'] } as unknown as Application;
const byClient = { ...onServer, syncOptions: [] };

const errorsIn = (objects: readonly Placed[], application = onServer): string[] =>
  checkShape(
    objects.map((placed) => ({ ...placed, application: 'app' })),
    { version: '1.34', applications: [application] },
  ).findings.flatMap(({ severity, rule, problem }) => (severity === 'error' ? [`${rule} ${problem}`] : []));

const ruleOf = (text: string): string => text.split(' ')[0] ?? '';

const placed = (object: Manifest): Placed => ({ object, namespace: 'bad', place: { file: 'dist/lab/a.k8s.yaml' } });

describe('an object', () => {
  const files = readManifestFiles('test/apiserver/objects');

  test('has a verdict', () => expect(files.map((file) => file.path).sort()).toEqual(Object.keys(VERDICTS).sort()));

  test.each(files.map((file) => [file.path, VERDICTS[file.path] ?? '', file] as const))('%s: %s', (_name, verdict, file) => {
    const errors = [
      ...(file.findings ?? []).filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
      ...errorsIn(placedIn(file)),
    ];
    expect(file.unread).toBeUndefined();
    if (verdict === 'accepted') expect(errors).toEqual([]);
    else expect(errors).not.toEqual([]);
  });
});

/** A copy of the object with the value at the path. */
function withValue({ object, path = [] }: Values, value: unknown): Manifest {
  if (object === undefined) return value as Manifest;
  const copy = structuredClone(object);
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as never, copy as never);
  parent[path.at(-1) ?? ''] = value;
  return copy;
}

describe.each(VALUES.map((values) => [values.what, values] as const))('%s', (_what, values) => {
  const labelled = (list: readonly unknown[]) => list.map((value) => [JSON.stringify(value).slice(0, 200), value] as const);

  if (values.accepted.length > 0)
    test.each(labelled(values.accepted))('accepted: %s', (_text, value) =>
      expect(errorsIn([placed(withValue(values, value))])).toEqual([]),
    );

  if (values.refused.length > 0)
    test.each(labelled(values.refused))('refused: %s', (_text, value) =>
      expect(errorsIn([placed(withValue(values, value))])).not.toEqual([]),
    );
});

test('every rule of the validation finds something in these values', () => {
  const found = new Set(
    VALUES.flatMap((values) => values.refused.flatMap((value) => errorsIn([placed(withValue(values, value))]))).map(ruleOf),
  );

  expect(Object.keys(API_SERVER_RULES).filter((name) => !found.has(`shape/${name}`))).toEqual([
    // Below.
    'too-large',
  ]);
});

describe('the size of', () => {
  const MEBIBYTE = 1024 * 1024;
  const object = (kind: string, rest: object) => placed({ apiVersion: 'v1', kind, metadata: { name: 'a' }, ...rest } as Manifest);

  test.each<[string, (size: number) => Placed, most: number]>([
    ['a ConfigMap', (size) => object('ConfigMap', { data: { a: 'x'.repeat(size) } }), MEBIBYTE],
    [
      'a ConfigMap with binary values',
      (size) => object('ConfigMap', { binaryData: { a: Buffer.alloc(size).toString('base64') } }),
      MEBIBYTE,
    ],
    ['a Secret', (size) => object('Secret', { data: { a: Buffer.alloc(size).toString('base64') } }), MEBIBYTE],
    ['a Secret in plain text', (size) => object('Secret', { stringData: { a: 'x'.repeat(size) } }), MEBIBYTE],
    [
      'all annotations, with their keys',
      (size) =>
        object('Service', { metadata: { name: 'a', annotations: { a: '', bc: 'x'.repeat(size - 3) } }, spec: { ports: [{ port: 1 }] } }),
      256 * 1024,
    ],
  ])('%s is limited', (_what, of, most) => {
    expect(errorsIn([of(most)])).toEqual([]);
    expect(errorsIn([of(most + 1)])).toEqual([expect.stringMatching(/^shape\/too-large /)]);
  });
});

describe('duplicates that server-side apply refuses', () => {
  const pod = (spec: object) =>
    placed({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'c', image: 'x' }], ...spec },
    } as Manifest);
  const running = (container: object) => pod({ containers: [{ name: 'c', image: 'x', ...container }] });
  const twice = (value: object) => [value, value];

  test.each<[string, Placed]>([
    ['variables', running({ env: twice({ name: 'A', value: '1' }) })],
    ['ports', running({ ports: twice({ containerPort: 80 }) })],
    ['pull secrets', pod({ imagePullSecrets: twice({ name: 'a' }) })],
    ['host aliases', pod({ hostAliases: twice({ ip: '1.2.3.4', hostnames: ['a'] }) })],
  ])('%s are an error there, and a warning elsewhere', (_what, object) => {
    expect(errorsIn([object])).toHaveLength(1);
    expect(errorsIn([object], byClient)).toEqual([]);
    expect(checkShape([object]).findings).toMatchObject([{ severity: 'warning' }]);
  });

  test('an annotation of the object wins over its Application', () => {
    const object = running({ env: twice({ name: 'A' }) });
    const annotated = (value: string) => ({
      ...object,
      object: {
        ...object.object,
        metadata: { name: 'a', annotations: { 'argocd.argoproj.io/sync-options': `Prune=false,ServerSideApply=${value}` } },
      },
    });
    expect(errorsIn([annotated('true')], byClient)).toHaveLength(1);
    expect(errorsIn([annotated('false')])).toEqual([]);
  });
});
