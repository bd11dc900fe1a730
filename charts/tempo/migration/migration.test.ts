import { load } from 'js-yaml';
import { objectsIn, ofComponent, said, synthesizeText } from '../../../test/synthesis';

const BEFORE = `domain: home.example.org
gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, otlp-http]
  storage: { bucket: traces, endpoint: "minio.storage:9000" }
  credentials: { existing: {} }
  persistence: { size: 10Gi }
  retention: 100h
  values: { querier: { replicas: 3 } }
traefik: { chart: 40.1.0, via: release }
grafana: { via: sidecar }
`;
const NEWER = 'chart: 3.3.0\n  releaseName: tempo-3\n  kafka: { address: "kafka:9092" }';
const TENANTS = 'values: { per_tenant_overrides: { team: { ingestion: { rate_limit_bytes: 5 } }, other: } }';

const stage = (name: string, gitops = '', changed = (text: string) => text) =>
  synthesizeText(
    changed(BEFORE)
      .replace('chart: 2.26.2', `${NEWER}\n  migration: { from: 2.26.2, stage: ${name}, values: { querier: { replicas: 3 } } }`)
      .replace('  values: { querier: { replicas: 3 } }\n', `  ${TENANTS}\n`)
      .replace(' }', `${gitops} }`),
  );

interface Source {
  readonly targetRevision: string;
  readonly helm: { readonly releaseName: string; readonly values: string };
  readonly directory?: { readonly include: string };
}
const sourcesOf = (synthesis: ReturnType<typeof stage>): Source[] => ofComponent(synthesis, 'Application', 'tempo').spec.sources;
// biome-ignore lint/suspicious/noExplicitAny: a test reads arbitrary values
const valuesOf = (source: Source | undefined): any => load(source?.helm.values ?? '');
const addresses = (synthesis: ReturnType<typeof stage>) => [
  ...new Set(JSON.stringify(objectsIn(synthesis)).match(/tempo(-3)?-(distributor|query-frontend)\.tracing/g)),
];

describe('the stages of a migration', () => {
  test.each(['side-by-side', 'switched'])('%s keeps Tempo 2 exactly as it was', (name) => {
    const [older, newer] = sourcesOf(stage(name));

    expect(older).toEqual(sourcesOf(synthesizeText(BEFORE))[0]);
    expect(newer).toMatchObject({ targetRevision: '3.3.0', helm: { releaseName: 'tempo-3' } });
  });

  test('senders and Grafana move with switched', () => {
    expect(addresses(stage('side-by-side')).sort()).toEqual(['tempo-distributor.tracing', 'tempo-query-frontend.tracing']);
    for (const name of ['switched', 'draining'])
      expect(addresses(stage(name)).sort()).toEqual(['tempo-3-distributor.tracing', 'tempo-3-query-frontend.tracing']);
  });

  test.each(['side-by-side', 'switched', 'draining'])('in %s, nothing of Tempo 3 compacts, for no tenant', (name) => {
    const { overrides, per_tenant_overrides: tenants } = valuesOf(sourcesOf(stage(name))[1]);
    const off = { compaction_disabled: true };

    expect(overrides.defaults.compaction).toEqual(off);
    expect(tenants).toEqual({ team: { ingestion: { rate_limit_bytes: 5 }, compaction: off }, other: { compaction: off } });
  });

  test('draining stops only the compactors of Tempo 2', () => {
    const { compactor, ...others } = valuesOf(sourcesOf(stage('draining'))[0]);
    const { compactor: before, ...same } = valuesOf(sourcesOf(stage('switched'))[0]);

    expect(others).toEqual(same);
    expect(compactor).toEqual({ ...before, replicas: 0, autoscaling: { enabled: false } });
  });

  test('without the key, Tempo 3 compacts under the same name', () => {
    const text = BEFORE.replace('chart: 2.26.2', NEWER).replace('  persistence: { size: 10Gi }\n', '');
    const [only, manifests] = sourcesOf(synthesizeText(text));

    expect(only?.helm.releaseName).toBe('tempo-3');
    expect(only?.helm.values).not.toContain('compaction_disabled');
    expect(manifests?.directory?.include).toBe('tempo.k8s.yaml');
  });
});

test('k3s installs both releases', () => {
  const charts = objectsIn(
    stage('switched', ', helm: helmchart', (text) => text.replace(/^traefik: .*\n/m, '')),
    'tempo.k8s.yaml',
  ).filter(({ kind }) => kind === 'HelmChart');

  expect(charts.map(({ metadata, spec }) => [metadata.name, spec.version])).toEqual([
    ['tempo', '2.26.2'],
    ['tempo-3', '3.3.0'],
  ]);
});

test('synth renders both releases, each into a file', () => {
  const { clusters } = stage('switched', ', helm: manifests');

  expect(clusters[0]?.releases.map(({ file, version }) => [file, version]).slice(0, 2)).toEqual([
    ['test/tempo-chart.k8s.yaml', '2.26.2'],
    ['test/tempo-3-chart.k8s.yaml', '3.3.0'],
  ]);
});

test('its notes say what deletes old traces', () => {
  expect(said(stage('switched'), 'note').join('\n')).toContain('Tempo 3 neither compacts nor deletes old traces');
  expect(said(stage('draining'), 'note').join('\n')).toContain('nothing deletes old traces, until the key is removed');
});

test('a null in the values of Tempo 2 that has no effect is reported at its key', () => {
  const migration = 'migration: { from: 2.26.2, stage: switched, values: { querier: { affinity: null } } }';
  const text = BEFORE.replace('argocd: 3.5', 'argocd: 2.14').replace('chart: 2.26.2', `${NEWER}\n  ${migration}`);
  expect(said(synthesizeText(text.replace('  values: { querier: { replicas: 3 } }\n', '')))).toEqual([
    expect.stringMatching(/^clusters\/test\.yaml:7:78 tempo\.migration\.values\.querier\.affinity: null does not remove the default/),
  ]);
});
