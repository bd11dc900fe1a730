/** ServiceAccounts of the user's own values, which the cluster must already have. */
import { synthesizeText } from '../../test/synthesis';

const REGISTRY = 'registry: { images: mirror.example.org, pullSecret: mirror-login }';

/** The requirements that name a ServiceAccount. @param tempo flow text of the values of Tempo */
function required(tempo: string, { release = 'chart: 2.26.2', more = '' } = {}): readonly string[] {
  const { clusters } = synthesizeText(`domain: example.org
gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }
tempo:
  ${release}
  receivers: [otlp-grpc, otlp-http]
  storage: { bucket: traces, endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
  values: ${tempo}
${more}
`);
  return (clusters[0]?.requirements ?? []).filter((text) => text.includes('ServiceAccount'));
}

const MINE = '{ serviceAccount: { create: false, name: mine } }';

test.each(['chart: 0.27.0', 'chart: 2.26.2', 'monolithic: 0.16.1', 'monolithic: 2.2.4'])('that of Tempo, with its login: %s', (release) => {
  expect(required(MINE, { release })).toEqual(['the ServiceAccount mine in namespace tracing']);
  expect(required(MINE, { release, more: REGISTRY })).toEqual([
    'the ServiceAccount mine in namespace tracing, with mirror-login in its imagePullSecrets',
  ]);
});

test.each([
  '{}',
  '{ serviceAccount: { name: mine } }',
  '{ serviceAccount: { create: true, name: mine } }',
  '{ serviceAccount: { create: false } }', // runs as that of the namespace
  '{ serviceAccount: { create: false, name: mine }, extraObjects: [{ apiVersion: v1, kind: ServiceAccount, metadata: { name: mine } }] }',
])('none if the chart, the namespace or the values make it: %s', (values) => {
  expect(required(values)).toEqual([]);
});

test('those of Traefik and Vulture, whose pods have the login themselves', () => {
  const traefik = (values: string) => required('{}', { more: `${REGISTRY}\ntraefik: { chart: 41.3.0, via: release, values: ${values} }` });
  const vulture = (values: string) => required('{}', { more: `${REGISTRY}\nvulture: { chart: 0.13.1, values: ${values} }` });

  expect(traefik('{ serviceAccount: { name: edge } }')).toEqual(['the ServiceAccount edge in namespace traefik']);
  expect(traefik('{}')).toEqual([]);
  expect(vulture('{ serviceAccount: { create: false, name: tester } }')).toEqual(['the ServiceAccount tester in namespace tracing']);
  expect(vulture('{ serviceAccount: { name: tester } }')).toEqual([]);
});
