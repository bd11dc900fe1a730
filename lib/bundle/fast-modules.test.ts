/** The exports of modules in bundled code: as Node.js has them, and by the functions of this project. */
import { buildSync } from 'esbuild';

interface FastModules {
  readonly newExports: () => object;
  readonly withFastModules: (code: string) => string;
}
const { newExports, withFastModules } = require('./fast-modules') as FastModules;
const { bundle } = require('./bundle') as { readonly bundle: (entry: string) => { readonly code: string } };
const { PROGRAM, SENDERS } = require('./packed') as Record<string, string>;

/** The result of a module that is bundled. */
function evaluated(contents: string): unknown {
  const stdin = { contents, resolveDir: process.cwd() };
  const { outputFiles } = buildSync({ stdin, bundle: true, write: false, platform: 'node', format: 'cjs', minify: true });
  const code = withFastModules(outputFiles[0]?.text ?? '');
  return new Function('require', `let result; ${code}; return result`)(require);
}

test('exports have the names that are added, in their order, and the methods of every object', () => {
  const exported: Record<string, unknown> = Object.assign(newExports(), { b: 1, a: 2, __esModule: true });

  expect(Object.keys(exported)).toEqual(['b', 'a', '__esModule']);
  expect(Object.entries(exported).filter(([, value]) => value === 2)).toEqual([['a', 2]]);
  // biome-ignore lint/suspicious/noPrototypeBuiltins: code of packages calls it so
  expect([exported.hasOwnProperty('a'), exported.hasOwnProperty('toString'), String(exported)]).toEqual([true, false, '[object Object]']);
});

test('a bundled package has the same exports as in Node.js', () => {
  const names = evaluated(`result = Object.keys(require('cdk8s'))`);

  expect(names).toEqual(Object.keys(require('cdk8s') as object));
});

test('the namespace of a module has its names and itself as default, once for all files', () => {
  const [namespace, again, names] = evaluated(`
    import * as path from 'node:path';
    const helper = Object.getPrototypeOf(require('constructs')).__importStar;
    result = [helper(require('node:path')), helper(require('node:path')), path.basename('a/b')];`) as [
    Record<string, unknown>,
    unknown,
    unknown,
  ];

  expect(Object.keys(namespace).sort()).toEqual([...Object.keys(require('node:path') as object), 'default'].sort());
  expect(namespace.default).toBe(require('node:path'));
  expect(again).toBe(namespace);
  expect(names).toBe('b');
});

test('a module that TypeScript has compiled is its own namespace', () => {
  const isSame = evaluated(`
    import * as path from 'node:path';
    const constructs = require('constructs');
    result = path.sep !== '' && Object.getPrototypeOf(constructs).__importStar(constructs) === constructs;`);

  expect(isSame).toBe(true);
});

test.each([PROGRAM, SENDERS])('the bundle of %s makes exports and namespaces by these functions', (entry = '') => {
  const { code } = bundle(entry);

  expect(code.match(/[\w$]+=oncePerModule\(/g)).toHaveLength(1);
  expect(code.match(/\{exports:newExports\(\)\}/g)).toHaveLength(1);
});
