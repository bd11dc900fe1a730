/** dist/ against what its cluster file makes today. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../../../lib/findings/sentence';
import { readTestFile, synthesizeCluster, synthesizeText } from '../../../test/synthesis';
import { staleIn } from './freshness';

const source = { name: 'seed', file: 'clusters/seed.yaml', text: readTestFile('clusters/seed.yaml') };
const synthesis = synthesizeCluster('seed');

/** The findings about the output, each as `severity: line`, with some of its files changed or left out. */
function said(changes: Readonly<Record<string, string | undefined>>, of = synthesis): string[] {
  const out = mkdtempSync(path.join(os.tmpdir(), 'freshness-'));
  try {
    for (const [file, text] of [...synthesis.files, ...Object.entries(changes)]) {
      const full = path.join(out, file);
      mkdirSync(path.dirname(full), { recursive: true });
      if (text === undefined) rmSync(full);
      else writeFileSync(full, text);
    }
    const made = { name: source.name, clusterFile: source.file, out, synthesis: of };
    return staleIn(made).map((finding) => `${finding.severity}: ${lineOf(finding).replace(`${out}/`, '')}`);
  } finally {
    rmSync(out, { recursive: true });
  }
}

const refusedByReceivers = () => synthesizeText(source.text.replace('chart: 2.23.4', 'chart: 2.24.0'), 'seed');

test('finds nothing in what synth would write', () => {
  expect(said({})).toEqual([]);
});

test('a file that is missing is an error, of each', () => {
  expect(said({ 'seed/values/traefik.yaml': undefined })).toEqual([
    'error: seed/values/traefik.yaml: is missing, and clusters/seed.yaml asks for it; run `npm run synth`',
  ]);
});

test('files that differ, or are left of an earlier cluster file, are an error each', () => {
  const [first = ''] = [...synthesis.files.values()];
  const changes = { 'seed/emojivoto.k8s.yaml': `${first}# changed\n`, 'seed/loki.k8s.yaml': first };

  expect(said(changes)).toEqual([
    'error: seed/emojivoto.k8s.yaml: differs from what clusters/seed.yaml makes; run `npm run synth`, or `npm run check` to see the difference',
    'error: seed/loki.k8s.yaml: differs from what clusters/seed.yaml makes; run `npm run synth`, or `npm run check` to see the difference',
  ]);
});

test('a cluster file that synth refuses is refused here too, at its place', () => {
  expect(said({}, refusedByReceivers())[0]).toMatch(
    /^error: clusters\/seed\.yaml:\d+:\d+ tempo\.receivers: opencensus was removed from Tempo in 2\.10\.6/,
  );
});

test('comments that are lost change nothing', () => {
  const [[file = '', text = ''] = []] = [...synthesis.files];

  expect(said({ [file]: text.replaceAll(/^#.*\n/gm, '') })).toEqual([]);
});

test('errors of the cluster file that are accepted stay, with the reason', () => {
  const findings = refusedByReceivers()
    .findings.filter(({ severity }) => severity === 'error')
    .map((finding) => ({ ...finding, accepted: 'for now' }));
  const made = { name: 'seed', clusterFile: source.file, out: 'nowhere', synthesis: { ...synthesis, findings } };

  expect(findings.length).toBeGreaterThan(0);
  expect(staleIn(made)).toEqual(findings);
});
