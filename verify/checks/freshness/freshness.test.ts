/** dist/, compared with the current output of its cluster file. */
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

test('finds nothing in the output of synth', () => {
  expect(said({})).toEqual([]);
});

test('each missing file is an error', () => {
  expect(said({ 'seed/values/traefik.yaml': undefined })).toEqual([
    'error: seed/values/traefik.yaml: is missing, but synth generates it from clusters/seed.yaml; run `npm run synth`',
  ]);
});

test('each file that differs or is left over is an error', () => {
  const [first = ''] = [...synthesis.files.values()];
  const changes = { 'seed/emojivoto.k8s.yaml': `${first}# changed\n`, 'seed/loki.k8s.yaml': first };

  expect(said(changes)).toEqual([
    'error: seed/emojivoto.k8s.yaml: differs from the output of clusters/seed.yaml; run `npm run synth`, or `npm run check` to see the difference',
    'error: seed/loki.k8s.yaml: differs from the output of clusters/seed.yaml; run `npm run synth`, or `npm run check` to see the difference',
  ]);
});

test('a cluster file that synth refuses is an error at its place', () => {
  expect(said({}, refusedByReceivers())[0]).toMatch(
    /^error: clusters\/seed\.yaml:\d+:\d+ tempo\.receivers: opencensus was removed from Tempo in 2\.10\.6/,
  );
});

test('missing comments are ignored', () => {
  const [[file = '', text = ''] = []] = [...synthesis.files];

  expect(said({ [file]: text.replaceAll(/^#.*\n/gm, '') })).toEqual([]);
});

test('accepted errors of the cluster file are kept, with the reason', () => {
  const findings = refusedByReceivers()
    .findings.filter(({ severity }) => severity === 'error')
    .map((finding) => ({ ...finding, accepted: 'for now' }));
  const made = { name: 'seed', clusterFile: source.file, out: 'nowhere', synthesis: { ...synthesis, findings } };

  expect(findings.length).toBeGreaterThan(0);
  expect(staleIn(made)).toEqual(findings);
});
