import { objectsIn, ofComponent, said, synthesizeCluster } from '../../test/synthesis';

const FULL = 'domain: example.org\n';
const full = (registry: string, ...more: [string, string][]) =>
  synthesizeCluster('full', [FULL, `${FULL}registry:\n${registry}\n`], ...more);
const chartsOf = (synthesis: ReturnType<typeof full>) =>
  ['tempo', 'traefik', 'linkerd'].map((component) => ofComponent(synthesis, 'Application', component).spec.sources[0].repoURL);
const GRAFANA = 'https://grafana.github.io/helm-charts';

describe('registry.charts', () => {
  test('replaces every chart repository, in Applications and AppProjects', () => {
    const synthesis = full('  charts: https://charts.example.org/all/');

    expect(chartsOf(synthesis)).toEqual(Array(3).fill('https://charts.example.org/all'));
    expect(ofComponent(synthesis, 'AppProject', 'tempo').spec.sourceRepos).toEqual([
      'git@git.example.org:team/tracing.git',
      'https://charts.example.org/all',
    ]);
    expect([...synthesis.files.values()].join('\n')).not.toMatch(/grafana\.github\.io|traefik\.github\.io|helm\.linkerd\.io/);
    expect(synthesis.clusters[0]?.requirements.join('\n')).toContain(
      'helm show crds traefik --repo https://charts.example.org/all --version',
    );
  });

  test('of a registry has no scheme for Argo CD', () => {
    const synthesis = full('  charts: oci://mirror.example.org:5000/charts');

    expect(chartsOf(synthesis)).toEqual(Array(3).fill('mirror.example.org:5000/charts'));
    expect(ofComponent(synthesis, 'Application', 'tempo').spec.sources[0].chart).toBe('tempo-distributed');
    expect(ofComponent(synthesis, 'AppProject', 'traefik').spec.sourceRepos).toContain('mirror.example.org:5000/charts');
    expect(synthesis.clusters[0]?.requirements.join('\n')).toContain(
      'helm show crds oci://mirror.example.org:5000/charts/traefik --version',
    );
  });

  test.each([
    ['oci://mirror.example.org/charts', { chart: 'oci://mirror.example.org/charts/tempo-distributed' }],
    ['https://mirror.example.org/charts', { chart: 'tempo-distributed', repo: 'https://mirror.example.org/charts' }],
  ])('is in the HelmChart of k3s, where a registry is part of the chart: %s', (charts, expected) => {
    const synthesis = full(`  charts: ${charts}`, ['sync: manual', 'sync: manual\n  helm: helmchart'], ['  via: release\n', '']);
    const { chart, repo } =
      objectsIn(synthesis).find(({ kind, metadata }) => kind === 'HelmChart' && metadata.name === 'tempo')?.spec ?? {};

    expect({ chart, ...(repo && { repo }) }).toEqual(expected);
  });

  test('is where synth pulls the charts that it renders', () => {
    const synthesis = full('  charts: oci://mirror.example.org/charts', ['sync: manual', 'sync: manual\n  helm: manifests']);

    expect(synthesis.clusters[0]?.releases.map(({ repository }) => repository)).toEqual(Array(3).fill('oci://mirror.example.org/charts'));
  });
});

describe('registry.chartsFrom', () => {
  const LINKERD = '    https://helm.linkerd.io/stable: https://mirror.example.org/linkerd';
  const TRAEFIK = '    https://traefik.github.io/charts/: oci://mirror.example.org/traefik';

  test('has a mirror for each repository', () => {
    const synthesis = full(`  chartsFrom:\n    ${GRAFANA}: https://mirror.example.org/grafana\n${TRAEFIK}\n${LINKERD}`);

    expect(chartsOf(synthesis)).toEqual([
      'https://mirror.example.org/grafana',
      'mirror.example.org/traefik',
      'https://mirror.example.org/linkerd',
    ]);
  });

  test.each([
    ['https://traefik.github.io/chart', 'did you mean https://traefik.github.io/charts?'],
    [
      'https://charts.example.com/tempo',
      'use one of https://grafana.github.io/helm-charts, https://grafana-community.github.io/helm-charts, https://helm.linkerd.io/stable, https://helm.linkerd.io/edge, https://traefik.github.io/charts, https://open-telemetry.github.io/opentelemetry-helm-charts, or remove it',
    ],
  ])('a repository that no chart comes from is a warning: %s', (repository, fix) => {
    const mirrors = `  charts: https://charts.example.org\n  chartsFrom:\n${LINKERD}\n    ${repository}: https://mirror.example.org/x`;

    expect(said(full(mirrors), 'warning')).toEqual([
      `clusters/full.yaml:8:${repository.length + 7} registry.chartsFrom.${repository}: no chart of this stack comes from there, so it has no effect; ${fix}`,
    ]);
  });

  test('is used before registry.charts', () => {
    const synthesis = full(`  charts: https://charts.example.org\n  chartsFrom:\n${LINKERD}`);

    expect(chartsOf(synthesis)).toEqual(['https://charts.example.org', 'https://charts.example.org', 'https://mirror.example.org/linkerd']);
  });

  test('must have every repository that is used, but not that of a release installed elsewhere', () => {
    const missing = (repository: string, chart: string) =>
      expect.stringMatching(
        new RegExp(
          `^clusters/full\\.yaml:\\d+:3 registry\\.chartsFrom\\.${repository}: missing, the repository of ${chart}; add its mirror, or set registry\\.charts$`,
        ),
      );
    const grafana = missing('https://grafana\\.github\\.io/helm-charts', 'tempo-distributed');

    expect(said(full(`  chartsFrom:\n${TRAEFIK}\n${LINKERD}`))).toEqual([grafana]);
    expect(said(full(`  chartsFrom:\n${LINKERD}`))).toEqual([missing('https://traefik\\.github\\.io/charts', 'traefik'), grafana]);
  });
});

describe('an address', () => {
  test('that ends with the name of a chart is probably wrong, unless it is that of one repository', () => {
    expect(said(full('  charts: oci://mirror.example.org/charts/tempo-distributed'), 'warning')).toEqual([
      expect.stringMatching(
        /registry\.charts: .* ends with the name of a chart, which is added to it; use oci:\/\/mirror\.example\.org\/charts$/,
      ),
    ]);
    const own = `  charts: oci://mirror.example.org/all\n  chartsFrom:\n    https://traefik.github.io/charts: oci://mirror.example.org/traefik`;
    expect(said(full(own), 'warning')).toEqual([]);
  });

  test.each([
    [
      'oci://mirror.example.org/Charts',
      /"oci:\/\/mirror\.example\.org\/Charts" has upper case, .*; use oci:\/\/mirror\.example\.org\/charts$/,
    ],
    ['oci://mirror.example.org/ch~arts', /is not a chart repository; /],
    ['oci://10.0.0.5:5000/charts', /registry\.charts: Argo CD reads 10\.0\.0\.5:5000\/charts as a git repository/],
    ['mirror.example.org/charts', /has no scheme; use oci:\/\/mirror\.example\.org\/charts for a registry, or https:\/\//],
    ['https://me:secret@mirror.example.org', /^(?!.*secret).*contains a user name or a password/],
    ['https://mirror.example.org/charts/index.yaml', /is the index of a repository; use https:\/\/mirror\.example\.org\/charts$/],
    ['ftp://mirror.example.org', /is not a chart repository; use https:\/\/ for/],
  ])('that cannot work is refused: %s', (charts, expected) => {
    expect(said(full(`  charts: ${charts}`))).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    'oci://10.0.0.5/charts',
    'https://10.0.0.5:8443/charts',
    'http://nexus:8081/repository/helm/',
    'oci://tempo.example.org/charts_all',
  ])('that works is accepted: %s', (charts) => {
    expect(said(full(`  charts: ${charts}`))).toEqual([]);
  });

  test('with a digit and a port is accepted if Argo CD pulls no chart', () => {
    expect(said(full('  charts: oci://10.0.0.5:5000/charts', ['sync: manual', 'sync: manual\n  helm: manifests']))).toEqual([]);
  });
});
