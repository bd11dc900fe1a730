import { Document } from './document';

const data = (text: string, asText: (path: readonly (string | number)[]) => boolean = () => false) => new Document(text).data(asText);
const problems = (text: string) =>
  new Document(text).problems.map(({ at, key, statement }) => `${at.line}:${at.column} ${key}: ${statement.problem}; ${statement.fix}`);

describe('a document', () => {
  test('knows the place of every key and value', () => {
    const document = new Document('a: 1\nb:\n  - x\n  - {c: "d", e: }\r\nf: &g !!str 2\n"h": *g\n');

    expect(document.placeOfKey(['a'])).toEqual({ line: 1, column: 1 });
    expect(document.placeOfValue(['a'])).toEqual({ line: 1, column: 4 });
    expect(document.placeOfValue(['b', 0])).toEqual({ line: 3, column: 5 });
    expect(document.placeOfValue(['b', 1, 'c'])).toEqual({ line: 4, column: 9 });
    expect(document.placeOfValue(['b', 1, 'e'])).toEqual({ line: 4, column: 14 });
    expect(document.placeOfKey(['h'])).toEqual({ line: 6, column: 1 });
  });

  test("gives what is missing its nearest parent's place, and 1:1 at the top", () => {
    const document = new Document('\na:\n  b: 1\n');

    expect(document.placeOfKey(['a', 'c'])).toEqual({ line: 2, column: 1 });
    expect(document.placeOfKey(['a', 'b', 'c', 'd'])).toEqual({ line: 3, column: 3 });
    expect(document.placeOfKey(['c'])).toEqual({ line: 1, column: 1 });
    expect(document.has(['a', 'b'])).toBe(true);
    expect(document.has(['a', 'c'])).toBe(false);
  });

  test('keeps the source text of a number if requested', () => {
    expect(data('v: 2.20\nn: 2.20\n', ([key]) => key === 'v')).toEqual({ v: '2.20', n: 2.2 });
  });

  test('resolves anchors and merge keys; the keys of a map override merged ones', () => {
    expect(data('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4, x: 5}]}\nd: *a\n')).toEqual({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 3 },
      c: { x: 1, y: 2, z: 4 },
      d: { x: 1, y: 2 },
    });
  });

  test('keeps keys that have a meaning in JavaScript, or refuses them', () => {
    expect(Object.keys(data('toString: 1\nconstructor: 2\n') as object)).toEqual(['toString', 'constructor']);
    expect(problems('a:\n  __proto__: { b: 1 }\n')).toEqual([
      '2:3 a: __proto__ as a key, which has a meaning of its own in JavaScript; remove it',
    ]);
  });

  test('refuses tags that are not those of a plain value, a map or a list', () => {
    expect(problems('a: !x 1\n')).toEqual([expect.stringMatching(/^1:4 file: not valid YAML: unknown scalar tag !<!x>; remove the tag/)]);
    expect(problems('a: !reference [b]\n')).toEqual([expect.stringMatching(/unknown sequence tag !<!reference>; remove the tag/)]);
    expect(problems('a: !!set { b, c }\n')).toEqual([
      expect.stringMatching(/unknown mapping tag !<tag:yaml\.org,2002:set>; remove the tag/),
    ]);
    expect(data('a: !!map { b: !!seq [!!str 1], c: ! [2] }\n')).toEqual({ a: { b: ['1'], c: [2] } });
  });

  test.each(['a: 1\n---\n', 'a: 1\n...\n---\n', '---\na: 1\n---\n# nothing\n---\n', '# nothing\n---\n---\na: 1\n'])(
    'may have empty documents beside it, which tools write: %j',
    (text) => {
      expect([data(text), problems(text)]).toEqual([{ a: 1 }, []]);
      expect(new Document(text).placeOfKey(['a']).line).toBe(text.slice(0, text.indexOf('a:')).split('\n').length);
    },
  );

  test.each([
    ['3:1', 'a: 1\n---\nb: 2\n'],
    ['4:1', 'a: 1\n---\n---\nb: 2\n'],
    ['4:3', 'a: 1\n---\n# of another one\n  - b\n'],
    ['3:1', 'a: 1\n---\nnull\n'],
    ['2:5', 'a: 1\n--- &x\n'],
    ['3:1', 'a: 1\n---\n!!str\n'],
  ])('is the only one; another one is told at %s: %j', (place, text) => {
    expect(problems(text)).toEqual([expect.stringContaining(`${place} file: has several YAML documents; write one cluster per file`)]);
  });

  test.each(['', '# nothing\n', '---\n', '---\n---\n'])('is not empty: %j', (text) => {
    expect(problems(text)).toEqual(['1:1 file: empty; write at least domain, gitops and tempo']);
  });

  test('refuses more text than the API server takes', () => {
    expect(problems(`a: ${'x'.repeat(1_000_000)}\n`)).toEqual([
      '1:1 file: longer than a million characters; keep only what the cluster needs',
    ]);
    expect(problems(`a: ${'x'.repeat(900_000)}\n`)).toEqual([]);
  });

  test('refuses aliases that are undefined, circular, or too many', () => {
    expect(problems('a: *b\n')).toEqual([expect.stringMatching(/^1:4 file: not valid YAML: no anchor &b before this alias; /)]);
    expect(problems('a: &a [*a]\n')).toEqual([expect.stringMatching(/^1:8 file: not valid YAML: no anchor &a before/)]);
    expect(problems(`a: &a 1\nb: [${'*a, '.repeat(101)}]\n`)).toEqual([
      '2:405 file: more than 100 aliases; write the values themselves from here on',
    ]);
    expect(problems(`a: &a ${'x'.repeat(200_000)}\nb: [*a, *a, *a, *a]\n`)).toEqual([
      '2:17 file: with its aliases, the file has more than 50000 values: *a stands for too many of them; remove this alias, or make what &a names smaller',
    ]);
    expect(problems(`a: [${'1,'.repeat(50_000)}]\nb: &b 1\nc: *b\n`)).toEqual([
      '1:1 file: more than 50000 values; keep only what the cluster needs',
    ]);
    expect(problems(`a: &a ${'x'.repeat(200_000)}\nb: [*a, *a, *a]\n`)).toEqual([]);
  });

  test('reports every duplicate key, and every scalar that YAML 1.1 reads differently', () => {
    expect(problems('a: no\na: 1\nb: {c: 010, c: 2}\n')).toEqual([
      "1:4 a: no is false in YAML 1.1 and text in YAML 1.2; write false, or 'no' in quotes for text",
      '2:1 a: duplicate key; keep one',
      expect.stringMatching(/^3:8 b\.c: 010 is an octal number in YAML 1\.1/),
      '3:13 b.c: duplicate key; keep one',
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('counts the lines that end with %j', (end) => {
    expect(problems(['a: 1', '', 'b: no', 'a: 1', ''].join(end))).toEqual([
      expect.stringMatching(/^3:4 b: no is false in YAML 1\.1/),
      '4:1 a: duplicate key; keep one',
    ]);
  });

  test('does not report quoted and tagged scalars', () => {
    expect(problems('a: "no"\nb: \'010\'\nc: !!str on\nd: |\n  yes\n')).toEqual([]);
  });
});
