import { synthesize } from '../../../synthesis/synthesize';
import { inTemporaryFolder, write } from '../../../test/temporary-folder';
import { lineOf } from '../../findings/sentence';
import { readSources } from '../sources';
import { BASE } from './fixture';

inTemporaryFolder();

describe('a key without a value that removes what a base says', () => {
  const said = (own: string, prod = '') => {
    write('base/all.yaml', `${BASE}metadata: { labels: { team: a } }\n`);
    write('base/prod.yaml', `extends: all.yaml\n${prod}`);
    write('clusters/a.yaml', `extends: ../base/prod.yaml\ndomain: a.example.org\n${own}`);
    const { findings } = synthesize(readSources('clusters', []), {});
    return findings.filter(({ rule }) => rule.startsWith('cluster-file/')).map(lineOf);
  };
  const BUCKET = 'tempo: { storage: { bucket: traces-a } }\n';
  const missing =
    'missing, because a key without a value removes that of a base; write its value, or remove the key here, so that the base counts';
  const removes = 'has no value, which removes what a base says; write null if that is meant, else a value';

  test.each([
    ['in the cluster file', `${BUCKET}gitops:\n`, '', [`clusters/a.yaml:4:1 gitops: ${missing}`]],
    [
      'that another key needs',
      'tempo: { storage: { bucket: traces-a }, credentials: null }\n',
      '',
      [`clusters/a.yaml:3:41 tempo.credentials: ${missing}`],
    ],
    [
      'of two that exclude each other',
      'tempo: { storage: { bucket: traces-a }, chart: null }\n',
      '',
      [`clusters/a.yaml:3:41 tempo.chart: ${missing}`],
    ],
    ['in a base', BUCKET, 'gitops:\n', [`base/prod.yaml:2:1 gitops: ${missing}`]],
    [
      'above what the cluster file sets',
      `${BUCKET}gitops: { revision: x }\n`,
      'gitops:\n',
      [`base/prod.yaml:2:1 gitops.repoURL: ${missing}`],
    ],
  ])('is where a required key is missing: %s', (_where, own, prod, errors) => {
    expect(said(own, prod)).toEqual(errors);
  });

  test('is told, unless it says null', () => {
    expect(said(BUCKET, 'metadata:\n')).toEqual([`base/prod.yaml:2:1 metadata: ${removes}`]);
    expect(said(`${BUCKET}metadata: null\n`)).toEqual([]);
    expect(said(`${BUCKET}metadata: { labels: { team: z } }\n`, 'metadata:\n')).toEqual([]);
    expect(said(BUCKET)).toEqual([]);
  });

  test('a null that removes nothing is a note; an empty value, or that of a required key, is an error', () => {
    expect(said(`${BUCKET}vulture: null\ngrafana: { namespace: ~ }\n`)).toEqual([
      'clusters/a.yaml:4:1 vulture: null removes nothing, because no base has this key; remove it',
      'clusters/a.yaml:5:12 grafana.namespace: null removes nothing, because no base has this key; remove it',
    ]);
    expect(said(`${BUCKET}metadata: { labels: { other: null } }\n`)).toEqual([
      'clusters/a.yaml:4:23 metadata.labels.other: null removes nothing, because no base has this key; remove it',
    ]);
    expect(said(`${BUCKET}vulture:\n`)).toEqual(['clusters/a.yaml:4:1 vulture: has no value; set one, with chart, or remove the key']);
    expect(said(`${BUCKET}vulture: { chart: null }\n`)).toEqual([expect.stringContaining('vulture.chart: has no value; ')]);
  });
});
