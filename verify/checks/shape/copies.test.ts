/** Objects that several files of other authors define. */
import { judgedFolder, saidIn } from '../../../test/judged-folder';

const map = (value: string, namespace = '{name: settings, namespace: shop}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: ${namespace}\ndata: {a: ${value}}\n`;
const built = (folder: string, value: string, namespace?: string) => ({
  [`${folder}/kustomization.yaml`]: 'resources: [map.yaml]\n',
  [`${folder}/map.yaml`]: map(value, namespace),
});
const said = async (files: Readonly<Record<string, string>>) => saidIn(await judgedFolder(files), 'shape');

const PROBLEM = 'ConfigMap settings (namespace shop): already defined in';

test('copies in two files do no harm; different ones may be variants, of which one is applied by hand', async () => {
  expect(await said({ 'a.yaml': map('x'), 'b.yaml': map('x') })).toEqual([]);
  expect(await said({ 'a.yaml': map('x'), 'b.yaml': map('z') })).toEqual([
    `warning: ${PROBLEM} a.yaml settings; rename or remove one of them`,
  ]);
  expect(await said({ 'a.yaml': `${map('x')}---\n${map('z')}` })).toEqual([
    'error: ConfigMap settings (namespace shop): defined twice here; rename or remove one of them',
  ]);
});

test('the outputs of two kustomizations are both applied, so different objects are an error', async () => {
  const flux = (path: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${path}, namespace: flux-system}\nspec: {path: ./${path}, targetNamespace: shop, sourceRef: {kind: GitRepository, name: flux-system}}\n`;
  const both = async (value: string) =>
    said({
      'flux.yaml': `${flux('a')}---\n${flux('b')}`,
      ...built('a', 'x', '{name: settings}'),
      ...built('b', value, '{name: settings}'),
    });

  expect(await both('x')).toEqual([]);
  expect(await both('z')).toEqual([`error: ${PROBLEM} a/kustomization.yaml settings; rename or remove one of them`]);
});

test('without a namespace, they are in those that the kustomizations are applied to', async () => {
  expect(await said({ ...built('a', 'x', '{name: settings}'), ...built('b', 'z', '{name: settings}') })).toEqual([]);
});

describe('what Applications sync', () => {
  const application = (name: string, path: string, server: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec:\n  project: default\n  destination: {namespace: shop, server: "${server}"}\n  source: {repoURL: "https://git.example.org/a.git", path: ${path}}\n`;
  const HERE = 'https://kubernetes.default.svc';
  const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
  const files = { 'shop/map.yaml': map('x'), 'shop/namespace.yaml': NAMESPACE };

  test('to two clusters is not defined twice', async () => {
    const one = application('one', 'shop', HERE);
    expect(await said({ ...files, 'a.yaml': `${one}---\n${application('two', 'shop', 'https://other.example.org')}` })).toEqual([]);
    expect(await said({ ...files, 'a.yaml': `${one}---\n${application('two', 'shop', HERE)}` })).toContainEqual(
      expect.stringContaining('is synced by both one and two'),
    );
  });

  test('includes the Application itself, which is first applied by hand', async () => {
    const root = application('root', 'apps', HERE);
    expect(
      await said({
        'apps/root.yaml': root,
        'apps/map.yaml': map('x'),
        'bootstrap/kustomization.yaml': 'resources: [root.yaml]\n',
        'bootstrap/root.yaml': root,
      }),
    ).toEqual([]);
  });
});
