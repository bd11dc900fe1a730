import { readFileSync } from 'node:fs';
import { dump, load } from 'js-yaml';
import { said, synthesizeText } from '../test/synthesis';

type Tree = Record<string, unknown>;

const page = readFileSync('docs/cluster-file.md', 'utf8');
const blocksOf = (section: string) => [...section.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
const sections = page.split(/^## /m).slice(1).map(blocksOf);
const whole = sections.map(([first = '']) => first).join('\n');
const alternatives = sections.flatMap(([, ...others]) => others);

/** Alternatives of one line are in comments. */
const withAlternatives = (text: string) => text.replace(/^( +)# (\w+: .*)$/gm, '$1$2');

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

/** In the place of a ciphertext that the page abbreviates. */
const CIPHERTEXT = `Ag${'A'.repeat(2000)}`;

/** The whole file with an alternative: it replaces the keys of its component that it names. */
function replacedBy(alternative: string): string {
  const { minio, ...file } = load(whole) as Tree; // an alternative may have no use for it
  for (const [component, keys] of Object.entries(load(alternative) as Record<string, Tree>)) {
    const { chart, credentials, ...others } = { ...(file[component] as Tree), ...keys } as Tree;
    const isLocal = 'local' in ((keys.storage as Tree | undefined) ?? {}); // the local disk has no credentials
    const rest = { ...others, ...(credentials && !isLocal ? { credentials } : {}) };
    const merged = 'monolithic' in keys ? rest : { ...(chart ? { chart } : {}), ...rest };
    file[component] = 'external' in keys ? keys : merged; // that of somebody else has no other keys
  }
  return dump(file).replace(/Ag.{2}…/g, CIPHERTEXT);
}

describe("the cluster file's reference", () => {
  test('is a valid cluster file', () => {
    expect(said(synthesizeText(whole))).toEqual([]);
  });

  test.each(alternatives)('has a valid alternative: %s', (alternative) => {
    expect(said(synthesizeText(replacedBy(alternative)))).toEqual([]);
  });

  test('names every key', () => {
    const named = new Set([whole, ...alternatives].flatMap((text) => keysOf(load(withAlternatives(text)))));
    const all = keysOfSchema(JSON.parse(readFileSync('schema/cluster.json', 'utf8')));

    expect(all.length).toBeGreaterThan(40);
    expect(all.filter((key) => !named.has(key))).toEqual([]);
  });
});
