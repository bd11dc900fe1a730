/** Credentials and omissions, in handwritten manifests. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { configuredCredentials, plainSecrets, plainVariables } from './credentials';
import { images, omissions } from './pods';

const podOf = (kind: string, container: string) => {
  const [pod] = worldOf(`
apiVersion: v1
kind: ${kind}
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [${container}]}}}
`).lookup.pods;
  if (!pod) throw new Error('no pod');
  return pod;
};

test.each([
  ['{name: a}', ['error: Deployment web (container a): has no image; pin a version']],
  ['{name: a, image: "registry:5000/web"}', ['error: Deployment web (container a): image registry:5000/web has no tag; pin a version']],
  ['{name: a, image: "web:1.2"}', []],
  [`{name: a, image: "web@sha256:${'a'.repeat(64)}"}`, []],
  [
    '{name: a, image: "web@sha256:abc"}',
    [
      'error: Deployment web (container a): image web@sha256:abc has an invalid name, so the pod does not start: its digest is not sha256: and 64 hexadecimal digits; correct it',
    ],
  ],
])('an image is pinned by a tag or a digest: %s', (container, expected) => {
  expect(images(podOf('Deployment', container), true).map((found) => `${found.severity}: ${sentence(found)}`)).toEqual(expected);
});

test('each omission of a container is a note; a Job needs no probes', () => {
  expect(omissions(podOf('Deployment', '{name: a}')).map((found) => `${found.severity}: ${sentence(found)}`)).toEqual([
    'note: Deployment web (container a): has no resource requests',
    'note: Deployment web (container a): has no readiness probe',
    'note: Deployment web (container a): has no liveness probe',
  ]);
  expect(omissions(podOf('Job', '{name: a}')).map(({ rule }) => rule)).toEqual(['hygiene/no-requests']);
  expect(omissions(podOf('Job', '{name: a, resources: {requests: {cpu: 1}}}'))).toEqual([]);
});

test('a CronJob needs no probes, and a controller completes the pods of its own kinds', () => {
  const [cron] = worldOf(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: web, namespace: shop}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "a:1"}]}}}}}
`).lookup.pods;
  expect(cron && omissions(cron).map(({ rule }) => rule)).toEqual(['hygiene/no-requests']);
  const [custom] = worldOf(`
apiVersion: k8up.io/v1
kind: PodConfig
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: a}, {name: b, image: "b:latest"}]}}}
`).lookup.pods;
  expect(custom && omissions(custom)).toEqual([]);
  expect(custom && images(custom, false).map(sentence)).toEqual([expect.stringContaining('b:latest is not pinned')]);
});

test('a credential in the configuration of Tempo is found in lists too, and cannot be accepted', () => {
  const [tempo] = worldOf(`
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo, namespace: tracing}
data:
  tempo.yaml: |
    storage: {trace: {s3: {access_key: '\${ACCESS_KEY}', secret_key: hunter2}}}
    metrics_generator: {storage: {remote_write: [{basic_auth: {username: tempo, password: hunter2}}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: tracing}
spec:
  template:
    spec:
      containers: [{name: tempo, args: [-config.file=/conf/tempo.yaml], volumeMounts: [{name: conf, mountPath: /conf}]}]
      volumes: [{name: conf, configMap: {name: tempo}}]
`).tempos;

  expect(tempo && configuredCredentials(tempo)).toEqual([
    expect.objectContaining({ part: 'storage.trace.s3.secret_key', isFinal: true }),
    expect.objectContaining({ part: 'metrics_generator.storage.remote_write.0.basic_auth.password', isFinal: true }),
  ]);
});

test('a Secret of placeholders is not in plain text', () => {
  const secret = (value: string) =>
    worldOf(`{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: '${value}'}}`).world;

  expect(['<path:secret/tempo#key>', 'ENC[abc]', '${PASSWORD}', ''].flatMap((value) => plainSecrets(secret(value)))).toEqual([]);
  expect(plainSecrets(secret('hunter2')).map(sentence)).toEqual([
    'Secret s: is committed in plain text; use tempo.credentials.externalSecret or sealedSecret',
  ]);
});

describe('a Secret of another author', () => {
  const said = (data: string, file = 'manifests.yaml') => {
    const { world } = worldOf(`apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}\nstringData: ${data}\n`);
    const objects = world.objects.map((placed) => ({ ...placed, place: { file } }));
    return plainSecrets({ ...world, isOurs: false, objects }).length;
  };

  test.each([
    ['{a: hunter2}', 1],
    ['{a: "<your password>", b: CHANGE_ME, c: your-password}', 0],
    ['{repository: "s3:http://backup.example.org", password: "${PASSWORD}"}', 0],
    ['{repository: "${REPOSITORY}", password: hunter2}', 1],
  ])('%s', (data, expected) => {
    expect(said(data)).toBe(expected);
  });

  test('in an example is not applied', () => {
    expect(said('{a: hunter2}', 'apps/secret.example.yaml')).toBe(0);
    expect(said('{a: hunter2}', 'examples/secret.yaml')).toBe(1);
  });
});

test.each([
  ['hunter2', 1],
  ['${SMTP_PASSWORD}', 0],
  ['$(SMTP_PASSWORD)', 0],
  ['/run/secrets/smtp', 0],
])('variable SMTP_PASSWORD with %s', (value, expected) => {
  expect(plainVariables(podOf('Deployment', `{name: a, env: [{name: SMTP_PASSWORD, value: "${value}"}]}`))).toHaveLength(expected);
});
