import { listTestFiles, readTestFile, said, synthesizeText } from '../test/synthesis';

describe('a mistake in a cluster file', () => {
  // Each file contains one mistake, and in its first line the message without the file's name.
  test.each(listTestFiles('invalid'))('%s is refused at its place, with a way out', (file) => {
    const text = readTestFile(`invalid/${file}`);
    const expected = /^# (.+)\n/.exec(text)?.[1];

    const synthesis = synthesizeText(text);

    expect(said(synthesis)).toEqual([`clusters/test.yaml:${expected}`]);
    expect(expected).toMatch(/^\d+:\d+ \S+: .+; .+/);
    expect(synthesis.refused).toBe(true);
    expect(synthesis.files.size).toBe(0);
  });

  test('does not hide the others', () => {
    const text = readTestFile('clusters/minimal.yaml')
      .replace('domain:', 'domian:')
      .replace('bucket: traces', 'bucket: T')
      .replace('[otlp-grpc]', 'all');

    expect(said(synthesizeText(text))).toEqual([
      expect.stringMatching(/^clusters\/test\.yaml:8:14 tempo\.receivers: /),
      expect.stringMatching(/^clusters\/test\.yaml:10:13 tempo\.storage\.bucket: /),
      expect.stringMatching(/^clusters\/test\.yaml:3:1 domian: unknown key; did you mean domain\?$/),
    ]);
  });

  test.each([
    ['chart: 2.23.4', '', 'add it, such as existing: {} for a Secret that exists'],
    ['chart: 2.23.4', 'bucket: traces, endpoint: "minio.storage:9000"', 'add it, such as existing: {} for a Secret that exists'],
    [
      'chart: 2.23.4',
      'bucket: traces, endpoint: "minio.storage:9000", region: eu-west-1',
      'add it, such as existing: {} for a Secret that exists',
    ],
    [
      'chart: 2.23.4',
      'bucket: traces, region: eu-west-1',
      'add it, such as existing: {} for a Secret that exists, or identity for a role of AWS',
    ],
    [
      'chart: 2.23.4',
      's3: {bucket: traces, region: eu-west-1}',
      'add it, such as existing: {} for a Secret that exists, or identity for a role of AWS',
    ],
    [
      'monolithic: 2.2.4',
      'bucket: traces, server: aws, region: eu-west-1',
      'add it, such as existing: {} for a Secret that exists, or identity for a role of AWS',
    ],
    ['chart: 2.23.4', 'gcs: {bucket: traces}', 'add it, with identity.workloadIdentity, identity.instance or serviceAccountKey'],
  ])('names what can be added for missing credentials: %s, %s', (chart, storage, fix) => {
    const text = `domain: lab.example.org
gitops: {repoURL: "https://git.example.org/ops/lab.git"}
tempo: {${chart}, receivers: [otlp-grpc]${storage && `, storage: {${storage}}`}}
`;

    const messages = said(synthesizeText(text));
    expect(messages).toHaveLength(storage === '' ? 2 : 1);
    expect(messages.at(-1)).toBe(`clusters/test.yaml:3:1 tempo.credentials: missing; ${fix}`);
  });

  test.each([
    ['chart: 2.23.4', "add it, such as {bucket: k3s-tempo, endpoint: host:port}, or use the chart's own MinIO with minio.bundled"],
    ['chart: 3.3.0', 'add it, such as {bucket: k3s-tempo, endpoint: host:port}'],
    ['monolithic: 2.2.4', 'add it, such as {bucket: k3s-tempo, endpoint: host:port}'],
  ])('names what can be added for a missing storage: %s', (chart, fix) => {
    const text = `domain: lab.example.org
gitops: {repoURL: "https://git.example.org/ops/lab.git"}
tempo: {${chart}, receivers: [otlp-grpc]}
`;

    expect(said(synthesizeText(text))[0]).toBe(`clusters/test.yaml:3:1 tempo.storage: missing; ${fix}`);
  });

  test('shows how a key with dots is written', () => {
    const text = `${readTestFile('clusters/minimal.yaml')}tempo.storage.region: eu-west-1\n`;

    expect(said(synthesizeText(text))).toEqual([
      expect.stringMatching(/ tempo\.storage\.region: unknown key; write it as region: … below tempo\.storage \(line 9\)$/),
    ]);
  });

  test('names both sides of a conflict, with the line of the other', () => {
    const text = readTestFile('invalid/traefik-zipkin-off.yaml');

    expect(said(synthesizeText(text))[0]).toContain('traefik: sends its spans by zipkin, which tempo.receivers (line 7) does not list');
  });
});
