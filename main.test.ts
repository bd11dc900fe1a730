import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { toMatchFile } from 'jest-file-snapshot';
import { dump, loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { synthesize } from './charts/synthesize';
import { masked, withPlaceholders } from './charts/tempo/credentials/secret';
import { readSources } from './lib/cluster-file/sources';
import { compareOutput } from './lib/output/compare';

expect.extend({ toMatchFile });

// To review a change, run `npm run snapshots` after `npm run synth`, and read the diff of the snapshots in the pull request.
const SNAPSHOTS = path.join(__dirname, '__snapshots__');
const snapshotOf = (cluster: string) => `${cluster}.yaml`;

/** Each object as data, under its name: order of keys, comments and layout of dist/ do not show. */
const asData = (file: string, text: string) =>
  loadAll(text).map((document) => {
    const { kind, metadata } = document as { kind?: string; metadata?: { name: string; namespace?: string } };
    const name = kind ? [kind, metadata?.namespace, metadata?.name].filter(Boolean).join(' ') : 'values';
    return `# ${file}: ${name}\n${dump(document, { sortKeys: true, lineWidth: -1, noRefs: true })}`;
  });

const { environment } = withPlaceholders({});
const sources = readSources('clusters', []);

describe.each(sources)('cluster $name', (source) => {
  const { files, findings, refused, clusters } = synthesize([source], environment);
  const shown = (text: string) => (clusters[0]?.holdsCredentials ? masked(text) : text);
  const texts = [...files].map(([file, text]) => [file, text] as const);

  test('is not refused', () => {
    expect(findings.filter(({ severity, accepted }) => severity === 'error' && accepted === undefined)).toEqual([]);
    expect(refused).toBe(false);
  });

  test('is as it was reviewed', () => {
    const objects = texts.flatMap(([file, text]) => asData(file, shown(text)));

    expect(objects.join('---\n')).toMatchFile(path.join(SNAPSHOTS, snapshotOf(source.name)));
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
  const snapshots = sources.map(({ name }) => snapshotOf(name));
  const others = readdirSync(SNAPSHOTS).filter((file) => !snapshots.includes(file));

  if (snapshotState._updateSnapshot === 'all') for (const file of others) rmSync(path.join(SNAPSHOTS, file));
  else expect(others).toEqual([]);
});
