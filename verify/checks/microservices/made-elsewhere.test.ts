/** Secrets that something outside of the manifests may make. */
import { judgedFolder, saidIn } from '../../../test/judged-folder';

const pod = (secret: string, namespace = ', namespace: shop') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web${namespace}}\nspec: {containers: [{name: web, image: "web:1", envFrom: [{secretRef: {name: ${secret}}}]}]}\n---\n`;
const object = (apiVersion: string, kind: string, name: string, spec = '{}') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
const said = async (files: Readonly<Record<string, string>>) => saidIn(await judgedFolder(files), 'microservices');
const missing = (name: string) => [expect.stringContaining(`reads Secret ${name}, which does not exist in namespace shop`)];

test.each([
  ['named after an object of an operator', 'db-app', object('postgresql.cnpg.io/v1', 'Cluster', 'db')],
  ['with the same name', 's3', object('objectbucket.io/v1alpha1', 'ObjectBucketClaim', 's3')],
  ['that such an object names', 'login', object('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'a', '{destination: {name: login}}')],
])('%s may exist', async (_what, name, maker) => {
  expect(await said({ 'a.yaml': pod(name) + maker })).toEqual([]);
});

test.each([
  ['a kind whose Secrets are known', 's3-key', object('external-secrets.io/v1', 'ExternalSecret', 's3', '{target: {name: s3}}')],
  ['a kind that only reads', 'login', object('traefik.io/v1alpha1', 'Middleware', 'a', '{basicAuth: {secret: login}}')],
  ['another name', 'cache', object('postgresql.cnpg.io/v1', 'Cluster', 'db')],
])('beside %s it is missing', async (_what, name, other) => {
  expect(await said({ 'a.yaml': pod(name) + other })).toEqual(missing(name));
});

test('the plugins of a kustomization may make it; and where there is no namespace, nobody knows', async () => {
  const generator = 'apiVersion: viaduct.ai/v1\nkind: ksops\nmetadata: {name: a}\nfiles: [secret.yaml]\n';
  const files = (generators: string) => ({
    'kustomization.yaml': `resources: [pod.yaml]\n${generators}`,
    'pod.yaml': pod('login'),
    'ksops.yaml': generator,
  });

  expect(await said(files('generators: [ksops.yaml]\n'))).toEqual([]);
  expect(await said(files(''))).toEqual(missing('login'));
  expect(await said({ 'pod.yaml': pod('login', '') })).toEqual([]);
});
