import { said, synthesizeText } from '../../../test/synthesis';

const cluster = (tempo: string, more = '') => `domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}
tempo:
  ${tempo}
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
${more}`;

const saidOfCluster = (tempo: string, more?: string) => said(synthesizeText(cluster(tempo, more)));

const DISTRIBUTED = (chart: string, tag: string, receivers: string) =>
  `chart: ${chart}\n  receivers: [${receivers}]\n  values: {tempo: {image: {tag: ${tag}}}}`;
const MONOLITHIC = (chart: string, tag: string, receivers: string) =>
  `monolithic: ${chart}\n  receivers: [${receivers}]\n  values: {tempo: {tag: ${tag}}}`;

describe("the tag of Tempo's image", () => {
  test('determines which receivers exist', () => {
    expect(saidOfCluster(DISTRIBUTED('2.24.0', '2.10.5', 'opencensus'), 'emojivoto: {}')).toEqual([]);
    expect(saidOfCluster(DISTRIBUTED('2.23.4', '2.10.7', 'opencensus'))).toEqual([
      'clusters/test.yaml:5:15 tempo.receivers: opencensus was removed from Tempo in 2.10.6, and tempo.values.tempo.image.tag (line 6) is 2.10.7; remove it, or pin tempo.values.tempo.image.tag 2.10.5 or older',
    ]);
    expect(saidOfCluster(MONOLITHIC('2.2.4', '2.10.5', 'opencensus'))).toEqual([]);
  });

  test('must have the receivers that the chart tempo lists by default', () => {
    expect(saidOfCluster(MONOLITHIC('1.26.7', '2.10.8', 'otlp-http'))).toEqual([
      'clusters/test.yaml:6:20 tempo.values.tempo.tag: Tempo 2.10.8 does not start with the receiver opencensus, which tempo.monolithic (line 4) 1.26.7 lists by default; use 2.10.5 or older, or pin tempo.monolithic 2.2.2 or newer',
    ]);
    expect(saidOfCluster(MONOLITHIC('1.26.7', '2.10.5', 'otlp-http'))).toEqual([]);
    expect(saidOfCluster(MONOLITHIC('2.2.2', '2.10.8', 'otlp-http'))).toEqual([]);
  });

  test('is named in errors about senders that Tempo cannot receive from', () => {
    expect(saidOfCluster(DISTRIBUTED('2.23.4', '2.10.8', 'otlp-grpc'), 'linkerd: {version: 2.14.10, webhookIssuer: issuer}')).toEqual([
      'clusters/test.yaml:10:1 linkerd: sends its spans by opencensus, which tempo.values.tempo.image.tag (line 6) 2.10.8 no longer receives (removed in Tempo 2.10.6); pin tempo.values.tempo.image.tag 2.10.5 or older with opencensus in tempo.receivers, pin linkerd.version 2.17 or newer, or remove linkerd',
    ]);
  });

  test('is named where the demo loses its spans', () => {
    const synthesis = synthesizeText(cluster(DISTRIBUTED('2.23.4', '2.10.8', 'zipkin'), 'traefik: {chart: 27.0.2}\nemojivoto: {}\n'));
    expect(said(synthesis, 'note')).toContainEqual(
      expect.stringContaining('which tempo.values.tempo.image.tag (line 6) no longer receives'),
    );
  });

  test('is not suggested if it lacks the receiver too: the chart is', () => {
    expect(saidOfCluster(DISTRIBUTED('2.24.0', '2.10.8', 'opencensus'))).toEqual([
      expect.stringMatching(/opencensus was removed from Tempo in 2\.10\.6 \(chart 2\.23\.5\), and tempo\.chart \(line 4\) is 2\.24\.0;/),
    ]);
  });

  test.each([
    [DISTRIBUTED('2.24.0', '2.9.5', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.10 (2.10.0 to 2.10.8)'],
    [DISTRIBUTED('2.24.0', '3.0.0', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.10 (2.10.0 to 2.10.8)'],
    [DISTRIBUTED('2.24.0', '2.10.99', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.10 (2.10.0 to 2.10.8)'],
    [DISTRIBUTED('2.24.0', 'latest', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.10 (2.10.0 to 2.10.8)'],
    [DISTRIBUTED('2.24.0', 'v2.10.5', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.10 (2.10.0 to 2.10.8)'],
    [DISTRIBUTED('1.10.0', '2.4.2', 'otlp-grpc'), 'tempo.values.tempo.image.tag', '2.5 (2.5.0)'],
    [MONOLITHIC('2.2.4', '2.9.2', 'otlp-grpc'), 'tempo.values.tempo.tag', '2.10 (2.10.0 to 2.10.8)'],
  ])('must be of the same minor as that of the chart: %s', (tempo, key, tags) => {
    expect(saidOfCluster(tempo)).toEqual([
      expect.stringMatching(
        new RegExp(
          `${key}: does not fit the templates of the chart; use a release of Tempo ${tags.replace(/[().]/g, '\\$&')}, or pin another chart$`,
        ),
      ),
    ]);
  });

  const DIGEST = `@sha256:${'a1'.repeat(32)}`;

  test.each([
    DISTRIBUTED('2.26.2', `"2.10.7${DIGEST}"`, 'otlp-http'),
    DISTRIBUTED('0.28.0', `"1.5.0${DIGEST}"`, 'otlp-http'),
    MONOLITHIC('1.7.1', `"2.3.0${DIGEST}"`, 'otlp-http'),
    MONOLITHIC('2.2.4', `"2.10.8${DIGEST}"`, 'otlp-http'),
  ])('may have a digest: %s', (tempo) => {
    expect(saidOfCluster(tempo)).toEqual([]);
  });

  test('with a digest determines the same version', () => {
    expect(saidOfCluster(DISTRIBUTED('2.23.4', `"2.10.7${DIGEST}"`, 'opencensus'))).toEqual([
      expect.stringContaining('opencensus was removed from Tempo in 2.10.6, and tempo.values.tempo.image.tag (line 6) is 2.10.7;'),
    ]);
  });

  test.each([
    [MONOLITHIC('1.7.0', `"2.3.0${DIGEST}"`, 'otlp-http'), 'has a digest, which the chart puts into a label, where it is not valid'],
    [DISTRIBUTED('2.26.2', '"2.10.7@sha256:a1"', 'otlp-http'), 'has a digest that is not sha256: with 64 hexadecimal digits in lower case'],
    [DISTRIBUTED('2.26.2', `"2.9.0${DIGEST}"`, 'otlp-http'), 'does not fit the templates of the chart; use a release of Tempo 2.10'],
  ])('may not have a digest that cannot work: %s', (tempo, problem) => {
    expect(saidOfCluster(tempo)).toEqual([expect.stringContaining(problem)]);
  });

  test('is the same for all microservices', () => {
    const values = 'chart: 2.24.0\n  receivers: [otlp-grpc]\n  values: {querier: {image: {tag: 2.10.5}}}';
    expect(saidOfCluster(values)).toEqual([expect.stringContaining('set tempo.image.tag, because all microservices run the same Tempo')]);
  });
});
