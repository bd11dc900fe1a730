/** Annotations and certificates of the mesh, in handwritten manifests. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkCertificates } from '../certificates';
import { checkMeshAnnotations } from './annotations';
import { checkCertificateFields } from './certificate-fields';

const POLICY = 'config.linkerd.io/default-inbound-policy';
const MESHED = { 'linkerd.io/inject': 'enabled', [POLICY]: 'all-unauthenticated' };

const annotated = (annotations: object, isOurs = true) => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tracing', annotations } };
  return checkMeshAnnotations(worldOf(JSON.stringify(namespace), { isOurs }).world).map((found) => `${found.severity}: ${sentence(found)}`);
};

test.each([
  MESHED,
  { 'linkerd.io/inject': 'disabled' },
  { ...MESHED, [POLICY]: 'cluster-unauthenticated' },
  { ...MESHED, 'config.linkerd.io/proxy-log-level': 'info', 'linkerd.example.org/injected': 'yes', team: 'a' },
])('%j is not reported', (annotations) => {
  expect(annotated(annotations)).toEqual([]);
});

test.each([
  [{ 'linkerd.io/injct': 'enabled' }, 'annotation linkerd.io/injct is unknown to Linkerd; use linkerd.io/inject'],
  [{ 'config.linkerd.io/inject': 'enabled' }, 'annotation config.linkerd.io/inject is unknown to Linkerd; use linkerd.io/inject'],
  [{ 'linkered.io/inject': 'enabled' }, 'annotation linkered.io/inject is unknown to Linkerd; use linkerd.io/inject'],
  [
    { 'config.linkerd.io/default-inbound-polcy': 'deny' },
    'annotation config.linkerd.io/default-inbound-polcy is unknown to Linkerd; use config.linkerd.io/default-inbound-policy',
  ],
  [{ 'linkerd.io/inject': 'true' }, 'annotation linkerd.io/inject is true, which Linkerd ignores; use enabled, disabled or ingress'],
  [
    { ...MESHED, [POLICY]: 'deny' },
    'default-inbound-policy is deny, which refuses Traefik and Grafana, because they are not in the mesh; use all-unauthenticated',
  ],
])('%j is an error', (annotations, text) => {
  expect(annotated(annotations)).toEqual([`error: Namespace tracing: ${text}`]);
});

test('a Namespace in the mesh has a policy, and that of other authors is theirs', () => {
  expect(annotated({ 'linkerd.io/inject': 'enabled' })).toEqual([expect.stringMatching(/^warning: .* has no config.linkerd.io/)]);
  expect(annotated({ 'linkerd.io/inject': 'enabled', [POLICY]: 'deny' }, false)).toEqual([]);
  expect(annotated({ 'linkerd.io/inject': 'enable' }, false)).toEqual([expect.stringMatching(/^warning: /)]);
});

const CERTIFICATE = {
  duration: '2160h0m0s',
  renewBefore: '720h0m0s',
  usages: ['server auth'],
  issuerRef: { name: 'ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
};
const certificate = (spec: object) => {
  const objects = [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'tls', namespace: 'lab' },
      spec: { ...CERTIFICATE, ...spec },
    },
    { apiVersion: 'v1', kind: 'X', metadata: { name: 'hook', annotations: { 'cert-manager.io/inject-ca-from': 'lab/tls' } } },
  ];
  const { world } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), {
    declared: { ...NOTHING_DECLARED, webhookIssuer: 'ca' },
  });
  return checkCertificateFields(world).map((found) => `${found.severity}: ${sentence(found)}`);
};

test.each([
  {},
  { duration: '24h', renewBefore: '8h', usages: ['server auth', 'client auth'] },
  { duration: undefined, renewBefore: undefined, usages: ['digital signature'] },
  { secretName: 'linkerd-identity-issuer', isCA: true },
])('a Certificate with %j is not reported', (spec) => {
  expect(certificate(spec)).toEqual([]);
});

test.each([
  [{ renewBefore: '2160h0m0s' }, 'spec.renewBefore (2160h0m0s) is not shorter than spec.duration (2160h0m0s), which cert-manager refuses'],
  [{ renewBefore: '1m' }, 'spec.renewBefore (1m) is shorter than 5 minutes, which cert-manager refuses; use 720h0m0s'],
  [{ duration: '30m', renewBefore: '10m' }, 'spec.duration (30m) is shorter than an hour, which cert-manager refuses'],
  [{ duration: '90d' }, 'spec.duration is 90d, which is not a duration; use one such as 720h0m0s'],
  [{ usages: ['client auth'] }, 'spec.usages has client auth and not server auth, so no webhook can use it; add server auth'],
  [{ issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' } }, 'spec.issuerRef.name is letsencrypt, but linkerd.webhookIssuer'],
  [{ issuerRef: { name: 'ca' } }, 'spec.issuerRef.kind is Issuer, but linkerd.webhookIssuer'],
])('a Certificate with %j is an error', (spec, text) => {
  expect(certificate(spec)).toEqual([expect.stringContaining(`error: Certificate tls: ${text}`)]);
});

test.each([
  [{}, {}, true],
  [{ 'cert-manager.io/inject-apiserver-ca': 'true' }, {}, false],
  [{}, { caBundle: 'LS0t' }, false],
  [{ 'cert-manager.io/inject-ca-from-secret': 'lab/ca' }, {}, true],
])('a webhook with annotations %j and %j', (annotations, more, isReported) => {
  const webhook = {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' },
    metadata: { name: Object.keys(annotations).some((name) => name.endsWith('secret')) ? 'linkerd-jaeger' : 'hook', annotations },
    webhooks: [{ name: 'a.example.org', clientConfig: { service: { name: 'a', namespace: 'lab' }, ...more } }],
  };
  const { world } = worldOf(JSON.stringify(webhook), { declared: { ...NOTHING_DECLARED, webhookIssuer: 'ca' } });
  expect(checkCertificates(world).map(sentence)).toEqual(isReported ? [expect.stringContaining('has no caBundle and no annotation')] : []);
});
