/** Manifests of other authors with values of the wrong type everywhere. */
import { chmodSync, cpSync } from 'node:fs';
import path from 'node:path';
import { ChartLock } from '../lib/helm/lock';
import { CHARTS } from '../test/verify-fixture';
import { ROOT, Workspace } from '../test/workspace';
import { foreignTask } from './task';
import { verify } from './verify';

const at = new Workspace();
beforeEach(() => {
  cpSync(path.join(ROOT, 'schema'), path.join(at.folder, 'schema'), { recursive: true });
  at.write('helm', '#!/bin/sh\necho v4.1.4\n');
  chmodSync(path.join(at.folder, 'helm'), 0o755);
});

const HOSTILE: readonly unknown[] = [
  ...[null, true, 1, '', 'text', [], {}, [null], [[null]], ['text'], [1, { name: null }], [{ name: { toString: 'x' } }]],
  ...[
    { toString: 'x', valueOf: 'y' },
    { constructor: 'x' },
    JSON.parse('{"__proto__": {"a": [null]}}'),
    { a: { toString: 'x', valueOf: 1 } },
  ],
];
const KINDS: readonly [apiVersion: string, kind: string][] = [
  ...(['Service', 'Namespace', 'ConfigMap', 'Secret', 'Pod', 'ServiceAccount', 'PersistentVolumeClaim'] as const).map(
    (kind): [string, string] => ['v1', kind],
  ),
  ...(['Deployment', 'StatefulSet', 'DaemonSet'] as const).map((kind): [string, string] => ['apps/v1', kind]),
  ...(['Job', 'CronJob'] as const).map((kind): [string, string] => ['batch/v1', kind]),
  ...(['Application', 'AppProject', 'ApplicationSet'] as const).map((kind): [string, string] => ['argoproj.io/v1alpha1', kind]),
  ...(['HelmChart', 'HelmChartConfig'] as const).map((kind): [string, string] => ['helm.cattle.io/v1', kind]),
  ['networking.k8s.io/v1', 'Ingress'],
  ['cert-manager.io/v1', 'Certificate'],
  ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
  ['grafana.integreatly.org/v1beta1', 'GrafanaDatasource'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['traefik.io/v1alpha1', 'IngressRoute'],
  ['v1', 'List'],
];
const FIELDS: readonly (readonly string[])[] = [
  ...[['metadata'], ['metadata', 'annotations'], ['metadata', 'labels'], ['spec'], ['data'], ['stringData'], ['items'], ['webhooks']],
  ...[
    ['spec', 'template'],
    ['spec', 'template', 'metadata', 'annotations'],
    ['spec', 'template', 'spec'],
    ['spec', 'selector'],
  ],
  ...[
    ['spec', 'template', 'spec', 'containers'],
    ['spec', 'ports'],
    ['spec', 'rules'],
    ['spec', 'datasource'],
    ['spec', 'dnsNames'],
  ],
  ...[
    ['spec', 'source'],
    ['spec', 'sources'],
    ['spec', 'source', 'helm'],
    ['spec', 'source', 'directory'],
    ['spec', 'destination'],
  ],
  ...[
    ['spec', 'syncPolicy', 'syncOptions'],
    ['spec', 'set'],
    ['spec', 'valuesContent'],
    ['spec', 'sourceRepos'],
    ['spec', 'destinations'],
  ],
  ...[
    ['metadata', 'annotations', 'cert-manager.io/inject-ca-from'],
    ['metadata', 'annotations', 'helm.sh/hook'],
  ],
  ...[
    ['metadata', 'annotations', 'traefik.ingress.kubernetes.io/router.entrypoints'],
    ['metadata', 'annotations', 'linkerd.io/inject'],
  ],
];

/** A copy of a value with another one at a path. */
function withAt(value: unknown, [step, ...rest]: readonly string[], wanted: unknown): unknown {
  if (step === undefined) return wanted;
  const map = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { ...map, [step]: withAt(map[step], rest, wanted) };
}

/** So many of the values for each field of each kind; together all of them. */
const SOME = 4;

/** Where verify ends with an internal error; undefined if it does not. */
async function crashOf(objects: readonly unknown[]): Promise<string | undefined> {
  at.write('manifests/objects.yaml', objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const { subject } = foreignTask(path.join(at.folder, 'manifests'));
  const lock = new ChartLock(path.join(at.folder, 'charts.lock'));
  try {
    await verify({ subjects: [subject], helm: { program: path.join(at.folder, 'helm'), version: '4.1.4' }, lock, charts: CHARTS });
    return undefined;
  } catch (error) {
    return (error as Error).stack?.split('\n').slice(0, 4).join(' ');
  }
}

test('no value of the wrong type crashes verify', async () => {
  const sound = { metadata: { name: 'a' }, spec: { template: { spec: { containers: [{ name: 'c', image: 'd' }] } } } };
  const crashes: string[] = [];
  for (const [row, field] of FIELDS.entries()) {
    const objects = KINDS.flatMap(([apiVersion, kind], number) =>
      Array.from({ length: SOME }, (_, index) => HOSTILE[((row + number) * SOME + index) % HOSTILE.length]).map((hostile, index) =>
        withAt({ ...sound, metadata: { name: `a${number}-${index}` }, apiVersion, kind }, field, hostile),
      ),
    );
    const crash = await crashOf(objects);
    if (crash) crashes.push(`${field.join('.')}: ${crash}`);
  }
  expect(crashes).toEqual([]);
}, 120_000);

test.each(['constructor', 'toString', '__proto__'])(
  'the text %s, which every object of JavaScript has as a key, is unknown',
  async (text) => {
    const metadata = { name: 'a', namespace: 'a' };
    const configuration = {
      receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
      exporters: { [text]: { endpoint: 'a:4317' } },
      service: { pipelines: { traces: { receivers: ['otlp'], exporters: [text] } } },
    };
    const container = { name: 'c', image: 'otel/opentelemetry-collector-contrib:0.131.0', args: ['--config=/conf/relay.yaml'] };
    const volume = { name: 'v', configMap: { name: 'a' } };
    const spec = { containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/conf' }] }], volumes: [volume] };
    const datasource = { name: 'a', type: text, uid: 'a', url: `${text}://a`, jsonData: { a: 'b' } };
    const objects = [
      { apiVersion: 'v1', kind: 'Secret', metadata, type: text, stringData: { a: 'b' } },
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec: { metrics: [{ type: text }] } },
      { apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDatasource', metadata, spec: { datasource } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'relay.yaml': JSON.stringify(configuration) } },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec } } },
    ];
    expect(await crashOf(objects)).toBeUndefined();
  },
);

test('deep nesting is a mistake of its author', () => {
  const application = (name: string, parameter: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  destination: { namespace: ${name}, server: 'https://kubernetes.default.svc' }
  source: { repoURL: https://example.org, chart: strict, targetRevision: 1.0.0, helm: { parameters: [{ name: '${parameter}', value: x }] } }
`;
  at.write('manifests/keys.yaml', application('keys', Array(5000).fill('a').join('.')));
  at.write('manifests/indices.yaml', application('indices', `a${'[0]'.repeat(5000)}`));
  at.write('manifests/deep.json', `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": ${'['.repeat(9000)}${']'.repeat(9000)}}`);
  at.write('manifests/deep.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata: ${'{a: '.repeat(9000)}1${'}'.repeat(9000)}\n`);

  const { status, stdout, stderr } = at.run('commands/verify.ts', ['--manifests', 'manifests', '--charts', CHARTS], {
    HELM: path.join(at.folder, 'helm'),
  });

  expect(status).toBe(1);
  expect(stderr).not.toMatch(/internal error/);
  expect(stderr).toMatch(
    /keys\.yaml keys: parameter a\.a\..* is nested more than 30 levels deep, which Helm refuses; set it in helm\.values/,
  );
  expect(stderr).toMatch(/indices\.yaml indices: parameter a\[0\].* is nested more than 30 levels deep/);
  expect(stdout).toMatch(/deep\.(json|yaml).* is not valid (JSON|YAML) \(nest/);
});
