/**
 * Walks every table of releases. The snapshot lists each fact's value at each release where it changes, so that no row can be
 * changed unnoticed; and at each of these boundaries the output changes, and nowhere else.
 */
import { argoCdReleases } from '../charts/argocd/releases';
import { collectorReleases } from '../charts/collector/releases';
import { linkerdReleases } from '../charts/linkerd/releases';
import { externalSecretsReleases } from '../charts/tempo/credentials/external-secrets-releases';
import { tempoProduct } from '../charts/tempo/product';
import { distributedReleases, monolithicReleases } from '../charts/tempo/releases';
import { bundledTraefik, k3sReleases } from '../charts/traefik/k3s-releases';
import { traefikProduct } from '../charts/traefik/product';
import { type TraefikRelease, traefikReleases } from '../charts/traefik/releases';
import { vultureReleases } from '../charts/vulture/releases';
import type { Release, ReleaseTable } from '../lib/releases/table';
import { compareVersions, minorOf } from '../lib/releases/version';
import { isMap } from '../lib/yaml/parsed';
import { said, synthesizeText } from './synthesis';

type Facts = Readonly<Record<string, unknown>>;

/** A shipped product is listed by its version: its facts are in the list of the product. */
const printed = (value: unknown): string =>
  isMap(value) && typeof value.version === 'string' ? value.version : (JSON.stringify(value) ?? 'undefined');

/** `2.23.5: tempo=2.10.6`: the differences between each release and the one before it, including refused ones. */
function changes(releases: readonly Release<object>[]): string[] {
  let before: Facts = {};
  return releases.flatMap((release) => {
    const facts: Facts = { ...release };
    const keys = [...new Set([...Object.keys(before), ...Object.keys(facts)])].filter((key) => key !== 'version');
    const changed = keys.filter((key) => printed(before[key]) !== printed(facts[key]));
    before = facts;
    return changed.length > 0 ? [`${release.version}: ${changed.map((key) => `${key}=${printed(facts[key])}`).join(' ')}`] : [];
  });
}

/** One line per minor. */
function released({ versions }: ReleaseTable<object>): string[] {
  const minors = new Map<string, string[]>();
  for (const version of versions) minors.set(minorOf(version), [...(minors.get(minorOf(version)) ?? []), version]);
  return [...minors.values()].map((patches) => patches.join(' '));
}

const everyRelease = (table: ReleaseTable<object>): Release<object>[] => table.versions.map((version) => table.at(version));

test.each<ReleaseTable<object>>([
  tempoProduct,
  distributedReleases,
  monolithicReleases,
  traefikProduct,
  traefikReleases,
  k3sReleases,
  linkerdReleases,
  collectorReleases,
  vultureReleases,
  argoCdReleases,
  externalSecretsReleases,
])('the facts of $name', (table) => {
  expect([`# ${table.name}: what changes`, ...changes(everyRelease(table))].join('\n')).toMatchSnapshot();
  expect([`# ${table.name}: released`, ...released(table)].join('\n')).toMatchSnapshot();
  expect([`# ${table.name}: refused`, ...table.refused.map((row) => row.join(' | '))].join('\n')).toMatchSnapshot();
});

test.each([
  ['tempo-distributed', distributedReleases, tempoProduct, 'tempo'],
  ['tempo', monolithicReleases, tempoProduct, 'tempo'],
  ['traefik', traefikReleases, traefikProduct, 'traefik'],
  ['k3s', k3sReleases, traefikProduct, 'traefik'],
  ['k3s', k3sReleases, traefikReleases, 'chart'],
] as [string, ReleaseTable<object>, ReleaseTable<object>, string][])(
  'every release of %s ships a release that exists',
  (_name, table, product, fact) => {
    const shipped = everyRelease(table).map((release) => printed((release as Facts)[fact]));
    expect(shipped.filter((version) => !product.versions.includes(version))).toEqual([]);
  },
);

const HEAD =
  'domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}\nregistry: {images: mirror.example.org, pullSecret: login}\n' +
  'metadata: {labels: {team: a}, annotations: {owner: a}}\nscheduling: {nodeSelector: {pool: a}, priorityClassName: b}\n' +
  'namespaces: {podSecurity: restricted}\n';
const STORAGE = '  storage: {bucket: traces, endpoint: s3.example.org, ca: {configMap: ca}}\n  credentials: {existing: {}}\n';
const METRICS = '  metricsGenerator: {remoteWrite: "http://prometheus:9090"}\n';
const RETENTION = '  retention: 336h\n';
const WITH_TEMPO = `${HEAD}tempo:\n  chart: 2.23.4\n  receivers: [zipkin, otlp-http, otlp-grpc, opencensus]\n${STORAGE}  persistence: {}\n`;

/** Facts that only matter for the step from one release to another, for what runs, or for values of the user's. */
const NOT_IN_OUTPUT = [
  ...[
    'version',
    'writes',
    'reads',
    'fixed',
    'searchesBy',
    'gatewayApi',
    'queryIngress',
    'queryIngressFailsWithTls',
    'hasGatewayCrds',
    'volumes',
    'serviceType',
    'serviceName',
    'unreached',
    'switches',
  ],
  ...['labelsTag', 'comparesTag', 'marketplaces', 'hasHubImage'],
];

/** With the route of the demo that this Traefik serves. */
const demoBehind = ({ gatewayPolicy }: Pick<TraefikRelease, 'gatewayPolicy'>) => `emojivoto: {${gatewayPolicy ? 'route: gateway' : ''}}\n`;

/** The facts of a release and of the product that it ships that decide the output. */
function decided(release: Release<object>): Release<object> {
  const own = Object.entries(release).flatMap(([fact, value]) =>
    isMap(value) && typeof value.version === 'string'
      ? Object.entries(value).flatMap(([of, its]) => (NOT_IN_OUTPUT.includes(of) ? [] : [[`${fact}.${of}`, its]]))
      : NOT_IN_OUTPUT.includes(fact)
        ? []
        : [[fact, value]],
  );
  return { ...Object.fromEntries(own), version: release.version };
}

/**
 * A cluster file by the release of one piece, and the boundaries that it cannot show: what changes there shows with another
 * receiver or its options, with another storage, with other settings of the metrics-generator, with values of the user's, with an
 * identity or with monitoring, each with a test of its own.
 */
const written: [string, readonly Release<object>[], (version: string) => string, unseen: string[]][] = [
  [
    'tempo-distributed',
    distributedReleases.releases,
    (version) => {
      const kafka = Number(version.split('.')[0]) >= 3 ? '  kafka: {address: "kafka:9092"}\n' : '  persistence: {}\n';
      // Refused there, which has a test of its own.
      const metrics = distributedReleases.at(version).generatorStarts ? METRICS : '';
      return `${HEAD}tempo:\n  chart: ${version}\n  receivers: [otlp-grpc]\n${STORAGE}${metrics}${RETENTION}${kafka}grafana: {}\n`;
    },
    [
      ...[
        '0.27.11',
        '0.27.16',
        '0.27.17',
        '1.0.0',
        '1.2.5',
        '1.2.6',
        '1.2.11',
        '1.3.0',
        '1.4.10',
        '1.6.4',
        '1.6.7',
        '1.7.0',
        '1.8.4',
        '1.9.0',
        '1.11.0',
        '1.13.2',
        '1.14.0',
        '1.18.0',
        '1.25.0',
        '1.29.0',
        '1.39.0',
      ],
      ...['1.40.0', '1.42.0', '1.44.0', '1.48.0', '1.54.0', '1.55.0', '1.63.0', '2.11.0', '2.13.0', '2.17.0', '2.17.4', '2.18.0'],
      ...['2.22.0', '2.23.5', '2.24.0', '2.25.5', '3.0.4'],
    ],
  ],
  [
    'tempo',
    monolithicReleases.releases,
    (version) => {
      // Refused there, which has a test of its own.
      const head = monolithicReleases.at(version).isNonRoot ? HEAD : HEAD.replace('podSecurity: restricted', 'podSecurity: baseline');
      return `${head}tempo:\n  monolithic: ${version}\n  receivers: [otlp-grpc]\n${STORAGE}${METRICS}${RETENTION}  persistence: {}\ngrafana: {}\n`;
    },
    ['1.0.0', '1.3.0', '1.7.0', '1.10.0', '1.13.0', '1.18.0', '1.21.0', '1.23.0', '1.24.2', '1.26.0', '2.2.2'],
  ],
  [
    'traefik',
    traefikReleases.releases,
    (version) => `${WITH_TEMPO}${demoBehind(traefikReleases.at(version))}traefik: {chart: ${version}, via: release}\n`,
    [
      ...['10.1.5', '20.4.0', '25.0.0', '34.0.0', '34.3.0', '39.0.6'],
      ...['18.2.0', '27.0.0', '30.0.0', '37.1.0', '37.4.0'], // with Services, routes, Hub and plugins of the user's
      ...['10.1.1', '10.20.0', '18.1.0', '39.0.1', '40.0.0'], // with entry points, flags, nulls, old names and an access log by OTLP of the user's
    ],
  ],
  [
    'k3s',
    k3sReleases.releases.map((release) => ({
      ...bundledTraefik(release),
      rendered: undefined,
      image: undefined,
      metadata: undefined,
      optionalObjects: undefined,
      gatewaySwitch: undefined,
      showsDashboard: undefined,
      restricted: undefined,
      version: release.version,
    })),
    (version) => `${WITH_TEMPO}${demoBehind(bundledTraefik(k3sReleases.at(version)))}traefik: {k3s: ${version}}\n`,
    [
      ...['1.24.14', '1.25.10', '1.26.5', '1.27.2'], // with monitoring
      ...['1.25.15', '1.26.10', '1.27.1', '1.27.7', '1.28.1', '1.28.3'], // with an `env` of the user's
      ...['1.32.4', '1.33.11', '1.34.7', '1.35.0', '1.35.4'], // with Loki
      ...['1.33.13', '1.34.9', '1.35.6', '1.36.0', '1.36.2'], // with an access log by OTLP of the user's
      ...['1.24.8', '1.25.3', '1.25.4', '1.32.13', '1.33.9', '1.34.5', '1.35.2', '1.37.0'], // with flags, nulls and old names of the user's
    ],
  ],
  [
    'Linkerd',
    linkerdReleases.releases,
    (version) =>
      `${WITH_TEMPO}linkerd: {version: ${version}${/^2\.(19|20)/.test(version) ? '' : ', webhookIssuer: issuer'}}\ntraefik: {chart: 41.3.0}\n`,
    [],
  ],
];

test.each(written)('the output for %s changes only where its facts change', (_name, releases, clusterFile, unseen) => {
  const versions = releases.map(({ version }) => version);
  const boundaries = new Set(
    changes(releases.map(decided))
      .slice(1)
      .map((change) => change.split(':')[0]),
  );
  const isNear = (index: number) => [index - 1, index, index + 1].some((near) => boundaries.has(versions[near] ?? ''));
  const output = (version: string) => {
    const synthesis = synthesizeText(clusterFile(version));
    return { errors: said(synthesis), text: JSON.stringify([...synthesis.files]).replaceAll(version, 'VERSION') };
  };
  const surprises: string[] = [];
  const unchanged: string[] = [];
  let before = '';
  let crossed = false;
  versions.forEach((version, index) => {
    crossed ||= boundaries.has(version);
    // Every release next to a boundary, and one in twenty elsewhere.
    if (!isNear(index) && index % 20 !== 0) return;
    const { errors, text } = output(version);
    surprises.push(...errors);
    if (before && text !== before && !crossed) surprises.push(`${version}: changed`);
    if (before && text === before && boundaries.has(version)) unchanged.push(version);
    before = text;
    crossed = false;
  });
  expect(surprises).toEqual([]);
  expect(unchanged).toEqual(unseen.toSorted(compareVersions));
});
