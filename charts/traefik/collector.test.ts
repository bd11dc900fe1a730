import { load } from 'js-yaml';
import { said, synthesizeText } from '../../test/synthesis';

const withTraefik = (keys: string, receivers = '[zipkin, otlp-http]') =>
  synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: 2.23.4
  receivers: ${receivers}
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
traefik: {${keys}}
`);

const valuesOf = (keys: string, receivers?: string) => {
  const synthesis = withTraefik(keys, receivers);
  expect(said(synthesis)).toEqual([]);
  return load(synthesis.files.get('test/values/traefik.yaml') ?? '') as Record<string, object | undefined>;
};

describe('the service name', () => {
  test.each(['10.28.0', '27.0.2', '33.1.0'])('is a flag in chart %s', (chart) => {
    expect(valuesOf(`chart: ${chart}, serviceName: edge`).additionalArguments).toContain('--tracing.serviceName=edge');
  });

  test.each(['33.2.0', '41.3.0'])('is a value in chart %s', (chart) => {
    const values = valuesOf(`chart: ${chart}, serviceName: edge`);

    expect(values.tracing).toMatchObject({ serviceName: 'edge' });
    expect(values.additionalArguments).toBeUndefined();
  });

  test("stays beside the user's own flags", () => {
    const values = valuesOf('chart: 27.0.2, serviceName: edge, values: {additionalArguments: [--ping]}');

    expect(values.additionalArguments).toEqual(['--tracing.serviceName=edge', '--ping']);
  });
});

test('attributes are in a variable, beside those of the chart that it would replace', () => {
  const written = (chart: string) => valuesOf(`chart: ${chart}, resourceAttributes: { b.c: 'x, y=$(z)', a: p }`).env;
  const variable = { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'a=p,b.c=x%2C%20y%3D%24(z)' };

  expect(written('41.3.0')).toEqual([variable]);
  expect(written('28.0.0')).toEqual([
    expect.objectContaining({ name: 'POD_NAME' }),
    expect.objectContaining({ name: 'POD_NAMESPACE' }),
    variable,
  ]);
});

describe('a collector', () => {
  const collector = (protocol: string, port: number) => `collector: {endpoint: "otel.obs:${port}", protocol: ${protocol}}`;

  test('receives the spans instead of Tempo, which needs no receiver for them', () => {
    expect(valuesOf(`chart: 39.0.6, ${collector('otlp-http', 4318)}`, '[zipkin]').tracing).toMatchObject({
      otlp: { http: { enabled: true, endpoint: 'http://otel.obs:4318/v1/traces' } },
    });
    expect(valuesOf(`chart: 39.0.6, ${collector('otlp-grpc', 4317)}`).tracing).toMatchObject({
      otlp: { grpc: { enabled: true, endpoint: 'otel.obs:4317', insecure: true } },
    });
  });

  test('must exist, and send the spans on', () => {
    const [cluster] = withTraefik(`chart: 39.0.6, ${collector('otlp-grpc', 4317)}`).clusters;

    expect(cluster?.requirements).toContain(
      'a collector at otel.obs:4317 that receives otlp-grpc and sends the spans of Traefik on to Tempo',
    );
  });

  test('with the usual port of the other protocol is a warning', () => {
    expect(said(withTraefik(`chart: 39.0.6, ${collector('otlp-http', 4317)}`), 'warning')).toEqual([
      expect.stringContaining('4317 is the usual port of otlp-grpc, not of otlp-http; set traefik.collector.protocol, or use 4318'),
    ]);
    expect(said(withTraefik(`chart: 39.0.6, ${collector('otlp-http', 80)}`), 'warning')).toEqual([]);
  });

  test.each([
    [
      'chart: 27.0.2',
      'traefik.chart (line 9) 27.0.2 has Traefik 2.11.2, which sends no OTLP; pin traefik.chart 28.0.0 or newer, or remove it',
    ],
    ['k3s: 1.31.0', 'traefik.k3s (line 9) 1.31.0 has Traefik 2.10.7, which sends no OTLP; pin traefik.k3s 1.32.2 or newer, or remove it'],
  ])('is refused with Traefik 2: %s', (keys, message) => {
    expect(said(withTraefik(`${keys}, ${collector('otlp-http', 4318)}`)).join()).toContain(message);
  });
});
