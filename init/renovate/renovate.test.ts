import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { argoCdReleases } from '../../charts/argocd/releases';
import { clusterFile } from '../../charts/cluster-file';
import { collectorReleases } from '../../charts/collector/releases';
import { linkerdReleases } from '../../charts/linkerd/releases';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { k3sReleases } from '../../charts/traefik/k3s-releases';
import { traefikReleases } from '../../charts/traefik/releases';
import { vultureReleases } from '../../charts/vulture/releases';
import { jsonSchema } from '../../lib/cluster-file/schema/json-schema';
import type { ReleaseTable } from '../../lib/releases/table';
import { PINS } from '../../verify/upgrade/pins';
import { answersTo } from '../answers';
import { jsonText } from '../json-file';
import { newestFitting } from '../newest';
import type { Answers } from '../questions';
import { allowedVersions } from './allowed';
import { completed, newSettings, withPins } from './config';
import type { Source } from './sources';

interface Manager extends Source {
  readonly description: string;
  readonly matchStrings: readonly string[];
}
interface Rule {
  readonly description: string;
  readonly matchDepNames: readonly string[];
  readonly allowedVersions: string;
  readonly dependencyDashboardApproval?: boolean;
}

const { customManagers: managers, packageRules: rules } = newSettings() as unknown as {
  customManagers: readonly Manager[];
  packageRules: readonly Rule[];
};
const keyOf = ({ description }: Manager): string => description.replace('tempo-gitops: ', '');
const manager = (key: string): Manager => managers.find((each) => keyOf(each) === key) as Manager;
const patternOf = ({ allowedVersions: pattern }: Rule): RegExp => new RegExp(pattern.slice(1, -1));
const ruleOf = (key: string): Rule => rules.find(({ matchDepNames }) => matchDepNames.includes(manager(key).depNameTemplate)) as Rule;

/** What Renovate finds by its strategy `recursive`: `tempo.chart: 2.23.4`. */
function found(text: string): string[] {
  const search = (content: string, [first, ...others]: readonly string[]): string[] =>
    [...content.matchAll(new RegExp(first ?? '', 'g'))].flatMap((match) =>
      others.length > 0 ? search(match[0], others) : [match.groups?.currentValue ?? ''],
    );
  return managers.flatMap((each) => search(text, each.matchStrings).map((version) => `${keyOf(each)}: ${version}`)).sort();
}

/** The same by a parser. A number is read from the source text, as 2.20 is not 2.2. */
function pinned(text: string): string[] {
  const document = parseDocument(text);
  return PINS.flatMap(({ key }) => {
    const node = document.getIn(key, true) as { source?: string } | undefined;
    return node ? [`${key.join('.')}: ${node.source}`] : [];
  }).sort();
}

const examples = ['clusters', 'test/clusters', 'test/upgrade/clusters'].flatMap((folder) =>
  readdirSync(folder).map((name) => `${folder}/${name}`),
);

describe('a pin', () => {
  test.each(examples)('of %s is found, and nothing else', (file) => {
    const text = readFileSync(file, 'utf8');

    expect(found(text)).toEqual(pinned(text));
    expect(found(text.replaceAll('\n', '\r\n'))).toEqual(pinned(text));
  });

  test.each<Answers>([
    { traefik: 'release', linkerd: '2.20' },
    { tempo: 'microservices', traefik: 'k3s', credentials: 'external-secret' },
  ])('is found in what init writes for %j', async (more) => {
    const given = { domain: 'lab.example.org', 'repo-url': 'https://github.com/me/lab.git', ...more };
    const { text } = newestFitting((await answersTo({ given, yes: true, say: () => undefined })).answers).source;

    expect(found(text)).toEqual(pinned(text));
    expect(found(text).length).toBeGreaterThan(2);
  });

  const written = (text: string) => [found(text), pinned(text)];
  test.each([
    ['in braces', 'gitops: {argocd: 3.5, helm: manifests}\nlinkerd: { webhookIssuer: a, version: "2.14.10" }\n'],
    ['behind nested braces', "traefik: {values: {deployment: {}}, chart: '27.0.2'}\n"],
    ['over several lines of braces', 'linkerd: {\n    webhookIssuer: a,\n    version: 2.20 }\n'],
    ['of the operator in braces', 'tempo:\n  credentials:\n    externalSecret: { store: a, operator: 0.17, key: b }\n'],
    ['behind comments and empty lines', 'tempo:\n# at the margin\n\n  # chart: 1.0.0\n  chart: 2.23.4 # the newest\n'],
    ['in a file that begins with it', 'traefik:\n  k3s: 1.36.4'],
  ])('is found %s', (_name, text) => {
    expect(written(text)[0]).toEqual(written(text)[1]);
    expect(written(text)[0]?.length).toBeGreaterThan(0);
  });

  test.each([
    ['values', 'tempo:\n  values:\n    chart: 1.0.0\n    credentials:\n      externalSecret: { operator: 1.0 }\n'],
    ['values in braces', 'traefik:\n  values: {chart: 1.0.0, image: {chart: 1.2.3}}\n'],
    ['another component', 'minio:\n  chart: 1.0.0\nkubernetes:\n  version: 1.34\n'],
    ['the migration', 'tempo:\n  migration:\n    from: 2.26.2\n    chart: 2.26.2\n'],
    ['a comment', '# tempo:\n#   chart: 2.23.4\ntempo:\n  # chart: 2.23.4\n  size: small # chart: 2.23.4\n'],
    ['text', 'tempo:\n  values:\n    note: |\n      tempo:\n        chart: 1.0.0\n'],
    ['a longer key', 'traefik:\n  chartVersion: 1.0.0\n  my-chart: 1.0.0\n'],
  ])('is not in %s', (_name, text) => {
    expect(found(text)).toEqual([]);
  });

  test('is every version of the schema, except what nothing is installed from', () => {
    interface Part {
      readonly type?: unknown;
      readonly properties?: Readonly<Record<string, Part>>;
    }
    const versions = ({ type, properties }: Part, path: string): string[] => [
      ...(JSON.stringify(type) === '["string","number"]' ? [path] : []),
      ...Object.entries(properties ?? {}).flatMap(([key, part]) => versions(part, path ? `${path}.${key}` : key)),
    ];
    const known = [...managers.map(keyOf), 'kubernetes.version', 'tempo.migration.from'];

    expect(versions(jsonSchema(clusterFile) as Part, '').sort()).toEqual(known.sort());
  });

  test('is found by expressions that RE2 has', () => {
    const strings = managers.flatMap(({ matchStrings, extractVersionTemplate = '' }) => [...matchStrings, extractVersionTemplate]);

    expect(strings.filter((each) => /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</.test(each))).toEqual([]);
  });
});

describe('a proposal', () => {
  test.each<[string, ReleaseTable<object>]>([
    ['tempo.chart', distributedReleases],
    ['tempo.monolithic', monolithicReleases],
    ['traefik.chart', traefikReleases],
    ['traefik.k3s', k3sReleases],
    ['linkerd.version', linkerdReleases],
    ['collector.chart', collectorReleases],
    ['vulture.chart', vultureReleases],
    ['gitops.argocd', argoCdReleases],
    ['tempo.credentials.externalSecret.operator', externalSecretsReleases],
  ])('for %s is a known release that works', (key, table) => {
    const pattern = patternOf(ruleOf(key));
    const works = table.releases.map(({ version }) => version);
    const beside = works.flatMap((version) => [1, 2, 10].map((more) => version.replace(/\d+$/, (last) => String(Number(last) + more))));

    expect(works.filter((version) => !pattern.test(version))).toEqual([]);
    expect(
      [...beside, ...works.map((version) => `${version}-rc1`), ...works.map((version) => `1${version}`)].filter(
        (version) => pattern.test(version) && !works.includes(version),
      ),
    ).toEqual([]);
    expect(table.versions.filter((version) => !works.includes(version) && pattern.test(version))).toEqual([]);
  });

  test('is written as ranges of patches', () => {
    expect(allowedVersions(['1.4.0', '1.4.1', '1.4.10', '1.4.12', '1.5.3', '2.15'])).toBe(
      '/^(?:1\\.4\\.(?:[0-1]|10|12)|1\\.5\\.3|2\\.15)$/',
    );
    expect(patternOf(ruleOf('tempo.chart')).test('1.13.1')).toBe(false);
    expect(patternOf(ruleOf('tempo.chart')).test('1.13.2')).toBe(true);
  });

  test('comes from the repository after the move', () => {
    for (const key of ['tempo.chart', 'tempo.monolithic'])
      expect(manager(key).registryUrlTemplate).toBe('https://grafana-community.github.io/helm-charts');
  });

  test.each([
    ['traefik.k3s', 'v1.36.4+k3s1', '1.36.4'],
    ['traefik.k3s', 'v1.36.4-rc1+k3s1', undefined],
    ['linkerd.version', 'stable-2.14.10', '2.14.10'],
    ['linkerd.version', 'version-2.20', '2.20'],
    ['linkerd.version', 'edge-25.4.4', undefined],
    ['gitops.argocd', 'v3.5.2', '3.5'],
    ['gitops.argocd', 'v3.5.0-rc1', undefined],
    ['tempo.credentials.externalSecret.operator', 'v2.9.0', '2.9'],
    ['tempo.credentials.externalSecret.operator', 'helm-chart-2.9.0', undefined],
  ])('for %s reads the tag %s', (key, tag, version) => {
    expect(new RegExp(manager(key).extractVersionTemplate ?? '').exec(tag)?.groups?.version).toBe(version);
  });

  test('for what is installed elsewhere needs an approval', () => {
    const asked = rules
      .filter(({ dependencyDashboardApproval }) => dependencyDashboardApproval)
      .flatMap(({ matchDepNames }) => matchDepNames);

    expect(asked.sort()).toEqual(['argo-cd', 'external-secrets', 'k3s', 'linkerd', 'traefik']);
  });
});

describe('renovate.json', () => {
  const text = readFileSync('renovate.json', 'utf8');

  test('is what `npm run renovate` writes today', () => {
    expect(text).toBe(jsonText(withPins(JSON.parse(text))));
  });

  test('keeps what a user adds', () => {
    const own = { customManagers: [{ description: 'mine' }], packageRules: [{ matchDepNames: ['tempo'] }, null], schedule: ['weekly'] };
    const twice = withPins(withPins({ ...own, customManagers: [...own.customManagers, { description: 'tempo-gitops: an old one' }] }));

    expect(twice).toMatchObject({ schedule: ['weekly'] });
    expect((twice.customManagers as unknown[]).slice(managers.length)).toEqual(own.customManagers);
    expect((twice.packageRules as unknown[]).slice(rules.length)).toEqual(own.packageRules);
  });

  test.each([
    [['npm'], ['npm', 'custom.regex']],
    [
      ['npm', 'custom.regex'],
      ['npm', 'custom.regex'],
    ],
    [['regex'], ['regex']],
    [[], []], // all managers
  ])('with a list of managers has ours in it: %j', (enabledManagers, expected) => {
    expect(withPins({ enabledManagers })).toMatchObject({ enabledManagers: expected });
    expect(withPins({})).not.toHaveProperty('enabledManagers');
  });

  test('is completed once', () => {
    const own = { packageRules: [{ matchDepNames: ['argo-cd'] }], gitIgnoredAuthors: ['bot@example.org'], extends: ['local>me/presets'] };
    const once = completed(own, false);

    expect(once).toMatchObject({ extends: own.extends, gitIgnoredAuthors: ['bot@example.org', expect.stringContaining('github-actions')] });
    expect((once.packageRules as unknown[]).at(-1)).toEqual(own.packageRules[0]);
    expect(completed(once, false)).toEqual(once);
  });

  test('has no rule for the releases of other files', () => {
    expect(rules.filter((rule) => !(rule as { matchFileNames?: unknown }).matchFileNames)).toEqual([]);
  });

  test('updates the actions of the template, too', () => {
    const patterns = (JSON.parse(text) as { 'github-actions': { managerFilePatterns: string[] } })['github-actions'].managerFilePatterns;

    expect(patterns.filter((pattern) => new RegExp(pattern.slice(1, -1)).test('init/templates/github.yml'))).toHaveLength(1);
  });
});
