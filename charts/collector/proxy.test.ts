import { said, synthesizeStorage } from '../../test/synthesis';
import { collectorReleases } from './releases';

const CHART = `chart: ${collectorReleases.last(({ hasOpenCensus }) => hasOpenCensus)}`;
const ON_NODE = 'values: {hostNetwork: true}';
const NATIVE = 'linkerd: {version: 2.19}';

const errors = (collector: string, linkerd: string) =>
  said(
    synthesizeStorage('endpoint: s3.example.org', {
      receivers: 'otlp-grpc, otlp-http',
      more: `collector: {${CHART}, ${collector}}\n${linkerd}`,
    }),
    'error',
  );

test('in the network of its node, a collector gets no proxy, so it cannot receive the spans of the mesh', () => {
  expect(errors(`receivers: [otlp-grpc], ${ON_NODE}`, NATIVE)).toEqual([
    expect.stringMatching(
      /^clusters\/test\.yaml:9:\d+ collector\.values\.hostNetwork: linkerd \(line 10\) injects no proxy into pods with hostNetwork, and the proxies of other pods send their spans \(otlp-grpc\) only to a proxy; remove it, or remove otlp-grpc from collector\.receivers, so that they send to Tempo$/,
    ),
  ]);
  // This Tempo has no OpenCensus.
  expect(errors(`receivers: [opencensus], ${ON_NODE}`, 'linkerd: {version: 2.14.10, webhookIssuer: issuer}')).toEqual([
    expect.stringMatching(/\(opencensus\) only to a proxy; remove it$/),
  ]);
});

test.each([
  ['otlp-grpc', 'linkerd: {version: 2.17, webhookIssuer: issuer}', 'otlp/mesh: {protocols: {grpc: {FIELD}}}', 'otlp/mesh.protocols.grpc'],
  ['otlp-grpc', NATIVE, 'otlp/mesh: {protocols: {grpc: {FIELD}}}', 'otlp/mesh.protocols.grpc'],
  ['opencensus', 'linkerd: {version: 2.14.10, webhookIssuer: issuer}', 'opencensus/mesh: {FIELD}', 'opencensus/mesh'],
])('proxies send by %s in plain text and without credentials: %s', (receiver, linkerd, settings, path) => {
  const own = (field: string) =>
    errors(`receivers: [${receiver}], values: {alternateConfig: {receivers: {${settings.replace('FIELD', field)}}}}`, linkerd);
  const at = `collector.values.alternateConfig.receivers.${path}`;
  expect(own('tls: {cert_file: /tls/tls.crt}')).toEqual([
    expect.stringContaining(`${at}.tls: linkerd (line 10) sends to this receiver in plain text; remove it`),
  ]);
  expect(own('auth: {authenticator: "${env:AUTH}"}')).toEqual([
    expect.stringContaining(`${at}.auth: linkerd (line 10) sends to this receiver without credentials; remove it`),
  ]);
  expect(own('max_recv_msg_size_mib: 8')).toEqual([]);
});

test.each([
  ['of another protocol', `receivers: [otlp-http], ${ON_NODE}`, NATIVE],
  ['without a mesh', `receivers: [otlp-grpc], ${ON_NODE}`, ''],
  ['that is not in the network of its node', 'receivers: [otlp-grpc], values: {hostNetwork: false}', NATIVE],
  // Nothing sends to the second tier by its identity.
  [
    'whose second tier is there',
    `tailSampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}], ${ON_NODE}}`,
    NATIVE,
  ],
])('a collector %s may', (_what, collector, linkerd) => {
  expect(errors(collector, linkerd)).toEqual([]);
});
