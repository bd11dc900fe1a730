/** gitops.helm: manifests. Real Helm renders small charts of test/charts/. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { ChartLock } from '../lib/helm/lock';
import { ofComponent, said, synthesizeCluster } from '../test/synthesis';
import { CHARTS } from '../test/verify-fixture';
import { withRenderedManifests } from './rendered-manifests';

const asManifests = () => synthesizeCluster('seed', [/^gitops:/m, 'gitops:\n  helm: manifests']);
const folder = mkdtempSync(path.join(os.tmpdir(), 'manifests-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rendered = (charts = CHARTS) =>
  withRenderedManifests(asManifests(), { environment: process.env, lock: new ChartLock(path.join(folder, 'charts.lock')), charts });

/** The charts, with an additional template in that of Tempo. */
function chartsWith(template: string): string {
  const charts = mkdtempSync(path.join(folder, 'charts-'));
  cpSync(CHARTS, charts, { recursive: true });
  writeFileSync(path.join(charts, 'tempo-distributed-2.23.4/templates/more.yaml'), template);
  return charts;
}

describe('gitops.helm: manifests', () => {
  test('gives Argo CD only manifests of this repository', () => {
    const synthesis = asManifests();
    const { spec } = ofComponent(synthesis, 'Application', 'tempo');

    expect(spec.sources).toHaveLength(1);
    expect(spec.sources[0].directory.include).toBe('{tempo,tempo-chart,minio,minio-bootstrap}.k8s.yaml');
    expect(ofComponent(synthesis, 'AppProject', 'tempo').spec.sourceRepos).toHaveLength(1);
    expect(synthesis.clusters[0]?.releases.map(({ file }) => file)).toEqual(['seed/tempo-chart.k8s.yaml', 'seed/linkerd-chart.k8s.yaml']);
  });

  test('writes the output of Helm below comments with its source, the same each time', async () => {
    const [first, second] = [await rendered(), await rendered()];
    const text = first.files.get('seed/tempo-chart.k8s.yaml') ?? '';

    expect(text.split('\n').slice(0, 2)).toEqual([
      '# Generated from clusters/seed.yaml by `npm run synth`; do not edit.',
      '# Rendered by Helm 4.1.4 from chart tempo-distributed 2.23.4 of https://grafana-community.github.io/helm-charts, release tempo in namespace tracing.',
    ]);
    const names = loadAll(text).map((object) => (object as { metadata: { name: string } }).metadata.name);
    expect(names).toContain('tempo-distributor');
    expect([...second.files]).toEqual([...first.files]);
    // With a folder of charts, the lock is not used.
    expect(existsSync(path.join(folder, 'charts.lock'))).toBe(false);
  });

  test('writes a key of the chart once, with the last value, as Kubernetes takes it', async () => {
    const repeated = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: twice, labels: {release: tempo, release: other}}\n';
    const { files, findings } = await rendered(chartsWith(repeated));
    const text = files.get('seed/tempo-chart.k8s.yaml') ?? '';

    expect(text).toContain('  name: twice\n  labels:\n    release: other\n');
    expect(text).not.toContain('release: tempo,');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('refuses a chart with random output, by name', async () => {
    const random = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: random}\ndata: {key: {{ randAlphaNum 20 }}}\n';
    const synthesis = await rendered(chartsWith(random));

    expect(said(synthesis)).toEqual([
      'clusters/seed.yaml: tempo-distributed 2.23.4 has random output, which cannot be committed; set the values that it generates, such as an existing Secret, or use gitops.helm: application',
    ]);
    expect([synthesis.refused, synthesis.files.size]).toEqual([true, 0]);
  });

  test('reports the message of Helm if a chart does not render, and charts that do not exist', async () => {
    expect(said(await rendered(chartsWith('{{ fail "not today" }}')))).toEqual([
      'clusters/seed.yaml: tempo-distributed 2.23.4 does not render: not today; correct its values',
    ]);
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(said(await rendered(empty))[0]).toMatch(
      /^clusters\/seed\.yaml: .*empty-\w+ has no chart tempo-distributed 2\.23\.4; put it there as/,
    );
  });
});
