import { loadAll } from 'js-yaml';
import { changeOf, clusterOf } from '../../test/changed';
import { helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster } from '../../test/synthesis';

const DOMAIN = 'domain: example.org\n';
const full = (namespaces: string, ...more: [string, string][]) =>
  synthesizeCluster('full', [DOMAIN, `${DOMAIN}namespaces: {${namespaces}}\n`], ['2.12.4', '2.14.10'], ...more);
type Made = ReturnType<typeof full>;
const made = (synthesis: Made) =>
  objectsIn(synthesis).filter(({ kind }) => kind === 'Namespace') as readonly {
    readonly metadata: { readonly name: string; readonly labels?: Record<string, string> };
  }[];
const required = ({ clusters }: Made) => clusters[0]?.requirements.filter((each) => each.startsWith('the Namespace '));
const permitted = (synthesis: Made, component: string) =>
  ofComponent(synthesis, 'AppProject', component).spec.clusterResourceWhitelist.map(({ kind }: { kind: string }) => kind);
/** The patches of the demo's Namespace. */
const ofDemo = (synthesis: Made) =>
  ofComponent(synthesis, 'Application', 'emojivoto')
    .spec.sources[0].kustomize.patches.filter(({ target }: { target: { kind: string } }) => target.kind === 'Namespace')
    .flatMap(({ patch }: { patch: string }) => loadAll(patch));

test.each([
  [
    'podSecurity: restricted',
    /^the CNI plugin of Linkerd, because the Pod Security Standard restricted refuses pods with the init container/,
  ],
  [
    'podSecurity: restricted, podSecurityOf: {traces: baseline}',
    /^the CNI plugin of Linkerd, because the Pod Security Standards baseline and restricted refuse pods with the init container/,
  ],
  ['podSecurityOf: {emojivoto: restricted}', /^the CNI plugin of Linkerd, because the Pod Security Standard restricted refuses/],
  ['podSecurity: restricted, podSecurityOf: {traces: privileged, emojivoto: privileged, linkerd-jaeger: privileged}', undefined],
  ['podSecurityOf: {ingress: restricted, dashboards: restricted}', undefined],
])('the mesh needs its CNI plugin with %s', (namespaces, requirement) => {
  const found = full(namespaces).clusters[0]?.requirements.filter((each) => each.includes('CNI'));

  expect(found).toEqual(requirement ? [expect.stringMatching(requirement)] : []);
});

describe('namespaces.create: false', () => {
  const synthesis = full('create: false');

  test('makes none, and permits none', () => {
    expect(made(synthesis)).toEqual([]);
    for (const component of ['tempo', 'emojivoto']) expect(permitted(synthesis, component)).toEqual([]);
    expect(permitted(synthesis, 'traefik')).not.toContain('Namespace');
    expect([...synthesis.files.values()].join('\n')).not.toContain('CreateNamespace');
  });

  test('requires each of them, with what the mesh needs', () => {
    expect(required(synthesis)).toEqual([
      'the Namespace traces, with the annotations linkerd.io/inject: enabled, config.linkerd.io/default-inbound-policy: all-unauthenticated',
      'the Namespace minio-bootstrap',
      'the Namespace ingress',
      'the Namespace linkerd-jaeger, with the label linkerd.io/extension: jaeger',
      'the Namespace emojivoto',
    ]);
  });

  test('leaves the Namespace of the demo out of its kustomization', () => {
    expect(ofDemo(synthesis)).toEqual([{ $patch: 'delete', apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'emojivoto' } }]);
  });

  test('of a stack that runs deletes nothing', () => {
    const [change] = changeOf(
      [clusterOf({ rest: 'emojivoto: {}' })],
      [clusterOf({ rest: 'emojivoto: {}\nnamespaces: { create: false }' })],
    );

    expect(change?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(change?.findings.map(({ rule }) => rule)).toContain('change/retire');
  });
});

test('namespaces.existing are only those', () => {
  const synthesis = full('existing: [minio-bootstrap, emojivoto]');

  expect(made(synthesis).map(({ metadata }) => metadata.name)).toEqual(['traces', 'ingress', 'linkerd-jaeger']);
  expect(required(synthesis)).toEqual(['the Namespace minio-bootstrap', 'the Namespace emojivoto']);
});

test('namespaces of components that are not there are refused', () => {
  expect(said(full('existing: [tracing]'))).toEqual([
    expect.stringMatching(
      /namespaces\.existing: tracing is not a namespace that this stack installs into; use one of traces, minio-bootstrap, ingress, linkerd-jaeger, emojivoto, or remove it/,
    ),
  ]);
  expect(said(full('podSecurityOf: {dashboards: baseline}'))).toEqual([expect.stringContaining('dashboards is not a namespace')]);
  expect(said(full('podSecurity: strict'))).toHaveLength(1);
});

describe('namespaces.podSecurity', () => {
  const LABELS = Object.fromEntries(
    ['enforce', 'warn', 'audit'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, 'v1.33'],
    ]),
  );
  const synthesis = full('podSecurity: restricted, podSecurityOf: {ingress: privileged}', [
    DOMAIN,
    `${DOMAIN}kubernetes: {version: 1.33.2}\n`,
  ]);

  test('labels each Namespace, at the version that verify judges by', () => {
    expect(Object.fromEntries(made(synthesis).map(({ metadata: { name, labels } }) => [name, labels]))).toEqual({
      traces: LABELS,
      'minio-bootstrap': LABELS,
      'linkerd-jaeger': { 'linkerd.io/extension': 'jaeger', ...LABELS },
      ingress: { 'pod-security.kubernetes.io/enforce': 'privileged', 'pod-security.kubernetes.io/enforce-version': 'v1.33' },
    });
    expect(ofDemo(synthesis).flat()).toContainEqual({ op: 'add', path: '/metadata/labels', value: LABELS });
  });

  test('is required of a Namespace that exists', () => {
    expect(required(full('podSecurity: baseline, existing: [ingress]'))).toEqual([
      'the Namespace ingress, with the label pod-security.kubernetes.io/enforce: baseline',
    ]);
  });
});

test('without the key, nothing changes', () => {
  expect([...full('').files]).toEqual([...synthesizeCluster('full', ['2.12.4', '2.14.10']).files]);
});

describe('a restricted namespace', () => {
  const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };
  const values = (namespaces: string, component: string, ...more: [string, string][]) =>
    helmValuesOf(full(namespaces, ...more), component) as Record<string, unknown>;

  test('has the values with which the pods of its charts comply', () => {
    expect(values('podSecurity: restricted', 'tempo')).toMatchObject({ tempo: { podSecurityContext: SECCOMP } });
    expect(values('podSecurity: restricted', 'traefik')).toMatchObject({
      podSecurityContext: SECCOMP,
      securityContext: { allowPrivilegeEscalation: false },
    });
    expect(values('podSecurity: restricted', 'traefik', ['20.8.0', '23.2.0'])).not.toHaveProperty('securityContext');
    expect(values('podSecurity: restricted', 'traefik', ['20.8.0', '39.0.6'])).not.toHaveProperty('podSecurityContext');
  });

  test('has the patches with which the pods of the demo comply', () => {
    const patches = (namespaces: string) =>
      JSON.stringify(ofComponent(full(namespaces), 'Application', 'emojivoto').spec.sources[0].kustomize.patches);

    expect(patches('podSecurityOf: {emojivoto: restricted}')).toContain('path: /spec/template/spec/containers/0/securityContext');
    expect(patches('podSecurityOf: {emojivoto: baseline}')).not.toContain('securityContext');
  });

  test('is only the one that has the level', () => {
    expect(values('podSecurityOf: {ingress: restricted}', 'tempo')).not.toHaveProperty('tempo.podSecurityContext');
    expect(values('podSecurityOf: {ingress: restricted}', 'traefik')).toHaveProperty('podSecurityContext');
    expect(values('podSecurity: baseline', 'traefik')).not.toHaveProperty('podSecurityContext');
  });
});
