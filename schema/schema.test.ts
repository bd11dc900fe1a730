import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { load } from 'js-yaml';
import { schemaTexts } from '../commands/schema';
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
