import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { registryConfig } from '../../charts/registry/config';
import { lineOf } from '../../lib/findings/sentence';
import { readTestFile, synthesizeCluster } from '../../test/synthesis';
import { readCluster, readClusterFile } from './cluster';

test.each([
  ['a file', 'seed', 'freshness/obstacle', 'is a file where the output needs a folder; move it away'],
  ['nothing', 'other', 'argocd/no-output', 'contains no manifest; run `npm run synth`'],
])('%s in place of the output is reported', (_what, name, rule, text) => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  writeFileSync(path.join(out, 'seed'), '');

  const { findings } = readCluster(out, name, undefined);
  rmSync(out, { recursive: true });

  expect(findings).toEqual([expect.objectContaining({ severity: 'error', rule, place: { file: path.join(out, name) } })]);
  expect(findings.map(lineOf)).toEqual([`${path.join(out, name)}: ${text}`]);
});

test('a Traefik that k3s brings along is rendered from the mirror of its chart', () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  const mirrored = synthesizeCluster('k3s', [/^gitops:/m, 'registry: {charts: "oci://mirror.example.org/charts"}\ngitops:']);
  for (const [file, text] of mirrored.files) {
    mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    writeFileSync(path.join(out, file), text);
  }
  const { config } = readClusterFile({ name: 'k3s', file: 'k3s.yaml', text: readTestFile('clusters/k3s.yaml') });
  const registry = registryConfig.parse({ charts: 'oci://mirror.example.org/charts' });
  const repositories = (more: object) =>
    readCluster(out, 'k3s', config && { ...config, ...more })
      .installations.filter(({ bundled }) => bundled)
      .map(({ chart }) => 'repository' in chart && chart.repository);

  expect(repositories({ registry })).toEqual(['oci://mirror.example.org/charts']);
  expect(repositories({})).toEqual(['https://traefik.github.io/charts']);
  rmSync(out, { recursive: true });
});

test('an AppProject that somebody else makes is judged from its manifest, which no Application syncs', () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  const text = readTestFile('clusters/k3s.yaml').replace(/^gitops:/m, 'gitops:\n  project: platform');
  for (const [file, content] of synthesizeCluster('k3s', [/^gitops:/m, 'gitops:\n  project: platform']).files) {
    mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    writeFileSync(path.join(out, file), content);
  }
  const { config } = readClusterFile({ name: 'k3s', file: 'k3s.yaml', text });
  const read = (name: string) => {
    const project = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name, namespace: 'argocd' }, spec: {} };
    writeFileSync(path.join(out, 'k3s', 'project.yaml'), JSON.stringify(project));
    return readCluster(out, 'k3s', config);
  };
  const [platform, other] = [read('platform'), read('other')];
  rmSync(out, { recursive: true });

  expect([platform.projects.map(({ object }) => object.metadata.name), platform.findings.map(({ rule }) => rule)]).toEqual([
    ['platform'],
    [],
  ]);
  expect([other.projects, other.findings.map(({ rule }) => rule)]).toEqual([[], ['argocd/not-synced']]);
});
