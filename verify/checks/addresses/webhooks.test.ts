/** Webhooks in handwritten manifests of other authors. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkCertificates } from './certificates';
import { checkWebhooks } from './webhooks';

interface Parts {
  readonly service?: string;
  readonly rule?: string;
  readonly name?: string;
}

const RULE = 'operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]';

function said({
  service = 'name: jaeger-injector, namespace: tracing',
  rule = RULE,
  name = 'linkerd-jaeger-injector-webhook-config',
}: Parts) {
  const { world, lookup } = worldOf(`
apiVersion: v1
kind: Service
metadata: {name: jaeger-injector, namespace: tracing}
spec: {selector: {app: injector}, ports: [{name: https, port: 443, targetPort: 8443}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: ${name}}
webhooks: [{name: a.linkerd.io, clientConfig: {service: {${service}}}, rules: [{${rule}}]}]
`);
  return checkWebhooks({ ...world, isOurs: false }, lookup).map(sentence);
}

test.each<Parts>([
  {},
  { service: 'name: jaeger-injector, namespace: tracing, port: 443' },
  { service: 'name: policy-server, namespace: kyverno' },
  { service: 'name: other-webhook, namespace: tracing' },
  { rule: 'operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"], scope: Namespaced' },
  { rule: RULE.replace('CREATE', 'UPDATE'), name: 'of-somebody-else' },
])('%j is right, or may be', (parts) => {
  expect(said(parts)).toEqual([]);
});

const CONFIG = 'MutatingWebhookConfiguration linkerd-jaeger-injector-webhook-config';

test.each<[Parts, string]>([
  [
    { service: 'name: jaeger-injecter, namespace: tracing' },
    'calls Service jaeger-injecter in tracing, which does not exist; use jaeger-injector',
  ],
  [
    { service: 'name: jaeger-injector, namespace: linkerd' },
    'calls Service jaeger-injector in linkerd, which does not exist; use namespace tracing',
  ],
  [
    { service: 'name: jaeger-injector, namespace: tracing, port: 8443' },
    'calls port 8443 of Service jaeger-injector, which has only 443; set port to 443',
  ],
])('%j is not', (parts, text) => {
  expect(said(parts)).toEqual([`${CONFIG}: ${text}`]);
});

test.each([
  ['UPDATE', RULE.replace('CREATE', 'UPDATE')],
  ['another kind', RULE.replace('pods', 'deployments')],
  ['another group', RULE.replace('""', 'apps')],
  ['another version', RULE.replace('v1', 'v2')],
  ['another scope', `${RULE}, scope: Cluster`],
])('the webhook of the Jaeger extension is not called with %s', (_what, rule) => {
  expect(said({ rule })).toEqual([
    `${CONFIG}: is not called when pods are created, so no proxy sends spans; give it a rule with operation CREATE for pods of API version v1`,
  ]);
});

describe('the Certificate of a webhook', () => {
  const judged = (names: string, from = 'tracing/injector') => {
    const { world } = worldOf(`
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: injector, namespace: tracing}
spec: {dnsNames: [${names}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector${from && `, annotations: {cert-manager.io/inject-ca-from: ${from}}`}}
webhooks: [{name: a.linkerd.io, clientConfig: {service: {name: injector, namespace: tracing}}}]
`);
    return checkCertificates({ ...world, isOurs: false }).map(sentence);
  };

  test.each([
    ['injector.tracing.svc', 'tracing/injector'],
    ['"*.tracing.svc"', 'tracing/injector'],
    ['other.tracing.svc', ''],
    ['other.tracing.svc', 'elsewhere/certificate'],
  ])('with names %s and authority %j is right, or may be', (names, from) => {
    expect(judged(names, from)).toEqual([]);
  });

  test('is not valid for its Service, or has another name', () => {
    expect(judged('injector.other.svc')).toEqual([
      'Certificate injector: is valid for injector.other.svc, but MutatingWebhookConfiguration injector calls injector.tracing.svc; add injector.tracing.svc to dnsNames',
    ]);
    expect(judged('injector.tracing.svc', 'tracing/injecter')).toEqual([
      'MutatingWebhookConfiguration injector: takes its certificate authority from Certificate tracing/injecter, which does not exist; use tracing/injector',
    ]);
  });

  test.each([
    ['', ['MutatingWebhookConfiguration injector: has no caBundle and no annotation cert-manager.io/inject-ca-from, so']],
    ['annotations: {cert-manager.io/inject-apiserver-ca: "true"}', []],
    ['labels: {grafana.com/inject-rollout-operator-ca: "true"}', []],
  ])('with {%s}, another controller may bring the authority', (marks, expected) => {
    const { world } = worldOf(`
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector, ${marks}}
webhooks: [{name: a.grafana.com, clientConfig: {service: {name: injector, namespace: tracing}}}]
`);
    const found = checkCertificates({ ...world, isOurs: true }).map(sentence);

    expect(found).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

test('a Service without a namespace may be applied in that of the webhook', () => {
  const { world, lookup } = worldOf(`
apiVersion: v1
kind: Service
metadata: {name: injector}
spec: {selector: {app: injector}, ports: [{name: https, port: 443}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector}
webhooks: [{name: a.linkerd.io, clientConfig: {service: {name: injector, namespace: mesh}}}]
`);
  expect(checkWebhooks({ ...world, isOurs: false }, lookup).map(sentence)).toEqual([]);
});

test('a Job beside a Service, such as one for its certificate, does not tell where its pods are', () => {
  const judged = (kind: string) => {
    const { world, lookup } = worldOf(`
apiVersion: v1
kind: Service
metadata: {name: injector, namespace: mesh}
spec: {selector: {app: injector}, ports: [{name: https, port: 443}]}
---
apiVersion: v1
kind: ${kind}
metadata: {name: certificate, namespace: mesh}
spec: {template: {metadata: {labels: {app: certificate}}, spec: {containers: [{name: certificate, image: 'example.org/certificate:1.0'}]}}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector}
webhooks: [{name: a.linkerd.io, clientConfig: {service: {name: injector, namespace: mesh}}}]
`);
    return checkWebhooks({ ...world, isOurs: false }, lookup).map(sentence);
  };
  expect(judged('Job')).toEqual([]);
  expect(judged('Deployment')).toEqual([expect.stringContaining('calls Service injector, which selects no pods')]);
});
