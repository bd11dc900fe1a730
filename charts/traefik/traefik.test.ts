import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { objectsIn, ofComponent, synthesizeCluster } from '../../test/synthesis';
import { zipkinFlags } from './values';

const valuesFile = (synthesis: ReturnType<typeof synthesizeCluster>) => synthesis.files.get('seed/values/traefik.yaml') ?? '';

describe('Traefik', () => {
  test("gets the seed's values, and publishes its Service so that Ingresses become healthy", () => {
    expect(load(valuesFile(synthesizeCluster('seed')))).toEqual({
      logs: {
        access: {
          enabled: true,
          format: 'json',
          fields: { general: { defaultmode: 'keep' }, headers: { defaultmode: 'drop', names: { 'X-B3-Traceid': 'keep' } } },
        },
      },
      tracing: {
        zipkin: {
          httpEndpoint: 'http://tempo-distributor.tracing.svc.cluster.local:9411/api/v2/spans',
          sameSpan: true,
          id128Bit: true,
          sampleRate: 1,
        },
      },
      providers: { kubernetesIngress: { publishedService: { enabled: true } } },
    });
  });

  test('gets a values file that says for which chart, version, release and namespace it is', () => {
    expect(valuesFile(synthesizeCluster('seed')).split('\n')[1]).toBe(
      '# Helm values for chart traefik 27.0.2 of https://traefik.github.io/charts, release traefik in namespace traefik.',
    );
  });

  test('is installed by this stack when asked to, its CustomResourceDefinitions left alone', () => {
    const synthesis = synthesizeCluster('full');
    const { sources } = ofComponent(synthesis, 'Application', 'traefik').spec;

    expect(sources[0]).toMatchObject({ chart: 'traefik', targetRevision: '20.8.0', helm: { releaseName: 'traefik', skipCrds: true } });
    expect(load(sources[0].helm.values)).toMatchObject({ tracing: { zipkin: { sampleRate: 0.25 } } });
    expect(objectsIn(synthesis, 'traefik.k8s.yaml').map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Namespace ingress']);
    expect([...synthesis.files.keys()]).not.toContain('full/values/traefik.yaml');
  });

  test.each([
    ['16.2.0', 'traefik.containo.us', false],
    ['18.3.0', 'traefik.containo.us', false],
    ['19.0.0', 'traefik.containo.us', true],
    ['23.0.0', 'traefik.io', true],
  ])('may write what chart %s renders', (chart, group, ingressClass) => {
    const { clusterResourceWhitelist, namespaceResourceWhitelist } = ofComponent(
      synthesizeCluster('full', ['20.8.0', chart]),
      'AppProject',
      'traefik',
    ).spec;

    expect(clusterResourceWhitelist).toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'traefik*' });
    expect(namespaceResourceWhitelist).toContainEqual({ group, kind: 'IngressRoute' });
    expect(clusterResourceWhitelist.some(({ kind }: { kind: string }) => kind === 'IngressClass')).toBe(ingressClass);
  });

  test('without Helm gets the same by the flags that the README shows', () => {
    const flags = [
      ...zipkinFlags('http://tempo-distributor.tracing.svc.cluster.local:9411/api/v2/spans', 1),
      '--accesslog=true',
      '--accesslog.format=json',
      '--accesslog.fields.defaultmode=keep',
      '--accesslog.fields.headers.defaultmode=drop',
      '--accesslog.fields.headers.names.X-B3-Traceid=keep',
    ];

    expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`\n${flags.join('\n')}\n\`\`\``);
  });
});
