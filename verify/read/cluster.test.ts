import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCluster } from './cluster';

test.each([
  ['a file', 'seed', 'is a file, and no folder; remove it, and run `npm run synth`'],
  ['nothing', 'other', 'holds no manifest; run `npm run synth`'],
])('%s in the place of the output is told', (_what, name, text) => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  writeFileSync(path.join(out, 'seed'), '');

  const { verdicts } = readCluster(out, name, undefined);
  rmSync(out, { recursive: true });

  expect(verdicts).toEqual([{ severity: 'error', check: 'argocd', place: { file: path.join(out, name) }, text }]);
});
