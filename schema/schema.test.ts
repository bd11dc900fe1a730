import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { load } from 'js-yaml';
import { schemaText } from '../commands/schema';
import { listTestFiles, readTestFile } from '../test/synthesis';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(schemaText()));
const isValid = (text: string) => validate(load(text));

describe("the cluster file's JSON Schema", () => {
  test('is what `npm run schema` writes today', () => {
    expect(readFileSync('schema/cluster.json', 'utf8')).toBe(schemaText());
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
    walk(JSON.parse(schemaText()), '');
    expect(undescribed).toEqual([]);
  });
});
