/** The connections between the pods of a stack, and what its NetworkPolicies say about each, as the API defines them. */
import { dump } from 'js-yaml';
import { type End, endOf, outside, somePodOf } from '../verify/world/network-policies/end';
import { policiesIn } from '../verify/world/network-policies/policy';
import { verdictOn } from '../verify/world/network-policies/verdict';
import { said, synthesizeText } from './synthesis';
import { worldOf } from './world';

export const HEAD = `
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
networkPolicies: true
kubernetes: {version: "1.34", apis: [monitoring.coreos.com/v1]}
`;
export const STORAGE = '  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n';

export const STACK = `${HEAD}
grafana: {}
traefik: {chart: 27.0.2}
emojivoto: {}
vulture: {chart: 0.13.1}
monitoring: true
tempo:
  chart: 2.23.4
  receivers: [otlp-grpc, otlp-http, zipkin, opencensus, jaeger-thrift-compact]
  metricsGenerator: {remoteWrite: "http://prometheus-operated.monitoring.svc:9090/api/v1/write"}
${STORAGE}`;

export const MESH = 'linkerd: {version: 2.14.10, webhookIssuer: issuer}\n';

/** Connections `from to port` that the stack needs. */
export const PROMISED = [
  // Senders: Traefik, applications that nobody has listed, the demo and vulture.
  ...[
    'traefik distributor 9411',
    'cart distributor 4317',
    'cart distributor 6831 UDP',
    'web-svc distributor 55678',
    'vulture distributor 4317',
  ],
  ...['monitoring query-frontend 3200', 'vulture query-frontend 3200'],
  // Tempo among itself.
  ...['distributor ingester 9095', 'distributor metrics-generator 9095', 'querier query-frontend 9095', 'querier ingester 9095'],
  ...['querier memcached 11211', 'ingester compactor 7946', 'compactor ingester 7946'],
  ...['ingester s3.example.org 443', 'compactor s3.example.org 443', 'querier s3.example.org 443', 'metrics-generator monitoring 9090'],
  // Names, metrics, and the demo.
  ...[
    'distributor kube-system 53 UDP',
    'web-svc kube-system 53 UDP',
    'vulture kube-system 53',
    'monitoring ingester 3200',
    'monitoring vulture 8080',
  ],
  ...['traefik web-svc 8080', 'vote-bot web-svc 8080', 'web-svc emoji-svc 8080', 'web-svc voting-svc 8080'],
];

/** Connections that nothing needs. */
export const STOPPED = [
  ...['cart ingester 9095', 'neighbour ingester 9095', 'neighbour memcached 11211', 'cart memcached 11211', 'web-svc memcached 11211'],
  ...[
    'distributor compactor 9095',
    'distributor querier 9095',
    'compactor ingester 9095',
    'query-frontend ingester 9095',
    'ingester distributor 9095',
  ],
  ...['monitoring ingester 9095', 'cart compactor 7946', 'vulture ingester 9095', 'vulture memcached 11211', 'cart query-frontend 9095'],
  ...['distributor internet 80', 'web-svc internet 443', 'ingester internet 80', 'ingester cart 8080'],
  ...[
    'web-svc ingester 9095',
    'web-svc query-frontend 3200',
    'emoji-svc voting-svc 8080',
    'cart emoji-svc 8080',
    'vote-bot emoji-svc 8080',
  ],
  ...['vulture internet 443', 'web-svc internet 443', 'memcached internet 443', 'memcached kube-system 443', 'cart vulture 9090'],
];

/** The pods of the stack as their charts label them, with one of the user's. */
function podsOf(names: Readonly<Record<string, [namespace: string, labels: object]>>): string {
  return Object.entries(names)
    .map(([name, [namespace, labels]]) =>
      dump({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [{ name, image: 'image:1' }] } }),
    )
    .join('---\n');
}

const part = (component: string, instance = 'tempo'): [string, object] => [
  'tracing',
  { 'app.kubernetes.io/name': 'tempo', 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/component': component },
];
const vote = (app: string): [string, object] => ['emojivoto', { app, version: 'v11' }];
const operator = (name: string): [string, object] => ['tracing', { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': 'tempo' }];
const PARTS = ['distributor', 'ingester', 'compactor', 'querier', 'query-frontend', 'metrics-generator', 'memcached', 'gateway'];
const KAFKA_PARTS = ['block-builder', 'live-store', 'backend-scheduler', 'backend-worker'];
const PODS = podsOf({
  ...Object.fromEntries([...PARTS, ...KAFKA_PARTS].map((name) => [name, part(name)])),
  tempo: ['tracing', { 'app.kubernetes.io/name': 'tempo', 'app.kubernetes.io/instance': 'tempo' }],
  minio: ['tracing', { app: 'minio', release: 'tempo' }],
  'token-job': ['tracing', { app: 'minio-update-prometheus-secret', release: 'tempo' }],
  'minio-job': ['tracing', { app: 'minio-job', release: 'tempo' }],
  collector: ['tracing', { 'app.kubernetes.io/name': 'opentelemetry-collector', 'app.kubernetes.io/instance': 'tempo-collector' }],
  sampling: ['tracing', { 'app.kubernetes.io/name': 'opentelemetry-collector', 'app.kubernetes.io/instance': 'tempo-collector-sampling' }],
  vulture: ['tracing', { 'app.kubernetes.io/name': 'tempo-vulture', 'app.kubernetes.io/instance': 'tempo-vulture' }],
  ...Object.fromEntries(['web-svc', 'emoji-svc', 'voting-svc', 'vote-bot'].map((name) => [name, vote(name)])),
  ...Object.fromEntries(['rollout-operator', 'grafana-agent-operator'].map((name) => [name, operator(name)])),
  neighbour: ['tracing', { app: 'neighbour' }],
  cart: ['shop', { app: 'cart' }],
  api: ['shop', { app: 'api' }],
});

/** @returns the connections of `from to port` that are not permitted, or with `wanted` those that are */
export function matrix(text: string) {
  const synthesis = synthesizeText(text);
  expect(said(synthesis, 'error')).toEqual([]);
  const policies = synthesis.clusters.flatMap(({ files }) => [...files]).filter(([name]) => name.endsWith('.k8s.yaml'));
  const { world, lookup } = worldOf(`${PODS}---\n${policies.map(([, content]) => content).join('\n---\n')}`);
  const read = policiesIn(world);
  const end = (name: string): End => {
    const pod = lookup.pods.find(({ placed }) => placed.object.kind === 'Pod' && placed.object.metadata.name === name);
    return pod ? endOf(pod, world) : name.includes('.') ? outside(name) : somePodOf(name, world);
  };
  const verdict = (hop: string) => {
    const [from = '', to = '', port = '', protocol] = hop.split(' ');
    const found = verdictOn({ from: end(from), to: end(to), port: Number(port), protocol: protocol === 'UDP' ? 'UDP' : 'TCP' }, read);
    return typeof found === 'string' ? found : 'stopped';
  };
  return (hops: readonly string[], expected: string) => hops.filter((hop) => verdict(hop) !== expected);
}
