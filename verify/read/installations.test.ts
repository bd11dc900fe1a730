/** The releases that k3s installs, and those that somebody else does, by their values files. */
import { k3sOfComment } from '../../charts/file-comments';
import type { Placed } from '../stack';
import { fileInstallation, isValuesFile, k3sInstallations } from './installations';

const of = (kind: string, name: string, spec: object, namespace = 'kube-system'): Placed => ({
  object: { apiVersion: 'helm.cattle.io/v1', kind, metadata: { name, namespace }, spec },
  namespace,
  place: { file: 'k3s.yaml', name },
});
const CHART = { chart: 'tempo', version: '1.0.0', repo: 'https://charts.example.org', targetNamespace: 'tracing' };
const read = (...objects: Placed[]) => k3sInstallations(objects, () => '1.36.4', true);

describe('a HelmChart', () => {
  test('is a release of its values, and of those of its HelmChartConfig on top', () => {
    const { installations, verdicts } = read(
      of('HelmChart', 'tempo', { ...CHART, valuesContent: 'a: {b: 1, c: 1}', set: { d: '2' } }),
      of('HelmChartConfig', 'tempo', { valuesContent: 'a: {c: 2}' }),
    );

    expect(installations).toEqual([
      expect.objectContaining({
        chart: { name: 'tempo', version: '1.0.0', repository: 'https://charts.example.org' },
        releaseName: 'tempo',
        namespace: 'tracing',
        values: { a: { b: 1, c: 2 }, d: 2 },
        bundled: false,
      }),
    ]);
    expect(verdicts).toEqual([]);
  });

  test('goes to its own namespace, where it names none', () => {
    const { targetNamespace: _, ...spec } = CHART;
    expect(read(of('HelmChart', 'tempo', spec, 'apps')).installations[0]?.namespace).toBe('apps');
  });

  test('whose values are no YAML is told', () => {
    expect(read(of('HelmChart', 'tempo', { ...CHART, valuesContent: 'a: [' })).verdicts.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^valuesContent is no YAML \(.*\); mend it$/),
    ]);
  });
});

describe('a HelmChartConfig by itself', () => {
  test('is for the Traefik that k3s bundles', () => {
    expect(read(of('HelmChartConfig', 'traefik', { valuesContent: 'a: 1' })).installations).toEqual([
      expect.objectContaining({ releaseName: 'traefik', namespace: 'kube-system', values: { a: 1 }, bundled: true, skipCrds: true }),
    ]);
  });

  test.each([
    ['of another name', of('HelmChartConfig', 'traefk', {})],
    ['in another namespace', of('HelmChartConfig', 'traefik', {}, 'traefik')],
  ])('%s configures nothing', (_what, config) => {
    const { installations, verdicts } = read(config);

    expect(installations).toEqual([]);
    expect(verdicts.map(({ text }) => text)).toEqual([
      expect.stringContaining('k3s brings no HelmChart of that name there; for its Traefik write traefik in kube-system'),
    ]);
  });

  test('of a k3s that nobody names is not judged', () => {
    const { installations, notJudged } = k3sInstallations([of('HelmChartConfig', 'traefik', {})], () => undefined, true);

    expect(installations).toEqual([]);
    expect(notJudged).toEqual([
      expect.stringMatching(/^k3s\.yaml traefik: a HelmChartConfig that does not say which k3s it is for, by a comment/),
    ]);
  });

  test('says in the comment above it which k3s that is', () => {
    expect(k3sOfComment('# Helm values for chart traefik as k3s 1.36.4 bundles it, release traefik in namespace kube-system.\n')).toBe(
      '1.36.4',
    );
    expect(k3sOfComment('kind: HelmChartConfig\n')).toBeUndefined();
  });
});

describe('a values file', () => {
  const file = (text: string, documents: unknown[]) => ({
    path: 'values/tempo.yaml',
    printed: 'dist/a/values/tempo.yaml',
    text,
    documents,
  });
  const about = (version: string) =>
    `# Helm values for chart tempo ${version} of https://charts.example.org, release mine in namespace lab.\n`;

  test.each([
    ['1.0.0', '1.0.0'],
    ['(any version)', ''],
  ])('says above its values for which release of %s it is', (written, version) => {
    expect(fileInstallation(file(about(written), [{ a: 1 }])).installations).toEqual([
      expect.objectContaining({
        chart: { name: 'tempo', version, repository: 'https://charts.example.org' },
        releaseName: 'mine',
        namespace: 'lab',
        values: { a: 1 },
      }),
    ]);
  });

  test.each([
    ['says nothing of a chart', 'a: 1\n', [{ a: 1 }], 'does not say which chart it is for'],
    ['holds no map', about('1.0.0'), ['a'], 'is no map of values'],
    ['holds nothing', about('1.0.0'), [], 'is no map of values'],
  ])('that %s is told', (_what, text, documents, said) => {
    const { installations, verdicts } = fileInstallation(file(text, documents));

    expect(installations).toEqual([]);
    expect(verdicts.map((verdict) => verdict.text)).toEqual([expect.stringContaining(said)]);
  });

  test('is told from manifests by its folder, and by being none', () => {
    expect(isValuesFile(file('', [{ a: 1 }]))).toBe(true);
    expect(isValuesFile(file('', [{ kind: 'Secret' }]))).toBe(false);
    expect(isValuesFile({ ...file('', [{ a: 1 }]), path: 'tempo.yaml' })).toBe(false);
  });
});
