import { helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';

const withNamespace = (namespace: string) => said(synthesizeCluster('minimal', [/^tempo:\n/m, `tempo:\n  namespace: ${namespace}\n`]));

test.each(['default', 'kube-system', 'kube-public', 'linkerd'])('%s belongs to the cluster, and no component may own it', (namespace) => {
  expect(withNamespace(namespace)).toEqual([
    expect.stringContaining(`tempo.namespace: ${namespace} belongs to the cluster; use another namespace`),
  ]);
});

test.each(['defaults', 'my-default', 'kube', 'linkerd-jaeger', 'tracing'])('%s is free', (namespace) => {
  expect(withNamespace(namespace)).toEqual([]);
});

describe('one namespace for everything', () => {
  const together = (more = '', gitops = '', admin = 'minio-root') =>
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"${gitops}}
tempo:
  chart: 2.23.4
  namespace: monitoring
  receivers: [zipkin, otlp-http, otlp-grpc, opencensus]
  storage: {bucket: traces, endpoint: s3.example.org, ca: {configMap: ca}}
  credentials: {externalSecret: {store: vault, key: tempo, accessKeyId: id, secretAccessKey: secret}}
  persistence: {}
minio: {adminSecret: ${admin}, namespace: monitoring}
traefik: {chart: 39.0.6, via: release, namespace: monitoring${more}}
grafana: {via: sidecar, loki: {url: "http://loki.monitoring.svc"}}
`);
  const MESH = '}\nlinkerd: {version: 2.14.10, webhookIssuer: issuer';

  test('has one Namespace, in the Application of Tempo, and each Secret once', () => {
    const synthesis = together();
    const objects = objectsIn(synthesis).map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace}/${name}`);

    expect(said(synthesis)).toEqual([]);
    expect(objects.filter((name, index) => objects.indexOf(name) !== index)).toEqual([]);
    expect(objectsIn(synthesis, 'tempo.k8s.yaml').map(({ kind }) => kind)).toContain('Namespace');
    expect([...synthesis.files.keys()]).not.toContain('test/traefik.k8s.yaml');
    expect(ofComponent(synthesis, 'AppProject', 'traefik').spec.clusterResourceWhitelist).not.toContainEqual(
      expect.objectContaining({ kind: 'Namespace' }),
    );
    expect(ofComponent(synthesis, 'Application', 'traefik').spec.sources).toHaveLength(1);
  });

  test('leaves Traefik outside of the mesh that Tempo is in, unless its values say otherwise', () => {
    const inject = (more: string) =>
      helmValuesOf<{ deployment?: { podAnnotations: object } }>(together(more), 'traefik').deployment?.podAnnotations;
    const own = ', values: {deployment: {podAnnotations: {linkerd.io/inject: ingress}}}';

    expect(inject('')).toBeUndefined();
    expect(inject(MESH)).toEqual({ 'linkerd.io/inject': 'disabled' });
    expect(inject(own + MESH)).toEqual({ 'linkerd.io/inject': 'ingress' });
  });

  test('without Tempo is created by the first of the others', () => {
    const synthesis = synthesizeCluster('full', ['  namespace: ingress', '  namespace: minio-bootstrap']);
    const made = objectsIn(synthesis, 'minio.k8s.yaml').filter(({ kind }) => kind === 'Namespace');

    expect(said(synthesis)).toEqual([]);
    expect(made.map(({ metadata: { name } }) => name)).toEqual(['minio-bootstrap']);
    expect([...synthesis.files.keys()]).not.toContain('full/traefik.k8s.yaml');
  });

  test('tells that the root credentials of MinIO are there', () => {
    expect(said(together(), 'note')).toContainEqual(
      expect.stringContaining('minio-root has the root credentials of MinIO, and is in the namespace of Tempo'),
    );
  });

  test('has no two Secrets of one name', () => {
    expect(said(together('', '', 'tempo-minio-secret'))).toEqual([
      expect.stringContaining('tempo-minio-secret is also the Secret with the credentials of Tempo'),
    ]);
  });

  test('lets Argo CD read the rendered Traefik from this repository', () => {
    expect(ofComponent(together('', ', helm: manifests'), 'AppProject', 'traefik').spec.sourceRepos).toEqual([
      'https://git.example.org/tracing.git',
    ]);
  });

  test.each(['helmchart', 'manifests'])('is refused or works with gitops.helm: %s as apart', (helm) => {
    expect(said(together('', `, helm: ${helm}`))).toEqual(
      helm === 'helmchart'
        ? [expect.stringContaining('a HelmChart (gitops.helm (line 2)) named traefik would replace the one of k3s')]
        : [],
    );
  });
});
