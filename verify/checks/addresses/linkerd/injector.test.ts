/** The webhook of Linkerd's Jaeger extension in handwritten manifests. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkWebhooks } from '../webhooks';
import { checkProbes } from '../workloads/probes';
import { checkInjectors } from './injector';

interface Parts {
  readonly label?: string;
  readonly target?: string | number;
  readonly port?: number;
  readonly admin?: number | string;
  readonly path?: string;
  readonly mountPath?: string;
  readonly args?: readonly string[];
}

function said(parts: Parts): string[] {
  const { label = 'injector', target = 'https', port = 8443, admin = 9995, path = '/ready', mountPath = '/var/run/linkerd/tls' } = parts;
  const metadata = { name: 'injector', namespace: 'lab' };
  const container = {
    ...{ name: 'injector', image: 'cr.l5d.io/linkerd/jaeger-webhook:stable-2.14.10' },
    args: ['-collector-svc-addr=tempo.lab:55678', ...(parts.args ?? [])],
    ports: [{ name: 'https', containerPort: port }],
    readinessProbe: { httpGet: { path, port: admin } },
    volumeMounts: [{ name: 'tls', mountPath }],
  };
  const objects = [
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata },
      spec: { selector: { app: label }, ports: [{ name: 'https', port: 443, targetPort: target }] },
    },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: { template: { metadata: { labels: { app: 'injector' } }, spec: { containers: [container] } } },
    },
    {
      ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: { name: 'injector' } },
      webhooks: [{ name: 'a.linkerd.io', clientConfig: { service: metadata } }],
    },
  ];
  const { world, lookup } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs: false });
  return [...checkWebhooks(world, lookup), ...checkProbes(lookup, [], []), ...checkInjectors(lookup)].map(sentence);
}

test.each<Parts>([
  {},
  { target: 8443 },
  { path: '/ping' },
  { args: ['-addr=:9443', '-metrics-addr=:9000'], port: 9443, admin: 9000 },
  { mountPath: '/var/run/linkerd' },
])('%j is right', (parts) => {
  expect(said(parts)).toEqual([]);
});

const WEBHOOK = 'MutatingWebhookConfiguration injector: calls';

test.each<[Parts, string]>([
  [{ label: 'other' }, `${WEBHOOK} Service injector, which selects no pods; correct its selector, or the pods' labels`],
  [{ target: 'http' }, `${WEBHOOK} port 443 of Service injector, which leads to port http, which no pod has; use https`],
  [{ target: 8444 }, `${WEBHOOK} port 443 of Service injector, which leads to port 8444, on which it does not listen; use 8443`],
  [{ port: 8444 }, `${WEBHOOK} port 443 of Service injector, which leads to port https (8444), on which it does not listen; use 8443`],
  [
    { admin: 9996 },
    'Deployment injector (readinessProbe of container injector): asks port 9996, on which the webhook does not listen; use 9995',
  ],
  [
    { path: '/redy' },
    'Deployment injector (readinessProbe of container injector): asks path /redy, which the webhook does not serve; use /ping',
  ],
  [
    { mountPath: '/var/run/tls' },
    'Deployment injector (container injector): has no volume at /var/run/linkerd/tls, where it reads its certificate, so it does not start; mount the Secret of its certificate there',
  ],
])('%j is an error', (parts, text) => {
  expect(said(parts)).toEqual([text]);
});

test('the Service of a webhook whose workload is in the same file must be there', () => {
  const { world, lookup } = worldOf(
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: injector, namespace: lab}
spec: {template: {spec: {containers: [{name: injector, image: 'example.org/injector:1.0.0'}]}}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector}
webhooks: [{name: a.linkerd.io, clientConfig: {service: {name: injector, namespace: lab}}}]
`,
    { isOurs: false },
  );
  expect(checkWebhooks(world, lookup).map(sentence)).toEqual([`${WEBHOOK} Service injector in lab, which does not exist; add it`]);
});
