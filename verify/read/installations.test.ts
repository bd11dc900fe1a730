/** The releases of k3s, and those of values files. */
import { k3sOfComment } from '../../charts/file-comments';
import { sentence } from '../../lib/findings/sentence';
import type { Placed } from '../stack';
import { fileInstallation, isValuesFile } from './installations';
import { k3sInstallations } from './k3s';

const of = (kind: string, name: string, spec: object, namespace = 'kube-system'): Placed => ({
  object: { apiVersion: 'helm.cattle.io/v1', kind, metadata: { name, namespace }, spec },
  namespace,
  place: { file: 'k3s.yaml', name },
});
const CHART = { chart: 'tempo', version: '1.0.0', repo: 'https://charts.example.org', targetNamespace: 'tracing' };
const read = (...objects: Placed[]) => k3sInstallations(objects, () => '1.36.4', true);

describe('a HelmChart', () => {
  test('is a release with its values, overridden by those of its HelmChartConfig', () => {
    const { installations, findings } = read(
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
    expect(findings).toEqual([]);
  });

  test('names a chart of a registry by one URL', () => {
    const { repo: _, ...spec } = { ...CHART, chart: 'oci://mirror.example.org/charts/tempo' };
    expect(read(of('HelmChart', 'tempo', spec)).installations[0]?.chart).toEqual({
      ...{ name: 'tempo', version: '1.0.0', repository: 'oci://mirror.example.org/charts' },
    });
  });

  test('is installed in its own namespace if it sets no other', () => {
    const { targetNamespace: _, ...spec } = CHART;
    expect(read(of('HelmChart', 'tempo', spec, 'apps')).installations[0]?.namespace).toBe('apps');
  });

  test('whose values are not YAML is reported', () => {
    expect(read(of('HelmChart', 'tempo', { ...CHART, valuesContent: 'a: [' })).findings.map(sentence)).toEqual([
      expect.stringMatching(/^valuesContent is not valid YAML \(.*\); fix it$/),
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
    const { installations, findings } = read(config);

    expect(installations).toEqual([]);
    expect(findings.map(sentence)).toEqual([
      expect.stringMatching(
        /^namespace [\w-]+ has no HelmChart \w+ for this HelmChartConfig; for the Traefik of k3s, name it traefik in namespace kube-system$/,
      ),
    ]);
  });

  test('of an unknown k3s is not judged', () => {
    const { installations, notProven } = k3sInstallations([of('HelmChartConfig', 'traefik', {})], () => undefined, true);

    expect(installations).toEqual([]);
    expect(notProven).toEqual([expect.stringMatching(/^k3s\.yaml traefik: a HelmChartConfig without the version of k3s, in a comment/)]);
  });

  test('has the version of k3s in the comment above it', () => {
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
  ])('names its release of %s above its values', (written, version) => {
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
    ['says nothing of a chart', 'a: 1\n', [{ a: 1 }], 'does not name its chart'],
    ['holds no map', about('1.0.0'), ['a'], 'is not a map of values'],
    ['holds nothing', about('1.0.0'), [], 'is not a map of values'],
  ])('that %s is reported', (_what, text, documents, said) => {
    const { installations, findings } = fileInstallation(file(text, documents));

    expect(installations).toEqual([]);
    expect(findings.map(sentence)).toEqual([expect.stringContaining(said)]);
  });

  test('is distinguished from manifests by its folder and the missing kind', () => {
    expect(isValuesFile(file('', [{ a: 1 }]))).toBe(true);
    expect(isValuesFile(file('', [{ kind: 'Secret' }]))).toBe(false);
    expect(isValuesFile({ ...file('', [{ a: 1 }]), path: 'tempo.yaml' })).toBe(false);
  });
});
