/**
 * Folders with a kustomization.yaml. A stand-in for kustomize prints what is in `built.yaml` of the folder, so that these tests need no
 * other program. The tests at the end run only where kubectl is installed.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorsIn, judgedFolder } from '../../../test/judged-folder';
import { realHelm } from '../../../test/verify-fixture';

const { PATH } = process.env;
let bin: string;
beforeEach(async () => {
  // Found before PATH changes.
  await realHelm();
  bin = mkdtempSync(path.join(os.tmpdir(), 'kustomize-'));
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(bin, { recursive: true });
});

function standIn(script: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'kustomize'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, 'kustomize'), 0o755);
  process.env.PATH = `${bin}${path.delimiter}${PATH}`;
}
const PRINTS = '[ "$1" = build ] && cat "$2/built.yaml"';

const GRAFANA = '\nrepo: https://grafana.github.io/helm-charts';
const entry = (text: string) => `  - ${text.trim().replaceAll('\n', '\n    ')}\n`;
const configMap = (name: string, namespace: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
const application = (name: string, source: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec:\n  project: default\n  destination: {namespace: ${name}, server: https://kubernetes.default.svc}\n  source: {repoURL: https://git.example.org/a.git, ${source}}\n`;
const releasesIn = ({ charts }: Awaited<ReturnType<typeof judgedFolder>>) =>
  charts.map(({ release, chart, version, namespace }) => `${release} ${chart} ${version} ${namespace}`);
const aboutKustomize = ({ notJudged }: Awaited<ReturnType<typeof judgedFolder>>) => notJudged.filter((text) => text.includes('kustomiz'));

test('the output of each kustomization that no other one includes is read', async () => {
  standIn(PRINTS);
  const bad = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replica: 1}\n';
  const report = await judgedFolder({
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/built.yaml': bad,
    'over/kustomization.yaml': 'resources: [../base]\n',
    'over/built.yaml': bad.replace('name: a', 'name: b'),
    'part/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  });

  expect(errorsIn(report).filter((text) => text.includes('replica'))).toEqual([
    expect.stringMatching(/^over\/kustomization\.yaml b: Deployment b: spec\.replica is an unknown field/),
  ]);
});

test('without a program, what to install is said once', async () => {
  process.env.PATH = bin;
  const report = await judgedFolder({ 'a/kustomization.yaml': 'resources: []\n', 'b/kustomization.yaml': 'resources: []\n' });

  expect(aboutKustomize(report)).toEqual([
    'the output of kustomize for a and 1 more folders; install kustomize or kubectl, and put it on PATH',
  ]);
});

test('a kustomization that cannot be built is not an error', async () => {
  standIn('echo "Error: no such file $2/x.yaml" >&2; exit 1');
  const report = await judgedFolder({ 'a/kustomization.yaml': 'resources: [x.yaml]\n' });

  expect(errorsIn(report)).toEqual([]);
  expect(aboutKustomize(report)).toEqual(['a/kustomization.yaml: its output, because kustomize fails: no such file a/x.yaml']);
});

test('what is in another repository is left out, with its line', async () => {
  standIn('cat "$2/kustomization.yaml" >&2; grep -q github "$2/kustomization.yaml" && exit 1; cat "$2/built.yaml"');
  const report = await judgedFolder({
    'a/kustomization.yaml': 'resources:\n  - built.yaml\n  - github.com/grafana/tempo//deploy?ref=v2\n',
    'a/built.yaml': configMap('a', 'a'),
  });

  expect(aboutKustomize(report)).toEqual(['a/kustomization.yaml:3: github.com/grafana/tempo//deploy?ref=v2, which is not in this folder']);
});

test('helmCharts are releases', async () => {
  standIn('grep -q helmCharts "$2/kustomization.yaml" && exit 1; cat "$2/built.yaml"');
  const charts = [
    `name: tempo${GRAFANA}\nversion: 2.2.4\nreleaseName: mine\nvaluesFile: values.yaml\nvaluesInline: {tempo: {receivers: {zipkin: {}}}}`,
    `name: tempo${GRAFANA}\nversion: 2.2.4\nnamespace: b\nreleaseName: other\nvaluesInline: {tempo: {receivers: {zipkin: {}}}}`,
    `name: tempo${GRAFANA}\nversion: 2.2.4\nreleaseName: third\nvaluesFile: gone.yaml`,
  ];
  const files = {
    'a/kustomization.yaml': `namespace: a\nhelmCharts:\n${charts.map(entry).join('')}`,
    'a/values.yaml': 'tempo: {storge: {}}\n',
    'a/built.yaml': '',
  };
  const report = await judgedFolder(files);

  expect(releasesIn(report)).toEqual(['mine tempo 2.2.4 a', 'other tempo 2.2.4 a']);
  expect(errorsIn(report)).toContainEqual(expect.stringMatching(/^a\/kustomization\.yaml mine: tempo\.storge: has no effect/));
  expect(aboutKustomize(report)).toEqual(['a/kustomization.yaml third: its values file gone.yaml, which is not among these manifests']);

  const applied = await judgedFolder({
    ...files,
    'a/kustomization.yaml': files['a/kustomization.yaml'].replace('namespace: a\n', ''),
    'app.yaml': application('tracing', 'path: a'),
  });
  expect(releasesIn(applied)).toEqual(['mine tempo 2.2.4 tracing', 'other tempo 2.2.4 b']);
  expect(applied.notJudged.filter((text) => text.includes('the output of kustomize'))).toEqual([]);
});

test('of several variants, the one for production is judged', async () => {
  standIn(PRINTS);
  const report = await judgedFolder({
    'base/kustomization.yaml': 'resources: []\n',
    'dev/kustomization.yaml': 'resources: [../base]\n',
    'dev/built.yaml': configMap('a', 'a'),
    'prod/kustomization.yaml': 'resources: [../base]\n',
    'prod/built.yaml': configMap('a', 'a'),
    'more/kustomization.yaml': 'resources: []\n',
    'more/built.yaml': configMap('a', 'a'),
  });

  expect(errorsIn(report)).toEqual([]);
  expect(aboutKustomize(report)).toEqual([
    'dev/kustomization.yaml: its output, because prod/kustomization.yaml also makes ConfigMap a in a',
  ]);
});

test('objects of the same name that Applications put into different namespaces are not variants', async () => {
  standIn(PRINTS);
  const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replica: 1}\n';
  const report = await judgedFolder({
    'a/kustomization.yaml': 'resources: []\n',
    'a/built.yaml': deployment,
    'b/kustomization.yaml': 'resources: []\n',
    'b/built.yaml': deployment,
    'apps.yaml': `${application('one', 'path: a')}---\n${application('two', 'path: b')}`,
  });

  expect(aboutKustomize(report)).toEqual([]);
  expect(errorsIn(report).filter((text) => text.includes('replica')).length).toBe(2);
});

const hasKubectl = (() => {
  try {
    return execFileSync('kubectl', ['version', '--client'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();

(hasKubectl ? describe : describe.skip)('with kubectl on PATH', () => {
  test('patches apply before a HelmRelease is read, and generated names are followed', async () => {
    const report = await judgedFolder({
      'base/kustomization.yaml':
        'resources: [release.yaml]\nconfigMapGenerator: [{name: tempo-values, files: [values.yaml]}]\nconfigurations: [names.yaml]\n',
      'base/names.yaml': 'nameReference: [{kind: ConfigMap, version: v1, fieldSpecs: [{path: spec/valuesFrom/name, kind: HelmRelease}]}]\n',
      'base/values.yaml': 'tempo: {receivers: {zipkin: {}}, storge: {}}\n',
      'base/release.yaml':
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: tempo}\nspec:\n  chart: {spec: {chart: tempo, version: 0.0.1, sourceRef: {kind: HelmRepository, name: grafana}}}\n  valuesFrom: [{kind: ConfigMap, name: tempo-values}]\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: grafana}\nspec: {url: https://grafana.github.io/helm-charts}\n',
      'over/kustomization.yaml':
        'namespace: tracing\nresources: [../base]\npatches:\n  - target: {kind: HelmRelease}\n    patch: "- {op: replace, path: /spec/chart/spec/version, value: 2.2.4}"\n',
    });

    expect(releasesIn(report)).toEqual(['tempo tempo 2.2.4 tracing']);
    expect(errorsIn(report)).toContainEqual(expect.stringMatching(/^over\/kustomization\.yaml tempo: tempo\.storge: has no effect/));
    expect(aboutKustomize(report)).toEqual([]);
  });

  test('patches of the output of charts are said', async () => {
    const report = await judgedFolder({
      'a/kustomization.yaml': `namespace: a\nhelmCharts:\n${entry(`name: tempo${GRAFANA}\nversion: 2.2.4\nreleaseName: tempo\nvaluesInline: {tempo: {receivers: {zipkin: {}}}}`)}patches:\n  - patch: |\n      apiVersion: apps/v1\n      kind: StatefulSet\n      metadata: {name: tempo}\n`,
    });

    expect(releasesIn(report)).toEqual(['tempo tempo 2.2.4 a']);
    expect(aboutKustomize(report)).toEqual(['a/kustomization.yaml: its patches, because they may change the output of its charts']);
  });
});
