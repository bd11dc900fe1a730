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

const compiled = (expression: string): string => {
  const { code } = transformSync(`result = ${expression}`, { minify: true, supported: { 'object-rest-spread': false } });
  return withFastCopies(code);
};

/** The result of an expression, compiled as in a bundle. */
function evaluated(expression: string, source: unknown): unknown {
  const code = compiled(expression);
  expect(code).not.toMatch(/getOwnPropertyDescriptors?\(|propertyIsEnumerable\.call/);
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

test.each([PROGRAM, SENDERS])('in the bundle of %s, no copy has an accessor, which would be read too early', (entry = '') => {
  expect(copiesWithAccessor(bundle(entry).code)).toEqual([]);
});

test('an accessor in a copy is found', () => {
  expect(copiesWithAccessor(compiled('{ ...source, get c() { return 3 } }'))).toHaveLength(1);
});

/** The calls by which fields with a getter or setter are added to a copy. */
function copiesWithAccessor(code: string): string[] {
  const helpers = [...code.matchAll(/([\w$]+)=copyInto[,;]/g)].map(([, name]) => name);
  expect(helpers).toHaveLength(2);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && helpers.includes(node.expression.getText()) && node.arguments.some(hasAccessor))
      found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022, true));
  return found;
}

const hasAccessor = (node: ts.Node): boolean => ts.isObjectLiteralExpression(node) && node.properties.some(ts.isAccessor);
