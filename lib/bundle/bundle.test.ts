/** The bundler: what it changes in generated code. */
import cdk8s from 'cdk8s/package.json';
import yaml from 'yaml/package.json';

const { bundle } = require('./bundle') as { readonly bundle: (entry: string) => { readonly code: string; readonly files: string[] } };

test('code of cdk8s import copies an object once', () => {
  const { code } = bundle('main.ts');

  expect(code).toMatch(/return copyOfValues\([\w$]+\)/);
  expect(/Object\.entries\([\w$.]+\)\.reduce\(.{30,40},\{\[([\w$]+)\[0\]\]:\1\[1\]\}/.test(code)).toBe(false);
});

test('there is one copy of yaml, of the major release that cdk8s needs', () => {
  const { files } = bundle('main.ts');

  expect(files.filter((file) => file.endsWith('/yaml/dist/index.js'))).toEqual(['node_modules/yaml/dist/index.js']);
  expect(Object.keys(require('./yaml-on-demand') as object).sort()).toEqual(Object.keys(require('yaml') as object).sort());
  expect(yaml.version.split('.')[0]).toBe(cdk8s.dependencies.yaml.split('.')[0]);
});
