import { said, synthesizeText } from '../../../test/synthesis';

const DIGEST = `@sha256:${'a1'.repeat(32)}`;

const errors = (pin: string, tag: string, values = '') =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: 2.23.4
  receivers: [otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
traefik: {${pin}, values: {image: {tag: "${tag}"}${values}}}
`),
  );

const HTTP3 = ', ports: {websecure: {http3: {enabled: true}}}';
const GATEWAY = ', experimental: {kubernetesGateway: {enabled: true}}';
const HUB = ', hub: {token: a}';

describe("the tag of Traefik's image", () => {
  test.each([
    ['chart: 10.0.0', `2.4.9${DIGEST}`, HTTP3],
    ['chart: 23.1.0', `v2.10.1${DIGEST}`, ', ports: {websecure: {http3: {enabled: false}}}'],
    ['chart: 25.0.0', `v2.10.5${DIGEST}`, HTTP3],
    ['chart: 27.0.2', `v2.11.2${DIGEST}`, ''],
    ['chart: 29.0.1', `v3.0.4${DIGEST}`, GATEWAY],
    ['chart: 41.3.0', `v3.7.11${DIGEST}`, ''],
    ['k3s: 1.35.4', `3.6.10${DIGEST}`, ''],
  ])('may have a digest: %s %s%s', (pin, tag, values) => {
    expect(errors(pin, tag, values)).toEqual([]);
  });

  test.each([
    ['chart: 23.1.0', `v2.10.1${DIGEST}`, HTTP3, ', because of ports.websecure.http3'],
    ['chart: 24.0.0', `v2.10.4${DIGEST}`, '', ''],
    ['chart: 27.0.2', `v2.11.2${DIGEST}`, GATEWAY, ', because of experimental.kubernetesGateway.enabled'],
    ['chart: 29.0.0', `v3.0.4${DIGEST}`, '', ''],
    ['chart: 34.1.0', `v3.3.2${DIGEST}`, HUB, ', because of hub.token'],
  ])('may not have one that the chart compares with versions: %s %s%s', (pin, tag, values, because) => {
    expect(errors(pin, tag, values)).toEqual([
      expect.stringContaining(
        `traefik.values.image.tag: has a digest, which the chart compares with versions and then fails${because}; remove the digest`,
      ),
    ]);
  });

  test.each([
    ['v2.11.2@sha256:a1', 'has a digest that is not sha256: with 64 hexadecimal digits in lower case; correct the digest, or remove it'],
    [`v3.0.0${DIGEST}`, 'does not fit the templates of the chart; use a release of Traefik 2.11'],
  ])('may not have a digest that cannot work: %s', (tag, problem) => {
    expect(errors('chart: 27.0.2', tag)).toEqual([expect.stringContaining(`traefik.values.image.tag: ${problem}`)]);
  });
});
