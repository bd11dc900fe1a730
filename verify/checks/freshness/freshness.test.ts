/** dist/ against what its cluster file makes today. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readTestFile, synthesizeCluster, synthesizeText } from '../../../test/synthesis';
import { freshness } from './freshness';

const source = { name: 'seed', file: 'clusters/seed.yaml', text: readTestFile('clusters/seed.yaml') };
const synthesis = synthesizeCluster('seed');

/** What is said of the output, each as `severity: file: text`, with some of its files changed or left out. */
function said(changes: Readonly<Record<string, string | undefined>>, of = synthesis): string[] {
  const out = mkdtempSync(path.join(os.tmpdir(), 'freshness-'));
  try {
    for (const [file, text] of [...synthesis.files, ...Object.entries(changes)]) {
      const full = path.join(out, file);
      mkdirSync(path.dirname(full), { recursive: true });
      if (text === undefined) rmSync(full);
      else writeFileSync(full, text);
    }
    return freshness(source, out, of).map(({ severity, place, text }) => `${severity}: ${place.file.replace(`${out}/`, '')}: ${text}`);
  } finally {
    rmSync(out, { recursive: true });
  }
}

test('says nothing of what synth would write', () => {
  expect(said({})).toEqual([]);
});

test('a file that is missing is an error, of each', () => {
  expect(said({ 'seed/values/traefik.yaml': undefined })).toEqual([
    'error: seed/values/traefik.yaml: is missing, and clusters/seed.yaml asks for it; run `npm run synth`',
  ]);
});

test('files that differ, or are of an earlier file, are a warning for all of them', () => {
  const [first = ''] = [...synthesis.files.values()];
  const changes = { 'seed/emojivoto.k8s.yaml': `${first}# changed\n`, 'seed/loki.k8s.yaml': first };

  expect(said(changes)).toEqual([
    'warning: seed: emojivoto.k8s.yaml, loki.k8s.yaml: not what clusters/seed.yaml makes, and verified as it stands; run `npm run synth`, or `npm run check` for the difference',
  ]);
});

test('a cluster file that synth refuses is refused here too, at its place', () => {
  const refused = synthesizeText(source.text.replace('chart: 2.23.4', 'chart: 2.24.0'), 'seed');

  expect(said({}, refused)[0]).toMatch(
    /^error: clusters\/seed\.yaml:\d+:\d+: tempo\.receivers: opencensus was removed from Tempo in 2\.10\.6/,
  );
});

test('comments that are lost change nothing', () => {
  const [[file = '', text = ''] = []] = [...synthesis.files];

  expect(said({ [file]: text.replaceAll(/^#.*\n/gm, '') })).toEqual([]);
});
