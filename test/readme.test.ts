import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { readTestFile, said, synthesizeText } from './synthesis';

const readme = readFileSync('README.md', 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^ *\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, text = '']) => text);
const reference = blocks('yaml')[0] ?? '';

/** `a`, `a.b`, ... of every key in an object. */
const keysOf = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, child]) => [path + key, ...keysOf(child, `${path}${key}.`)])
    : [];

/** The same for every key of the cluster file's schema. */
const keysOfSchema = (schema: object, path = ''): string[] =>
  [schema, ...((schema as { anyOf?: object[] }).anyOf ?? [])]
    .flatMap((form) => Object.entries((form as { properties?: Record<string, object> }).properties ?? {}))
    .flatMap(([key, child]) => [path + key, ...keysOfSchema(child, `${path}${key}.`)]);

describe('the README', () => {
  test('has a reference that is a valid cluster file', () => {
    expect(said(synthesizeText(reference))).toEqual([]);
  });

  test('names every key of the cluster file there', () => {
    // Alternatives are in comments.
    const uncommented = reference.replace(/^( +)# (\w+: .*)$/gm, '$1$2');
    const named = new Set(keysOf(load(uncommented)));
    const all = keysOfSchema(JSON.parse(readFileSync('schema/cluster.json', 'utf8')));

    expect(all.length).toBeGreaterThan(40);
    expect(all.filter((key) => !named.has(key))).toEqual([]);
  });

  test('names all commands, and only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = new Set([...readme.matchAll(/npm run (?:-s )?([a-z:-]*[a-z])/g)].map(([, name]) => name as string));

    expect([...named].filter((name) => !(name in scripts))).toEqual([]);
    expect(Object.keys(scripts).filter((name) => !['test', 'types', 'lint', 'format'].includes(name) && !named.has(name))).toEqual([]);
  });

  test.each([
    ['repoURL:', 'repoUrl:'],
    ['chart: 2.23.4', 'chart: 2.24.0'],
    ['zipkin, ', ''],
  ])('shows a message as it is printed: for %s', (from, to) => {
    const mistaken = synthesizeText(readTestFile('clusters/seed.yaml').replace(from, to), 'picluster');

    expect(readme.split('\n')).toContain(said(mistaken)[0]);
  });

  test('has the test command that CI runs', () => {
    expect(blocks('sh')[0]).toBe('npm ci && npm run synth\nnpm test\n');
    expect(readFileSync('.ci/run', 'utf8')).toMatch(/^npm test$/m);
  });
});
