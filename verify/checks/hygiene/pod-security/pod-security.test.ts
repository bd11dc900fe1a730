/** Pods in namespaces with a level of the Pod Security Standards, in handwritten manifests. */
import { namespacesConfig } from '../../../../charts/namespaces/config';
import { violationsOf } from '../../../../charts/namespaces/standards/judge';
import { lineOf } from '../../../../lib/findings/sentence';
import { bucketJobFile, objectsIn, synthesizeCluster } from '../../../../test/synthesis';
import { worldOf } from '../../../../test/world';
import type { RenderedRelease, World } from '../../../stack';
import { NOTHING_DECLARED } from '../../../world/declared';
import { podSecurity } from './pod-security';

const namespace = (labels: string) => `{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {${labels}}}}\n---\n`;
const LEVEL = 'pod-security.kubernetes.io/enforce';
const deployment = (context: string, more = '') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {template: {metadata: {${more}}, spec: {containers: [{name: a, securityContext: {${context}}}]}}}}\n`;
/** What the stack installs into. */
const SHOP = new Set(['shop']);
const SAFE = 'allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}';

function found(manifests: string, part: Partial<World> = {}) {
  const { world, lookup } = worldOf(manifests, part);
  return podSecurity(world, lookup).map((finding) => `${finding.severity}: ${lineOf(finding)}`);
}

test('a pod that the level of its namespace refuses is an error', () => {
  expect(found(namespace(`${LEVEL}: restricted`) + deployment('runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}'))).toEqual([
    'error: manifests.yaml: Deployment web (container a): Pod Security restricted of namespace shop refuses its pods: securityContext.allowPrivilegeEscalation must be false, securityContext.capabilities.drop must be [ALL]; set them, or set the label pod-security.kubernetes.io/enforce of Namespace shop to a level that allows it',
  ]);
});

test.each([
  ['one that complies', namespace(`${LEVEL}: restricted`) + deployment(SAFE)],
  ['a lower level', namespace(`${LEVEL}: baseline`) + deployment('')],
  ['no level', namespace('team: a') + deployment('privileged: true')],
  ['only a warning', namespace('pod-security.kubernetes.io/warn: restricted') + deployment('')],
  ['another namespace', namespace(`${LEVEL}: restricted`).replace('name: shop', 'name: other') + deployment('')],
])('%s is not', (_what, manifests) => {
  expect(found(manifests)).toEqual([]);
});

test('the level of a namespace that somebody else makes is that of the cluster file', () => {
  const namespaces = namespacesConfig.parse({ create: false, podSecurity: 'restricted' });

  expect(found(deployment('runAsNonRoot: true'), { declared: { ...NOTHING_DECLARED, namespaces, stackNamespaces: SHOP } })).toEqual([
    expect.stringMatching(/; set them, or set namespaces\.podSecurityOf\.shop to a level that allows it$/),
  ]);
  expect(found(deployment(SAFE), { declared: { ...NOTHING_DECLARED, namespaces, stackNamespaces: SHOP } })).toEqual([]);
  expect(found(deployment(''))).toEqual([]);
});

test('the cluster file tells no level of the namespaces of components of the user', () => {
  const namespaces = namespacesConfig.parse({ create: false, podSecurity: 'restricted' });

  expect(found(deployment(''), { declared: { ...NOTHING_DECLARED, namespaces, stackNamespaces: new Set(['tracing']) } })).toEqual([]);
});

test('the cluster file tells no level of a namespace into which another Application installs', () => {
  const namespaces = namespacesConfig.parse({ podSecurity: 'restricted' });
  const judged = (manifests: string) => {
    const { world } = worldOf(manifests);
    const release = { objects: world.objects, place: { file: 'dist/lab/values/traefik.yaml' } } as unknown as RenderedRelease;
    return found(manifests, {
      objects: world.objects,
      releases: [release],
      declared: { ...NOTHING_DECLARED, namespaces, stackNamespaces: SHOP },
    });
  };

  expect(judged(deployment('', 'annotations: {linkerd.io/inject: enabled}'))).toEqual([]);
  expect(judged(namespace(`${LEVEL}: restricted`) + deployment(''))).toHaveLength(1);
});

test('in manifests of others it is a warning, because their cluster may have exemptions', () => {
  expect(found(namespace(`${LEVEL}: restricted`) + deployment(''), { isOurs: false })).toEqual([expect.stringMatching(/^warning: /)]);
});

test('the version of the level decides, or that of Kubernetes', () => {
  const probe = deployment(SAFE).replace('name: a,', 'name: a, livenessProbe: {httpGet: {host: example.org, port: 80}},');

  expect(found(namespace(`${LEVEL}: baseline, ${LEVEL}-version: v1.33`) + probe)).toEqual([]);
  expect(found(namespace(`${LEVEL}: baseline, ${LEVEL}-version: latest`) + probe)).toHaveLength(1);
});

test('pods in the mesh are a warning, because the proxy has an init container with capabilities', () => {
  const meshed = deployment(SAFE, 'annotations: {linkerd.io/inject: enabled}');

  expect(found(namespace(`${LEVEL}: baseline`) + meshed)).toEqual([
    expect.stringMatching(
      /^warning: .*Namespace shop: Pod Security baseline refuses the pods of namespace shop that Linkerd injects \(web\), because the init container/,
    ),
  ]);
  expect(found(namespace(`${LEVEL}: privileged`) + meshed)).toEqual([]);
  expect(found(namespace(`${LEVEL}: baseline`) + meshed, { isOurs: false })).toEqual([]);
});

test.each([
  ['MinIO', []],
  ['any S3 server', [[/^minio:\n {2}adminSecret: root\n {2}namespace: minio-bootstrap/m, 'bucket: {}']]],
] as [string, [RegExp, string][]][])('the Job that creates the bucket on %s complies with restricted', (_what, replaced) => {
  const synthesis = synthesizeCluster('full', ...replaced);
  const job = objectsIn(synthesis, bucketJobFile(synthesis).split('/').at(-1)).find(({ kind }) => kind === 'Job');

  expect(violationsOf(job?.spec.template, 'restricted', '1.34')).toEqual([]);
});
