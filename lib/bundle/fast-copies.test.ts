/** Copies of objects in bundled code: as the language has them, and by the functions of this project. */
import { transformSync } from 'esbuild';
import ts from 'typescript';

interface FastCopies {
  readonly copyInto: (target: object, source: unknown) => object;
  readonly copyWithout: (source: object, keys: readonly string[]) => object;
  readonly withFastCopies: (code: string) => string;
}
const { copyInto, copyWithout, withFastCopies } = require('./fast-copies') as FastCopies;
const { bundle } = require('./bundle') as { readonly bundle: (entry: string) => { readonly code: string } };
const { PROGRAM, SENDERS } = require('./packed') as Record<string, string>;

/** A field that a literal and JSON can have, and that an assignment would not make. */
const PROTO = JSON.parse('{"a": 1, "__proto__": {"b": 2}}') as object;

const minified = (code: string): string => transformSync(code, { minify: true, supported: { 'object-rest-spread': false } }).code;

const compiled = (expression: string): string => withFastCopies(minified(`result = ${expression}`));

/** What only the helpers of esbuild contain. */
const OF_ESBUILD = /\bfor\(var [\w$]+ in [\w$]+\|\|=|\bfor\(var ([\w$]+) of ([\w$]+)\([\w$]+\)\)[^;]*\.call\([\w$]+,\1\)/;

/** The result of an expression, compiled as in a bundle. */
function evaluated(expression: string, source: unknown): unknown {
  const code = compiled(expression);
  expect(OF_ESBUILD.test(code)).toBe(false);
  return new Function('source', `let result; ${code}; return result`)(source);
}

test.each([
  ['{ ...source, c: 3 }', { a: 1 }, { a: 1, c: 3 }],
  ['{ c: 3, ...source, d: 4 }', { a: 1, c: 5 }, { c: 5, a: 1, d: 4 }],
  ['{ ...source }', undefined, {}],
  ['{ ...null, ...source }', false, {}],
  ['{ ...source }', ['x', 'y'], { 0: 'x', 1: 'y' }],
  ['{ ...source, c: undefined }', { a: undefined }, { a: undefined, c: undefined }],
  ['(({ a, ...rest }) => rest)(source)', { a: 1, b: 2, c: undefined }, { b: 2, c: undefined }],
])('%s is what the language says', (expression, source, result) => {
  const copy = evaluated(expression, source) as object;

  expect(copy).toEqual(result);
  expect(Object.keys(copy)).toEqual(Object.keys(result));
});

test('a field named __proto__ stays a field', () => {
  for (const copy of [copyInto({}, PROTO), copyWithout(PROTO, ['c']), evaluated('{ ...source, c: 3 }', PROTO)]) {
    expect(Object.keys(copy as object)).toContain('__proto__');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  }
});

test.each([
  'globalThis.combine = (a, b) => add(a, double(b));',
  'globalThis.combine = (a, b) => add({ ...a }, double(b));',
  'globalThis.sum = (source, keys) => { var sum = {}; for (var key in source) sum[key] = keys; return sum };',
])('%s has nothing else replaced', (source) => {
  const code = minified(source);
  const [last = ''] = code
    .trim()
    .split(/[,;]var |;(?=globalThis)/)
    .slice(-1);

  expect(withFastCopies(code)).toContain(last);
});

test.each([PROGRAM, SENDERS])('in the bundle of %s, each copy is made by these functions, and has plain fields only', (entry = '') => {
  const { code } = bundle(entry);

  expect(OF_ESBUILD.test(code)).toBe(false);
  expect(code.match(/[\w$]+=copyInto[,;]/g)).toHaveLength(2);
  expect(code.match(/[\w$]+=copyWithout[,;]/g)).toHaveLength(1);
  expect(unusualCopies(code)).toEqual([]);
});

test.each(['get c() { return 3 }', '[Symbol.iterator]: 3', '*[Symbol.iterator]() {}'])('a copy with %s is found', (field) => {
  expect(unusualCopies(compiled(`{ ...source, ${field} }`))).toHaveLength(1);
});

/** The calls by which fields are added to a copy of which one has a getter, a setter or a symbol. */
function unusualCopies(code: string): string[] {
  const helpers = [...code.matchAll(/([\w$]+)=copyInto[,;]/g)].map(([, name]) => name);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && helpers.includes(node.expression.getText()) && node.arguments.some(isUnusual))
      found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022, true));
  return found;
}

const isUnusual = (node: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) &&
  node.properties.some((field) => ts.isAccessor(field) || field.name?.getText().startsWith('[Symbol.') === true);
