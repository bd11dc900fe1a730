import { error, type Finding, warning } from './finding';
import { formatted } from './formats/format';
import { FORMATS } from './formats/formats';
import { grouped } from './grouped';
import { inMessage } from './printable';
import { RuleSet } from './rules';
import { linesOf } from './sentence';

const RULES = new RuleSet('a', 'a', { b: { proves: 'p', example: 'e', wayOut: 'w' } });

/** Clears a screen, reverses a text, starts a line, and hides itself. */
const UNSAFE = '\u001b[2J\u0007\u0085\u009b\u202e\u2066\u2069\u2028\u2029\u200b\ufeff\r\n';
const HIDDEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069\u200b\ufeff]/u;

const FINDINGS: readonly Finding[] = [
  error(
    { file: `clusters/${UNSAFE}.yaml`, line: 1, name: `n${UNSAFE}` },
    RULES.says('b', `p${UNSAFE}`, `f${UNSAFE} {each}`, `e${UNSAFE}`),
    {
      subject: `s${UNSAFE}`,
      part: `q${UNSAFE}`,
    },
  ),
  { ...warning({ file: 'a' }, RULES.says('b', UNSAFE)), accepted: `r${UNSAFE}` },
];

test.each(FORMATS)('no unsafe character is printed as %s', (format) => {
  const text =
    format === 'text'
      ? grouped(FINDINGS).flatMap(linesOf).join('')
      : formatted(format, {
          suites: [{ name: 'a', findings: FINDINGS }],
          rules: [RULES],
          document: { findings: grouped(FINDINGS), raw: UNSAFE },
        });

  expect(text.replaceAll('\n', '')).not.toMatch(HIDDEN);
  expect(text).toContain('\\u202e');
  if (format === 'json') expect(JSON.parse(text).raw).toBe(UNSAFE);
});

test('long values are cut, and the message around them is not', () => {
  expect(inMessage(`"${'a'.repeat(5000)}" is not a domain; use one of ${Array(200).fill('word').join(', ')}`)).toMatch(
    /^"a{100}…" is not a domain; use one of (word, ){199}word$/,
  );
  expect(inMessage(`parameter ${'a.'.repeat(5000)} is too deep`)).toMatch(/^parameter (a\.){50}… is too deep$/);
  expect(inMessage(`"${'a b '.repeat(5000)}" is wrong`)).toHaveLength(100 + '""… is wrong'.length);
});

test.each([
  ['https://me:hunter2@example.org/a', 'https://***@example.org/a'],
  ['https://hunter2@example.org/a', 'https://***@example.org/a'],
  ['http://me:hun@ter2@example.org', 'http://***@example.org'],
  ['ssh://git@example.org/a and git@example.org:a', 'ssh://git@example.org/a and git@example.org:a'],
  ['ssh://me:hunter2@example.org/a', 'ssh://***@example.org/a'],
  ['oci://example.org/charts?token=hunter2&page=2', 'oci://example.org/charts?token=***&page=2'],
  ['https://a.example.org?X-Amz-Signature=hunter2', 'https://a.example.org?X-Amz-Signature=***'],
])('%s is printed without its secret', (url, shown) => {
  expect(inMessage(`cannot reach "${url}"`)).toBe(`cannot reach "${shown}"`);
});
