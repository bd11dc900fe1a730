/** Walks every table of releases: at each boundary what is written there changes, and between them nothing does. */
import { argoCdReleases } from '../charts/argocd/releases';
import { linkerdReleases } from '../charts/linkerd/releases';
import { externalSecretsReleases } from '../charts/tempo/credentials/external-secrets-releases';
import { distributedReleases, monolithicReleases } from '../charts/tempo/releases';
import { k3sReleases, traefikReleases } from '../charts/traefik/releases';
import type { ReleaseTable } from '../lib/releases/table';
import { said, synthesizeText } from './synthesis';

/** What differs between each release and the one before it: `version: fact, fact`. */
function changes(table: ReleaseTable<object>): string[] {
  const found = table.versions.flatMap((version) => table.find(version).release ?? []);
  return found.flatMap((release, index) => {
    const before = found[index - 1];
    if (!before) return [];
    const keys = [...new Set([...Object.keys(before), ...Object.keys(release)])].filter((key) => key !== 'version');
    const changed = keys.filter((key) => JSON.stringify(before[key as never]) !== JSON.stringify(release[key as never]));
    return changed.length > 0 ? [`${release.version}: ${changed.join(', ')}`] : [];
  });
}

describe('the facts change where they are said to, and nowhere else:', () => {
  test('tempo-distributed', () => {
    expect(changes(distributedReleases)).toEqual([
      '0.27.16: gatewayRenders',
      '0.27.17: gatewayRenders',
      '1.4.10: minio',
      '1.5.0: tlsCaPath',
      '1.6.4: minio',
      '1.6.7: minio',
      '1.9.11: rendered',
      '1.16.0: rendered',
      '1.18.2: dropsExtraEnv',
      '1.18.5: dropsExtraEnv',
      '1.33.0: overrides',
      '1.41.0: queryPort',
      '1.62.0: repository',
      '2.17.0: optional',
      '2.23.5: removed',
      '2.24.0: optional',
      '2.25.4: expandEnvUnder',
      '3.0.0: workloads, optional, kafka, minio',
    ]);
  });

  test('tempo', () => {
    expect(changes(monolithicReleases)).toEqual([
      '1.4.0: tlsCaPath',
      '1.19.0: overrides',
      '1.23.1: queryPort',
      '1.25.0: repository',
      '2.2.2: removed',
    ]);
  });

  test('traefik', () => {
    expect(changes(traefikReleases)).toEqual([
      '10.29.0: tracing, sampleRate',
      '16.1.0: rendered',
      '19.0.0: rendered',
      '23.0.0: rendered',
      '23.2.0: envReplacesDefaults',
      '26.0.0: rendered',
      '28.0.0: tracing, sampleRate, traceIdField, traceIdFrom',
      '28.1.0: rendered',
      '33.0.0: traceIdField, envReplacesDefaults, publishesService',
      '33.2.0: sampleRate',
      '34.0.0: traceIdField, traceIdFrom',
      '34.3.0: traceIdField',
      '37.0.0: sampleRate',
      '39.0.6: traceIdField',
      '41.0.0: accessLog',
    ]);
  });

  test('k3s', () => {
    expect(changes(k3sReleases)).toEqual([
      '1.24.7: tracing, sampleRate',
      '1.25.0: tracing, sampleRate',
      '1.26.0: tracing, sampleRate',
      '1.27.7: envReplacesDefaults',
      '1.32.2: tracing, traceIdField, envReplacesDefaults, traceIdFrom',
      '1.32.4: traceIdField',
      '1.32.10: sampleRate',
      '1.33.0: sampleRate',
      '1.33.6: sampleRate',
      '1.34.0: sampleRate',
      '1.34.2: sampleRate',
      '1.35.4: traceIdField',
      '1.35.7: accessLog',
    ]);
  });

  test('Linkerd, its extension aside', () => {
    expect(changes(linkerdReleases).filter((change) => !/: extension$/.test(change))).toEqual([
      '2.13.0: extension, readsW3c, rendered',
      '2.15: repository, extension',
      '2.17: extension, exports, protocolKey',
      '2.19: extension, protocolKey',
    ]);
  });

  test('Argo CD and External Secrets', () => {
    expect(changes(argoCdReleases)).toEqual(['3.0: nullValues', '3.2: retryRefresh', '3.3: clusterResourceNames']);
    expect(changes(externalSecretsReleases)).toEqual([
      '0.9: remoteRef',
      '0.16: apiVersion, served',
      '0.17: served',
      '2.3: remoteRef',
      '2.7: remoteRef',
    ]);
  });
});

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/tracing.git", argocd: 3.5}\n';
const STORAGE = '  storage: {bucket: traces, endpoint: s3.example.org, ca: {configMap: ca}}\n  credentials: {existing: {}}\n';
const METRICS = '  metricsGenerator: {remoteWrite: "http://prometheus:9090"}\n';
const WITH_TEMPO = `${HEAD}tempo:\n  chart: 2.23.4\n  receivers: [zipkin, otlp-http, otlp-grpc, opencensus]\n${STORAGE}  persistence: {}\n`;

/**
 * A cluster file by the release of one piece, and the boundaries that it cannot show: what changes there shows with another
 * receiver, with values of the user's or with a sample rate of 0, each with a test of its own.
 */
const written: [string, ReleaseTable<object>, (version: string) => string, unseen: string[]][] = [
  [
    'tempo-distributed',
    distributedReleases,
    (version) => {
      const kafka = Number(version.split('.')[0]) >= 3 ? '  kafka: {address: "kafka:9092"}\n' : '  persistence: {}\n';
      return `${HEAD}tempo:\n  chart: ${version}\n  receivers: [otlp-grpc]\n${STORAGE}${METRICS}${kafka}grafana: {}\n`;
    },
    ['0.27.16', '0.27.17', '1.4.10', '1.6.4', '1.6.7', '2.17.0', '2.23.5', '2.24.0'],
  ],
  [
    'tempo',
    monolithicReleases,
    (version) => `${HEAD}tempo:\n  monolithic: ${version}\n  receivers: [otlp-grpc]\n${STORAGE}${METRICS}  persistence: {}\ngrafana: {}\n`,
    ['2.2.2'],
  ],
  [
    'traefik',
    traefikReleases,
    (version) => `${WITH_TEMPO}emojivoto: {}\ntraefik: {chart: ${version}, via: release}\n`,
    ['23.2.0', '34.0.0', '34.3.0', '37.0.0', '39.0.6'],
  ],
  [
    'k3s',
    k3sReleases,
    (version) => `${WITH_TEMPO}emojivoto: {}\ntraefik: {k3s: ${version}}\n`,
    ['1.27.7', '1.32.4', '1.32.10', '1.33.0', '1.33.6', '1.34.0', '1.34.2', '1.35.4'],
  ],
  [
    'Linkerd',
    linkerdReleases,
    (version) =>
      `${WITH_TEMPO}linkerd: {version: ${version}${/^2\.(19|20)/.test(version) ? '' : ', webhookIssuer: issuer'}}\ntraefik: {chart: 41.3.0}\n`,
    [],
  ],
];

test.each(written)('the output for %s changes where its facts do, and nowhere else', (_name, table, clusterFile, unseen) => {
  const versions = table.versions.filter((version) => table.find(version).release);
  const boundaries = new Set(changes(table).map((change) => change.split(':')[0]));
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
    // Next to a boundary each release, far from it one in twenty.
    if (!isNear(index) && index % 20 !== 0) return;
    const { errors, text } = output(version);
    surprises.push(...errors);
    if (before && text !== before && !crossed) surprises.push(`${version}: changed`);
    if (before && text === before && boundaries.has(version)) unchanged.push(version);
    before = text;
    crossed = false;
  });
  expect(surprises).toEqual([]);
  expect(unchanged).toEqual(unseen);
});
