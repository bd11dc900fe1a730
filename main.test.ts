import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { toMatchFile } from 'jest-file-snapshot';
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { readSources } from './lib/cluster-file/sources';
import { compareOutput } from './lib/output/compare';
import { SNAPSHOTS, snapshotFile, snapshotOf } from './synthesis/snapshot';

expect.extend({ toMatchFile });

// To review a change, run `npm run snapshots` after `npm run synth`, and read the diff of the snapshots in the pull request.
const sources = readSources('clusters', []);

describe.each(sources)('cluster $name', (source) => {
  const { synthesis, text: snapshot, shown } = snapshotOf(source);
  const { files, findings, refused, clusters } = synthesis;
  const texts = [...files].map(([file, text]) => [file, text] as const);

  test('is not refused', () => {
    expect(findings.filter(({ severity, accepted }) => severity === 'error' && accepted === undefined)).toEqual([]);
    expect(refused).toBe(false);
  });

  test('is as it was reviewed', () => {
    expect(snapshot).toMatchFile(path.join(__dirname, SNAPSHOTS, snapshotFile(source)));
  });

  test('dist/ is what synth writes today', () => {
    const { written, removed } = compareOutput('dist', { files, clusters: [source.name], comparable: shown });
    // `npm run check` compares rendered manifests, because it has the charts.
    const rendered = clusters.flatMap(({ releases }) => releases.map(({ file }) => file));

    expect({ written, removed: removed.filter((file) => !rendered.includes(file)) }).toEqual({ written: [], removed: [] });
  });

  test.each(texts)('%s reads the same to two parsers', (_file, text) => {
    const other = parseAllDocuments(text, { version: '1.1', schema: 'yaml-1.1' });

    expect('length' in other ? other.flatMap(({ errors }) => errors) : []).toEqual([]);
    expect(other.map((document) => document.toJS())).toEqual(loadAll(text));
  });
});

test('every snapshot is of a cluster', () => {
  const { snapshotState } = expect.getState() as unknown as { snapshotState: { _updateSnapshot: 'all' | 'new' | 'none' } };
  const snapshots = sources.map(snapshotFile);
  const others = readdirSync(SNAPSHOTS).filter((file) => !snapshots.includes(file));

  if (snapshotState._updateSnapshot === 'all') for (const file of others) rmSync(path.join(SNAPSHOTS, file));
  else expect(others).toEqual([]);
});
