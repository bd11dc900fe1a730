import { Document } from '../document';

const first = (text: string) =>
  new Document(text).problems.map(({ at, statement }) => `${at.line}:${at.column} ${statement.problem}; ${statement.fix}`)[0];

test.each([
  [
    'a: 1\nb:\n  c: 1\n<<<<<<< HEAD\n  d: 2\n=======\n  d: 3\n>>>>>>> x\n',
    '4:1 not valid YAML: contains a merge conflict of git; resolve it',
  ],
  ['a: 1\nb:\n  c:1\n  d: 2\n', '3:5 not valid YAML: no space after c:; write c: 1'],
  ['a:1\nb: 2\n', '1:3 not valid YAML: no space after a:; write a: 1'],
  ['a: 1\nb: "unclosed\nc: 2\nd: 3\n', '2:4 not valid YAML: a quote that is not closed; close it with " on this line'],
  ["a: 'it\nb: 2\nc: 3\n", "1:4 not valid YAML: a quote that is not closed; close it with ' on this line"],
  ['a: [1, 2\nb: 3\n', '1:4 not valid YAML: a [ that is not closed; close it with ]'],
  ["a: 'it''s'\nb: \"x\\\"y\"\nc: [1\nd: 1\n", '3:4 not valid YAML: a [ that is not closed; close it with ]'],
  ['a: { b: x, # }\n  c: [1, 2],\n  d: "}"\nd: 1\n', '1:4 not valid YAML: a { that is not closed; close it with }'],
  ['t: {\n  a: 1\n}\n', '3:1 not valid YAML: a } that is not indented; indent it more than the key of its value'],
  ['t:\n  a: [\n    1,\n  ]\n', '4:3 not valid YAML: a ] that is not indented; indent it more than the key of its value'],
  ['a: { root: tracing-{cluster} }\n', 'quotes around a text with { } [ ] or a comma'],
  ['a: {\n  c: [\n    1,\n  ],\n', '1:4 not valid YAML: a { that is not closed; close it with }'],
  ['a: 1\nb: {{ x }}-y\n', '2:4 not valid YAML: a template, and templates are not rendered here; write the value itself'],
  ['b: { c: "${A}", d: ${B} }\n', 'quotes around a text with { } [ ] or a comma'],
  ['a: 1\n{{- if .b }}\nc: 1\n{{- end }}\n', '2:1 not valid YAML: a template, and templates are not rendered here'],
  ['a: 1\nb:\n  c:\u00a01\n  d: 2\n', '3:5 not valid YAML: a U+00A0, which is not a space of YAML; write a space'],
  ['b:\n \u00a0c: 1\n  d: 2\n', '2:2 not valid YAML: a U+00A0, which is not a space'],
  ['a: 1 # a\u00a0b\nb: "c\u00a0d"\nc: [1\nd: 1\n', '3:4 not valid YAML: a [ that is not closed'],
  ['a: 1\n\nb # of it\n  c: 1\n', "3:3 not valid YAML: expected ':' after a mapping key; write a colon and a space behind the key"],
  ['a: 1\n\nb\n  c: 1\n', '3:1 not valid YAML: no colon after b; write b:'],
  ['a = x y\n\nb: 1\n', '1:1 not valid YAML: no colon after a; write a: x y'],
  ['a = x\t # of it\n\nb: 1\n', '1:1 not valid YAML: no colon after a; write a: x'],
  ['a => x\n\nb: 1\n', '1:1 not valid YAML: no colon after a; write a: x'],
  ['# of it\na x.org # of it\n\nb: 1\n', '2:1 not valid YAML: no colon after a; write a: x.org'],
  ['a: # of it\n  b x\n  # c\n  c: 1\n', '2:3 not valid YAML: no colon after b; write b: x'],
  ['a: b\n  c d\n  e: 1\n', '3:4 not valid YAML: bad indentation'], // it may go on with the text
  ['a: 1\n  b: 2\n', '2:4 not valid YAML: bad indentation'],
  ['a:\n  - b\n  -c d\ne: 1\n', '3:4 not valid YAML: no space after -; write - c d'],
  ['a:\n  - b\n  -c: 1 # of it\ne: 1\n', '3:4 not valid YAML: no space after -; write - c: 1'],
  ['a: b: c\n', '1:4 not valid YAML: the value of a has a colon with a space behind it; put quotes around a text, or { } around keys'],
  ['a:\n  b:\n  -c\n  -d\n  e: 1\n', '3:4 not valid YAML: no space after -; write - c'],
  ['a: 1\nb: %x\n', '2:4 not valid YAML: a text that starts with %; put quotes around it'],
  ['a:\n  - b: @x\n', '2:8 not valid YAML: a text that starts with @; put quotes around it'],
  [
    'a: 1\nb: host: 80\n',
    '2:4 not valid YAML: the value of b has a colon with a space behind it; put quotes around it, or remove the space',
  ],
  ['a: 1\n  b: c # d: e\n', 'not valid YAML: bad indentation'],
  ['a: "b: c" d\n', 'not valid YAML: bad indentation'],
  ['a: *.b\n', '1:4 not valid YAML: no anchor &.b before this alias; put its anchor first, or quotes around a text that starts with *'],
  ['t: |\n  {\na: [1]\nb: { c: [1, 2\n', '4:9 not valid YAML: a [ that is not closed; close it with ]'],
])('the cause of %j is told at its line', (text, message) => {
  expect(first(text)).toContain(message);
});

test('a long comment with a line separator of Unicode takes no time', () => {
  expect(first(`a: 1\nb x${' #'.repeat(100_000)}\u2028\nc: 1\n`)).toMatch(/^2:5 not valid YAML: expected ':' after a mapping key; /);
});
