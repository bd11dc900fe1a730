import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { load } from 'js-yaml';
import { schemaTexts } from '../commands/schema';
import { lineOf } from '../lib/findings/sentence';
import { isMap, type Path } from '../lib/yaml/parsed';
import { synthesize } from '../synthesis/synthesize';
import { listTestFiles, readTestFile } from '../test/synthesis';

// patternErrorMessage is a keyword of the YAML language server.
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, keywords: ['patternErrorMessage'] });
const validate = ajv.compile(JSON.parse(schemaTexts()['cluster.json'] ?? ''));
const isValid = (text: string) => validate(load(text));

describe("the cluster file's JSON Schema", () => {
  test('is what `npm run schema` writes today', () => {
    for (const [file, text] of Object.entries(schemaTexts())) expect([file, readFileSync(`schema/${file}`, 'utf8')]).toEqual([file, text]);
  });

  test.each(listTestFiles('clusters'))('accepts %s', (file) => {
    expect(isValid(readTestFile(`clusters/${file}`))).toBe(true);
  });

  // Only mistakes of shape: an editor cannot find conflicts between components.
  test.each([
    'unknown-key',
    'wrong-type-list',
    'missing-key',
    'two-alternatives',
    'no-alternative',
    'endpoint-with-scheme',
    'bucket-upper-case',
    'receiver-unknown',
  ])('refuses %s', (name) => {
    expect(isValid(readTestFile(`invalid/${name}.yaml`))).toBe(false);
  });

  test('accepts a version with two numbers without quotes', () => {
    expect(isValid(readTestFile('clusters/full.yaml').replace('argocd: 3.5', 'argocd: 2.10'))).toBe(true);
  });

  test('describes every key', () => {
    const undescribed: string[] = [];
    interface Described {
      description?: string;
      properties?: Record<string, Described>;
    }
    const walk = (schema: Described, path: string) => {
      for (const [key, child] of Object.entries(schema.properties ?? {})) {
        if (!child.description) undescribed.push(`${path}.${key}`);
        walk(child, `${path}.${key}`);
      }
    };
    walk(JSON.parse(schemaTexts()['cluster.json'] ?? ''), '');
    expect(undescribed).toEqual([]);
  });

  interface Part {
    readonly type?: unknown;
    readonly pattern?: string;
    readonly patternErrorMessage?: string;
    readonly default?: unknown;
    readonly description?: string;
    readonly properties?: Record<string, Part>;
    readonly anyOf?: readonly Part[];
    readonly oneOf?: readonly { readonly required: readonly string[] }[];
  }
  const partsOf = (part: unknown): Part[] =>
    typeof part === 'object' && part !== null ? [part, ...Object.values(part).flatMap(partsOf)] : [];
  const parts = partsOf(JSON.parse(schemaTexts()['cluster.json'] ?? ''));

  test('explains every pattern, so that no editor shows a regular expression', () => {
    const patterns = parts.filter(({ pattern }) => typeof pattern === 'string');

    expect(patterns.length).toBeGreaterThan(40);
    expect(patterns.filter(({ patternErrorMessage }) => !/^not .+; .+, e\.g\. .+/.test(patternErrorMessage ?? ''))).toEqual([]);
  });

  test('names every default in the description, which editors show', () => {
    const described = parts.filter(
      (part) => ['string', 'number', 'boolean'].includes(typeof part.default) && typeof part.type === 'string',
    );

    expect(described.length).toBeGreaterThan(20);
    expect(described.filter((part) => !part.description?.includes(`default ${part.default}`))).toEqual([]);
  });

  test('has every key of an object with alternatives beside them, for completion', () => {
    const exclusive = parts.filter(({ oneOf }) => Array.isArray(oneOf));
    const forms = parts.filter(({ type, anyOf }) => type === 'object' && Array.isArray(anyOf));

    expect([exclusive.length, forms.length]).toEqual([expect.any(Number), 1]);
    expect(exclusive.length).toBeGreaterThan(4);
    for (const { oneOf = [], properties = {} } of exclusive)
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(oneOf.flatMap(({ required }) => required)));
    for (const { anyOf = [], properties = {} } of forms)
      expect(Object.keys(properties)).toEqual(anyOf.flatMap((form) => Object.keys(form.properties ?? {})));
  });
});

describe('the JSON Schema of files that extend others', () => {
  const isValidPart = ajv.compile(JSON.parse(schemaTexts()['base.json'] ?? ''));
  const base = readTestFile('clusters/full.yaml');
  /** A file that sets only the value at a path. */
  const fileWith = (path: Path, value: unknown) => path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as object;
  /** The mistakes in the values of a cluster file over that base. */
  const mistakes = (own: object) => {
    const text = JSON.stringify({ extends: 'base.yaml', ...own });
    const { findings } = synthesize([{ name: 'a', file: 'clusters/a.yaml', text, bases: [{ file: 'base.yaml', text: base }] }], {});
    return findings.filter(({ rule }) => rule === 'cluster-file/invalid-value').map(lineOf);
  };
  const keysIn = (value: unknown, path: Path = []): Path[] =>
    isMap(value) ? Object.entries(value).flatMap(([key, item]) => [[...path, key], ...keysIn(item, [...path, key])]) : [];
  const all = keysIn(load(base));

  test('accepts null at every key of a map, where it removes that of a base', () => {
    expect(all.length).toBeGreaterThan(40);
    for (const path of all) {
      expect([path, mistakes(fileWith(path, null))]).toEqual([path, []]);
      expect([path, isValidPart(fileWith(path, null))]).toEqual([path, true]);
    }
  });

  test.each<[string, object, boolean]>([
    ['a name of a map', { metadata: { labels: { team: null } } }, true],
    ['a storage in its other form', { tempo: { storage: { bucket: null, gcs: { bucket: 'traces' } } } }, true],
    ['a value for Helm', { tempo: { values: { ingester: { replicas: null } } } }, true],
    ['a key of a named item', { grafana: { loki: { derivedFields: [{ name: 'a', matcherType: null }] } } }, true],
    ['the name of an item', { grafana: { loki: { derivedFields: [{ name: null, matcherRegex: '(.)' }] } } }, false],
    ['a key of another item', { accept: [{ rule: 'a/b', object: null, reason: 'x' }] }, false],
    ['an item', { tempo: { receivers: [null] } }, false],
    ['the bases', { extends: null }, false],
  ])('null for %s', (_what, file, expected) => {
    expect(isValidPart(file)).toBe(expected);
  });

  test('a storage in its other form is what the loader reads', () => {
    const other = { storage: { bucket: null, endpoint: null, gcs: { bucket: 'traces' } } };
    expect(mistakes({ tempo: other })).toEqual([]);
    expect(isValidPart({ tempo: other })).toBe(true);
    expect(isValidPart({ tempo: { storage: { bucket: 'traces', gcs: { bucket: 'traces' } } } })).toBe(false);
  });

  test('other values are as in a file that extends none, where null is refused', () => {
    expect(isValidPart({ tempo: { receivers: 'all' } })).toBe(false);
    expect(isValidPart({ gitops: { sync: 'auto' } })).toBe(false);
    expect(isValidPart({ tempo: { credentials: { identity: { instance: false } } } })).toBe(false);
    expect(isValid(`${readTestFile('clusters/minimal.yaml')}grafana: null\n`)).toBe(false);
    expect(isValid(`${readTestFile('clusters/minimal.yaml')}grafana: {}\n`)).toBe(true);
  });
});
