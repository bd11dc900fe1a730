/** Charts of a `main.ts` in a folder of the user's. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { objectsIn, ofComponent, readTestFile, synthesizeText } from '../../test/synthesis';

const REPOSITORY = process.cwd();
const EXAMPLE = readTestFile('own-charts/main.ts');
const CLUSTER = `domain: example.org
gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }
tempo:
  monolithic: 2.2.4
  receivers: [otlp-http]
  storage: { local: {} }
  persistence: {}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'own-'));
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(folder, 'node_modules'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(REPOSITORY);
  rmSync(folder, { recursive: true });
});

const withMain = (text: string, name = 'main.ts') => {
  writeFileSync(name, text);
  return synthesizeText(CLUSTER);
};

test('the example has an Application, a project and a file of its own', () => {
  const synthesis = withMain(EXAMPLE);

  expect(objectsIn(synthesis, 'shop.k8s.yaml')).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    expect.objectContaining({
      metadata: { name: 'tracing', namespace: 'shop' },
      data: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://tempo.tracing:4318' },
    }),
  ]);
  expect(ofComponent(synthesis, 'Application', 'shop').spec).toMatchObject({
    destination: { namespace: 'shop' },
    sources: [{ directory: { include: 'shop.k8s.yaml' } }],
  });
  expect(ofComponent(synthesis, 'AppProject', 'shop').spec).toMatchObject({
    namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'shop' }],
  });
});

const NAMESPACE = / {2}new ApiObject\(shop, 'namespace'.*\n/;

test.each([
  ['shop', EXAMPLE, []],
  ['shop', EXAMPLE.replace(NAMESPACE, ''), ['the Namespace shop']],
  ['tracing', EXAMPLE.replace(NAMESPACE, ''), []],
  ['default', EXAMPLE.replace(NAMESPACE, ''), []],
])('namespace %s must already be there if nobody makes it', (namespace, text, expected) => {
  const { clusters } = withMain(text.replace("{ namespace: 'shop' }", `{ namespace: '${namespace}' }`));

  expect(clusters.flatMap(({ requirements }) => requirements.filter((each) => each.includes('Namespace')))).toEqual(expected);
});

test('the example is in the documentation', () => {
  expect(readFileSync(path.join(REPOSITORY, 'docs/install.md'), 'utf8')).toContain(`\`\`\`ts\n${EXAMPLE}\`\`\``);
});

test('main.js works too', () => {
  const text =
    "/** @type {import('tempo-gitops').Components} */\nmodule.exports = () => [{ node: { id: 'a' }, namespace: 'b', toJson: () => [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'c', namespace: 'b' } }] }];\n";

  expect(objectsIn(withMain(text, 'main.js'), 'a.k8s.yaml')).toMatchObject([{ kind: 'Secret' }]);
});

test('another program of that name is left alone', () => {
  expect(withMain("throw new Error('another program');\n").refused).toBe(false);
});

const changed = (from: string, to: string) => {
  expect(EXAMPLE).toContain(from);
  return EXAMPLE.replace(from, to);
};

test.each([
  [
    "{ namespace: 'shop' });\n  new",
    '{});\n  new',
    "main.ts: chart shop has no namespace; add it: new Chart(new App(), 'shop', { namespace: 'shop' })",
  ],
  ["'shop', { namespace", "'tempo', { namespace", 'main.ts: chart tempo has a name that is taken; use another one'],
  ["'shop', { namespace", "'applications', { namespace", 'main.ts: chart applications has a name that is taken; use another one'],
  [
    "'shop', { namespace",
    "'Shop', { namespace",
    'main.ts: chart Shop has no valid name; use at most 30 lower-case letters, digits and hyphens',
  ],
  ["'otlp-http'", "'zipkin'", 'main.ts: fails for cluster test (tempo.receivers does not list zipkin); correct it'],
  ['const components', 'const const', /^main\.ts: cannot be loaded \(main\.ts:\d+:\d+: ERROR: .*\); correct it$/],
  ["from 'cdk8s'", "from 'cdk9s'", /^main\.ts: cannot be loaded \(.*Cannot find module 'cdk9s'.*\); run npm install --save-dev cdk9s$/],
  ["from 'cdk8s'", "from './cdk9s'", /^main\.ts: cannot be loaded \(.*\.\/cdk9s.*\); correct it$/],
  ['export default', 'export const other =', 'main.ts: exports no function by default; export one, of type Components'],
])('with %j as %j, it is refused in one line', (from, to, message) => {
  expect(() => withMain(changed(from, to))).toThrow(message);
});
