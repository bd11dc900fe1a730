import { judgedFolder } from '../../test/judged-folder';

const notJudged = async (files: Readonly<Record<string, string>>) => (await judgedFolder(files)).notJudged;

test.each([
  ['helmfile.yaml', 'releases: []\n', 'helmfile.yaml: run `helmfile template --output-dir OUT`, and verify OUT'],
  ['lib/main.jsonnet', '{}', 'lib/main.jsonnet: run `tk export OUT .`, or `jsonnet -m OUT FILE`, and verify OUT'],
  [
    'infra/tempo.tf',
    'resource "helm_release" "tempo" {}\n',
    'infra/tempo.tf: write them as charts with values files or as Applications, and verify those',
  ],
  ['README.md', 'none\n', '.: it contains no manifest, Application, HelmRelease or chart; name the folder that has them'],
])('a folder with only %s says what to run first', async (file, text, expected) => {
  expect(await notJudged({ [file]: text })).toContain(expected);
});

test('a folder with manifests needs nothing else, whatever is beside them', async () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

  expect(await notJudged({ 'a.yaml': manifest, 'main.tf': '' })).toEqual([]);
});

test('Helm releases of helmfile and of Terraform beside manifests are named', async () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const releases = { 'helmfile.yaml': 'releases: []\n', 'infra/main.tf': '', 'infra/tempo.tf': 'resource "helm_release" "tempo" {}\n' };

  expect(await notJudged({ 'a.yaml': manifest, ...releases })).toEqual([
    'helmfile.yaml: its releases; run `helmfile template --output-dir OUT`, and verify OUT',
    'infra/tempo.tf: its Helm releases; write them as charts with values files or as Applications, and verify those',
  ]);
});
