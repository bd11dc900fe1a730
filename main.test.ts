import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { synthesize } from './charts/synthesize';
import { masked, withPlaceholders } from './charts/tempo/credentials/secret';
import { readSources } from './lib/cluster-file/sources';
import { compareOutput } from './lib/output/compare';

const { environment } = withPlaceholders({});

describe.each(readSources('clusters', []))('cluster $name', (source) => {
  const { files, findings, refused, clusters } = synthesize([source], environment);
  const shown = (text: string) => (clusters[0]?.holdsCredentials ? masked(text) : text);
  const texts = [...files].map(([file, text]) => [file, text] as const);

  test('is not refused', () => {
    expect(findings.filter(({ severity, accepted }) => severity === 'error' && accepted === undefined)).toEqual([]);
    expect(refused).toBe(false);
  });

  // To review a change, run `npm test -- -u` after `npm run synth`, and read the diff of the snapshot in the pull request.
  test.each(texts)('%s is as it was reviewed', (_file, text) => {
    for (const document of loadAll(shown(text))) {
      const { kind, metadata } = document as { kind?: string; metadata?: { name: string; namespace?: string } };
      expect(document).toMatchSnapshot(kind ? [kind, metadata?.namespace, metadata?.name].filter(Boolean).join(' ') : 'values');
    }
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
