import { load } from 'js-yaml';
import { objectsIn, ofComponent, said, synthesizeCluster } from '../../test/synthesis';

type Synthesis = ReturnType<typeof synthesizeCluster>;

const source = (synthesis: Synthesis) => ofComponent(synthesis, 'Application', 'emojivoto').spec.sources[0];
/** What each kind of object is patched with, by path. */
const patchesOf = (synthesis: Synthesis) =>
  source(synthesis).kustomize.patches.flatMap(({ target, patch }: { target: { kind: string }; patch: string }) =>
    (load(patch) as { path: string; value: unknown }[]).map(({ path, value }) => [target.kind, path, value]),
  );

describe('emojivoto', () => {
  const seed = synthesizeCluster('seed');

  test('comes from its base at a pinned commit, with images that still exist', () => {
    expect(source(seed)).toMatchObject({
      repoURL: 'https://github.com/BuoyantIO/emojivoto.git',
      path: 'kustomize/deployment',
      targetRevision: expect.stringMatching(/^[0-9a-f]{40}$/),
      kustomize: {
        images: ['web', 'emoji-svc', 'voting-svc'].map(
          (name) => `docker.l5d.io/buoyantio/emojivoto-${name}=ghcr.io/buoyantio/emojivoto-${name}:v11`,
        ),
      },
    });
  });

  test('comes from a mirror of its repository, at the same commit', () => {
    const mirror = 'https://git.example.org/mirrors/emojivoto.git';
    const synthesis = synthesizeCluster('seed', [/^emojivoto:.*$/m, `emojivoto: {repoURL: "${mirror}"}`]);

    expect(source(synthesis)).toEqual({ ...source(seed), repoURL: mirror });
    expect(ofComponent(synthesis, 'AppProject', 'emojivoto').spec.sourceRepos).toContain(mirror);
  });

  test('sends its spans to Tempo, and is in the mesh by annotations that change with the collector', () => {
    expect(patchesOf(seed)).toEqual([
      ['Namespace', '/metadata/annotations', { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }],
      [
        'Deployment',
        '/spec/template/metadata/annotations',
        {
          'linkerd.io/inject': 'enabled',
          'config.linkerd.io/trace-collector': 'tempo-distributor.tracing:55678',
          'config.alpha.linkerd.io/trace-collector-service-account': 'tempo',
        },
      ],
      ['Deployment', '/spec/template/spec/containers/0/env/-', { name: 'OC_AGENT_HOST', value: 'tempo-distributor.tracing:55678' }],
    ]);
  });

  test('has no mesh annotations without a mesh', () => {
    const unmeshed = synthesizeCluster('seed', [/^linkerd:\n.*\n.*\n/m, '']);

    expect(patchesOf(unmeshed).map(([, path]: [string, string]) => path)).toEqual([
      '/metadata/annotations',
      '/spec/template/spec/containers/0/env/-',
    ]);
  });

  test('is deployed with a note if Tempo cannot receive its spans', () => {
    const otlp = synthesizeCluster('otlp');

    expect(JSON.stringify(patchesOf(otlp))).not.toContain('OC_AGENT_HOST');
    expect(said(otlp, 'note')).toContainEqual(
      expect.stringContaining('emojivoto: sends no spans: it only supports OpenCensus, which tempo.chart (line 11) no longer'),
    );
    expect(ofComponent(otlp, 'Application', 'traefik').spec.sources[0].helm.values).not.toContain('OTEL_PROPAGATORS');
  });

  test('is reached by the Ingress of the seed, in the wave of its pods, so that no sync waits for them', () => {
    expect(objectsIn(seed, 'emojivoto.k8s.yaml')).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'emojivoto',
          namespace: 'emojivoto',
          annotations: { 'argocd.argoproj.io/sync-wave': '0', 'traefik.ingress.kubernetes.io/router.entrypoints': 'web' },
        },
        spec: {
          rules: [
            {
              host: 'emojivoto.picluster.ricsanfre.com',
              http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web-svc', port: { number: 80 } } } }] },
            },
          ],
        },
      },
    ]);
  });
});
