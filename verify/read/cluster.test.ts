import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../../lib/findings/sentence';
import { readCluster } from './cluster';

test.each([
  ['a file', 'seed', 'is a file, not a folder; remove it, and run `npm run synth`'],
  ['nothing', 'other', 'contains no manifest; run `npm run synth`'],
])('%s in place of the output is reported', (_what, name, text) => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  writeFileSync(path.join(out, 'seed'), '');

  const { findings } = readCluster(out, name, undefined);
  rmSync(out, { recursive: true });

  expect(findings).toEqual([
    expect.objectContaining({ severity: 'error', rule: 'argocd/no-output', place: { file: path.join(out, name) } }),
  ]);
  expect(findings.map(lineOf)).toEqual([`${path.join(out, name)}: ${text}`]);
});
