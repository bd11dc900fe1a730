import { objectsIn, ofComponent, said, synthesizeCluster, synthesizeWith } from '../../test/synthesis';

const root = (synthesis: ReturnType<typeof synthesizeCluster>, kind: string) =>
  objectsIn(synthesis, 'bootstrap.k8s.yaml').find((object) => object.kind === kind && /-tracing$/.test(object.metadata.name));

describe('the root', () => {
  const seed = synthesizeCluster('seed');

  test('syncs the Applications and nothing else', () => {
    expect(root(seed, 'Application')?.spec.source).toEqual({
      repoURL: 'https://github.com/ricsanfre/pi-cluster-tracing.git',
      targetRevision: 'main',
      path: 'dist/seed',
      directory: { include: 'applications.k8s.yaml' },
    });
    expect(objectsIn(seed, 'applications.k8s.yaml').map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Application seed-tracing-tempo',
      'Application seed-tracing-linkerd',
      'Application seed-tracing-emojivoto',
    ]);
  });

  test('may only create Applications, in the namespace of Argo CD', () => {
    expect(root(seed, 'AppProject')?.spec).toMatchObject({
      sourceRepos: ['https://github.com/ricsanfre/pi-cluster-tracing.git'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [{ group: 'argoproj.io', kind: 'Application' }],
    });
  });

  test('comes last in its file, after the projects that it and its Applications need', () => {
    expect(objectsIn(seed, 'bootstrap.k8s.yaml').map(({ kind }) => kind)).toEqual([
      'AppProject',
      'AppProject',
      'AppProject',
      'AppProject',
      'Application',
    ]);
  });
});

describe('an Application', () => {
  test('of Tempo contains namespace, credentials, bucket Job and chart', () => {
    const { sources, destination } = ofComponent(synthesizeCluster('full'), 'Application', 'tempo').spec;

    expect(destination).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'traces' });
    expect(sources[0]).toMatchObject({ chart: 'tempo-distributed', targetRevision: '1.40.4', helm: { releaseName: 'tempo' } });
    expect(sources[1]).toEqual({
      repoURL: 'git@git.example.org:team/tracing.git',
      targetRevision: 'v1',
      path: 'clusters/full/dist',
      directory: { include: expect.stringMatching(/^\{tempo,minio,minio-bootstrap-\w+\}\.k8s\.yaml$/) },
    });
  });

  test('is synced automatically, or manually if gitops.sync is manual', () => {
    expect(ofComponent(synthesizeCluster('seed'), 'Application', 'tempo').spec.syncPolicy.automated).toEqual({
      prune: true,
      selfHeal: true,
    });
    expect(ofComponent(synthesizeCluster('full'), 'Application', 'tempo').spec.syncPolicy).not.toHaveProperty('automated');
  });

  test.each([
    ['3.1', undefined],
    ['3.2', true],
  ])('retries the newest commit from Argo CD 3.2: %s', (argocd, refresh) => {
    const synthesis = synthesizeCluster('full', ['argocd: 3.5', `argocd: ${argocd}`]);

    expect(ofComponent(synthesis, 'Application', 'tempo').spec.syncPolicy.retry.refresh).toBe(refresh);
  });
});

describe('an AppProject', () => {
  test('limits cluster-scoped kinds to names from Argo CD 3.3 on', () => {
    const kinds = (argocd: string) =>
      ofComponent(synthesizeCluster('full', ['argocd: 3.5', `argocd: ${argocd}`]), 'AppProject', 'tempo').spec.clusterResourceWhitelist;

    expect(kinds('3.2')).toEqual([{ group: '', kind: 'Namespace' }]);
    expect(kinds('3.3')).toEqual([
      { group: '', kind: 'Namespace', name: 'minio-bootstrap' },
      { group: '', kind: 'Namespace', name: 'traces' },
    ]);
  });

  test('permits the other namespace that the Jaeger extension writes to, from Linkerd 2.13', () => {
    const destinations = (version: string) =>
      ofComponent(synthesizeCluster('full', ['2.12.4', version]), 'AppProject', 'linkerd').spec.destinations.map(
        ({ namespace }: { namespace: string }) => namespace,
      );

    expect(destinations('2.12.6')).toEqual(['linkerd-jaeger']);
    expect(destinations('2.13.0')).toEqual(['linkerd', 'linkerd-jaeger']);
  });
});

describe('every Application', () => {
  test.each(['tempo', 'linkerd', 'emojivoto'])('is deleted with its objects, fails on objects of others, and retries: %s', (component) => {
    const { metadata, spec } = ofComponent(synthesizeCluster('seed'), 'Application', component);

    expect(metadata).toHaveProperty('finalizers', ['resources-finalizer.argocd.argoproj.io']);
    expect(spec.syncPolicy).toEqual({
      automated: { prune: true, selfHeal: true },
      syncOptions: ['FailOnSharedResource=true'],
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
    });
  });
});

test('a newer Argo CD is treated as the newest known, with a warning', () => {
  const synthesis = synthesizeCluster('full', ['argocd: 3.5', 'argocd: 3.9']);

  expect(synthesis.refused).toBe(false);
  expect(said(synthesis, 'warning')).toEqual([
    expect.stringMatching(/^clusters\/full\.yaml:9:11 gitops\.argocd: Argo CD 3\.9 is newer than any release known here/),
  ]);
});

test.each([
  ['collector: { chart: 0.159.0, values: { networkPolicy: { annotations: null } } }', 'collector.values.networkPolicy.annotations'],
  [
    'collector: { chart: 0.159.0, tailSampling: { policies: [{ name: all, type: always_sample }], values: { podSecurityContext: null } } }',
    'collector.tailSampling.values.podSecurityContext',
  ],
  ['vulture: { chart: 0.13.1, values: { resources: null } }', 'vulture.values.resources'],
])('a null that has no effect is reported at its key: %s', (more, key) => {
  expect(said(synthesizeWith(more)).join('\n')).toMatch(
    new RegExp(`^clusters/test.yaml:\\d+:\\d\\d+ ${key}: null does not remove the default`),
  );
});
