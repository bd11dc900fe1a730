import { helmValuesOf, said, synthesizeText } from '../../test/synthesis';
import { linkerdReleases } from '../linkerd/releases';

const stack = ({ collector, more = '' }: { readonly collector: string; readonly more?: string }) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
collector: {${collector}}
${more}`);

const TRAEFIK = 'traefik: {chart: 39.0.6, via: release}';
const linkerd = (version: string) => `linkerd: {version: ${version}, webhookIssuer: issuer}`;

describe('a collector of somebody else', () => {
  const external = (more = '') => `external: {endpoint: "otel.obs:4320"${more}}`;

  test('receives what it has the protocol for', () => {
    const synthesis = stack({ collector: external(), more: TRAEFIK });
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject({
      tracing: { otlp: { http: { endpoint: 'http://otel.obs:4320/v1/traces' } } },
    });
    expect(synthesis.clusters[0]?.requirements).toContain(
      'a collector at otel.obs:4320 that receives otlp-http and sends spans on to Tempo',
    );
  });

  test('receives the spans of the mesh if its ServiceAccount is known', () => {
    const version = linkerdReleases.last(({ extension }) => extension !== undefined);
    const address = (more: string) =>
      helmValuesOf<{ webhook: { collectorSvcAddr: string } }>(stack({ collector: external(more), more: linkerd(version) }), 'linkerd')
        .webhook;
    expect(address(', protocol: otlp-grpc, serviceAccount: otel')).toMatchObject({
      ...{ collectorSvcAddr: 'otel.obs:4320', collectorSvcAccount: 'otel' },
    });
    expect(address(', protocol: otlp-grpc').collectorSvcAddr).toBe('tempo-distributor.tracing:4317');
  });

  test.each([
    ['2.18', 'the proxies of linkerd (line 10) send by otlp-grpc, and this collector receives otlp-http; set protocol: otlp-grpc with'],
    ['2.14.10', 'the proxies of linkerd (line 10) send by opencensus, and this collector receives otlp-http; remove it'],
  ])('warns about a ServiceAccount that the proxies of Linkerd %s do not use', (version, text) => {
    const { tempo, more } = { tempo: ', serviceAccount: otel', more: linkerd(version) };
    const warnings = (options: string) => said(stack({ collector: external(options), more }), 'warning');
    expect(warnings(tempo)).toEqual([expect.stringContaining(`collector.external.serviceAccount: has no effect, because ${text}`)]);
    expect(warnings('')).toEqual([]);
  });

  test.each(['otel:4317', '10.0.0.1:4317', 'otel.example.com:4317'])('has no identity in the mesh at %s', (endpoint) => {
    const version = linkerdReleases.last(({ extension }) => extension !== undefined);
    const collector = `external: {endpoint: "${endpoint}", protocol: otlp-grpc, serviceAccount: otel}`;

    expect(said(stack({ collector, more: linkerd(version) }))).toEqual([
      expect.stringContaining(
        `collector.external.serviceAccount: ${endpoint} does not tell the namespace of this ServiceAccount, which is part of its identity in the mesh; use the name of the Service`,
      ),
    ]);
    expect(said(stack({ collector, more: TRAEFIK }))).toEqual([]);
  });

  test.each(['otel.obs:4317', 'otel.obs.svc:4317', 'otel.obs.svc.cluster.local:4317'])('has an identity at %s', (endpoint) => {
    const version = linkerdReleases.last(({ extension }) => extension !== undefined);
    const collector = `external: {endpoint: "${endpoint}", protocol: otlp-grpc, serviceAccount: otel}`;

    expect(said(stack({ collector, more: linkerd(version) }))).toEqual([]);
  });

  test.each(['localhost:4318', '127.0.0.1:4318', '0.0.0.0:4318'])('in the pods of its senders, it is a sidecar: %s', (endpoint) => {
    const synthesis = stack({ collector: `external: {endpoint: "${endpoint}"}`, more: TRAEFIK });
    expect(said(synthesis)).toEqual([]);
    expect(said(synthesis, 'warning')).toEqual([
      expect.stringContaining(
        `collector.external.endpoint: ${endpoint} is in the pod of each sender itself, where nothing receives its spans unless each pod has a collector as a sidecar; use`,
      ),
    ]);
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject({
      tracing: { otlp: { http: { endpoint: `http://${endpoint}/v1/traces` } } },
    });
  });

  test('has no settings here', () => {
    expect(said(stack({ collector: `${external()}, receivers: [zipkin]` }))).toEqual([
      expect.stringContaining('collector.receivers: does not apply to collector.external'),
    ]);
    expect(said(stack({ collector: `${external()}, namespace: otel` }))).toEqual([
      expect.stringContaining('collector.namespace: does not apply to collector.external'),
    ]);
  });
});
