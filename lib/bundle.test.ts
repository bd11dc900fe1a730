/** The bundler: what it changes in generated code. */

const { bundle } = require('./bundle') as { readonly bundle: (entry: string) => { readonly code: string } };

test('code of cdk8s import copies an object once', () => {
  const { code } = bundle('main.ts');

  expect(code).toMatch(/withValues\(result\w*\)/);
  expect(code).not.toMatch(/\(result\w*\)\.reduce\(/);
});
