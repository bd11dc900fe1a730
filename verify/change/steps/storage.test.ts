import { alarmsOf, changeOf, clusterOf, commandsOf } from '../../../test/changed';
import { synthesizeText } from '../../../test/synthesis';

describe('another storage is a step', () => {
  const at = (storage: string, credentials = '{serviceAccountKey: {secret: gcs, key: k.json}}') => clusterOf({ storage, credentials });

  test.each([
    [
      '{gcs: {bucket: one}}',
      '{gcs: {bucket: two}}',
      'bucket two instead of bucket one',
      'gcloud storage rsync --recursive gs://one gs://two',
    ],
    ['{gcs: {bucket: one}}', '{gcs: {bucket: one, prefix: a}}', 'prefix a instead of the top of the bucket', 'gs://one gs://one/a'],
  ])('from %s to %s', (before, after, problem, command) => {
    const change = changeOf([at(before)], [at(after)]);

    expect(alarmsOf(change)).toContainEqual(expect.stringContaining(`stores traces in ${problem}`));
    expect(commandsOf(change, 'change/storage')).toContainEqual(expect.stringContaining(command));
  });

  test('from another backend', () => {
    const change = changeOf([clusterOf()], [at('{gcs: {bucket: two}}')]);

    expect(alarmsOf(change)).toContainEqual(expect.stringContaining('stores traces in Google Cloud Storage instead of S3'));
    expect(commandsOf(change, 'change/storage')[1]).toMatch(/^rclone sync old:\S+ new:two$/);
  });

  test('from another account', () => {
    const key = '{accountKey: {secret: az, key: k}}';
    const change = changeOf([at('{azure: {account: one, container: t12}}', key)], [at('{azure: {account: two, container: t12}}', key)]);

    expect(alarmsOf(change)).toContainEqual(expect.stringContaining('stores traces in container two/t12 instead of container one/t12'));
  });

  test('from the MinIO of the chart to a bucket with the same name', () => {
    const text = (storage: string) =>
      synthesizeText(
        `domain: home.example.org\ngitops: { repoURL: "https://git.example.org/t.git" }\ntempo:\n  chart: 2.23.4\n  receivers: [zipkin]\n${storage}\n`,
        'home',
      );
    const change = changeOf(
      [text('minio: { bundled: { existingSecret: root } }')],
      [text('  storage: { bucket: tempo-traces, endpoint: s3.example.org }\n  credentials: { existing: {} }')],
    );

    expect(alarmsOf(change)).toEqual([
      'change/storage tempo.storage: stores traces on s3.example.org instead of the MinIO of its chart, which Argo CD deletes, so older traces are no longer found',
    ]);
    expect(commandsOf(change, 'change/storage')).toContain('mc mirror old/tempo-traces new/tempo-traces');
  });
});
