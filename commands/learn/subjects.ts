/** The tables that `npm run learn` extends. */
import { argoCdReleases } from '../../charts/argocd/releases';
import { CHART as COLLECTOR_CHART, REPOSITORY as COLLECTOR_REPOSITORY, collectorReleases } from '../../charts/collector/releases';
import { EXTENSION, linkerdReleases } from '../../charts/linkerd/releases';
import { externalSecretsReleases } from '../../charts/tempo/credentials/external-secrets-releases';
import { tempoProduct } from '../../charts/tempo/product';
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { traefikProduct } from '../../charts/traefik/product';
import { REPOSITORY, traefikReleases } from '../../charts/traefik/releases';
import { VULTURE, vultureReleases } from '../../charts/vulture/releases';
import type { ReleaseTable } from '../../lib/releases/table';
import { minorOf } from '../../lib/releases/version';
import { collectorFacts } from './facts/collector';
import { argoCdFacts, externalSecretsFacts } from './facts/definitions';
import { linkerdFacts } from './facts/linkerd';
import { tempoFacts } from './facts/tempo';
import { traefikFacts } from './facts/traefik';
import { vultureFacts } from './facts/vulture';
import { collectorCases } from './matrix/collector';
import { linkerdCases } from './matrix/linkerd';
import { tempoCases } from './matrix/tempo';
import { traefikCases } from './matrix/traefik';
import { vultureCases } from './matrix/vulture';
import type { AnyTable, Candidate, IsAvailable, Named, Subject } from './subject';

const byOwnVersion = ({ version, appVersion }: Candidate): Named => ({ version, ships: appVersion });

/** Argo CD and External Secrets: the first two numbers of the program. */
const byMinor = ({ appVersion }: Candidate): Named => ({ version: minorOf(appVersion) });

/** Why a program cannot be in a chart that is learned: its own facts are in no chart. */
const unknownProduct = (product: ReleaseTable<object>, version: string, file: string): string | undefined =>
  product.versions.includes(version)
    ? undefined
    : `ships ${product.name} ${version || 'of an unknown version'}, which ${file} does not list; add it there, with what its own tag changes`;

type Listed = Pick<ReleaseTable<object>, 'name' | 'releases' | 'newest'>;

const newestOf = ({ name, releases, newest }: Listed, isAvailable: IsAvailable): string =>
  releases.findLast(({ version }) => isAvailable(name, version))?.version ?? newest;

/** The Tempo that Traefik sends its spans to. */
export const newestTempo = (isAvailable: IsAvailable): string => newestOf(monolithicReleases, isAvailable);

/** The last release of tempo-distributed that still receives OpenCensus, for Linkerd. */
const withOpenCensus = (): string => distributedReleases.last(({ tempo }) => tempo.receivers.includes('opencensus'));

const ofTempo = (
  table: typeof distributedReleases | typeof monolithicReleases,
  list: string,
  key: Parameters<typeof tempoCases>[1],
  unseen: readonly string[],
): Subject => ({
  chart: table.name,
  repository: table.at(table.newest).repository,
  ...{ list, table, unseen, rows: 'charts/tempo/releases.ts', nameOf: byOwnVersion, read: tempoFacts },
  admit: ({ version, ships = '' }) => {
    table.admit(version, { tempo: tempoProduct.at(ships) });
    return unknownProduct(tempoProduct, ships, 'charts/tempo/product.ts');
  },
  cases: (version) => tempoCases(table.at(version), key),
});

/** An operator whose table lists the minors of its program. */
const operator = (table: AnyTable & Pick<ReleaseTable<object>, 'admit'>): Pick<Subject, 'table' | 'nameOf' | 'admit' | 'cases'> => ({
  table,
  nameOf: byMinor,
  admit: ({ version }) => {
    table.admit(version);
    return undefined;
  },
  cases: () => [],
});

export const SUBJECTS: readonly Subject[] = [
  ofTempo(distributedReleases, 'charts/tempo/tempo-distributed-releases.json', 'chart', ['minio', 'imageRegistry']),
  ofTempo(monolithicReleases, 'charts/tempo/tempo-releases.json', 'monolithic', ['imageRegistry']),
  {
    chart: traefikReleases.name,
    repository: REPOSITORY,
    list: 'charts/traefik/traefik-releases.json',
    rows: 'charts/traefik/releases.ts',
    table: traefikReleases,
    nameOf: byOwnVersion,
    admit: ({ version, ships = '' }) => {
      traefikReleases.admit(version, { traefik: traefikProduct.at(ships) });
      return unknownProduct(traefikProduct, ships, 'charts/traefik/product.ts');
    },
    cases: (version, isAvailable) => traefikCases(traefikReleases.at(version), newestTempo(isAvailable)),
    read: traefikFacts,
    unseen: [],
  },
  {
    chart: EXTENSION,
    repository: linkerdReleases.at(linkerdReleases.last(({ extension }) => extension !== undefined)).repository,
    list: 'charts/linkerd/linkerd-releases.json',
    rows: 'charts/linkerd/releases.ts',
    table: linkerdReleases,
    // Edge releases have dates. Which one is a release such as 2.18 is announced, and in no chart.
    nameOf: ({ version, appVersion }) => {
      const [, stable] = /^stable-(\d+\.\d+\.\d+)$/.exec(appVersion) ?? [];
      return stable === undefined ? undefined : { version: stable, ships: version };
    },
    admit: ({ version, ships }) => {
      linkerdReleases.admit(version, { extension: ships });
      return undefined;
    },
    cases: (version, isAvailable) => linkerdCases(version, withOpenCensus(), newestOf(traefikReleases, isAvailable)),
    read: linkerdFacts,
    unseen: ['exports', 'readsW3c', 'hook'],
  },
  {
    chart: COLLECTOR_CHART,
    repository: COLLECTOR_REPOSITORY,
    list: 'charts/collector/opentelemetry-collector-releases.json',
    rows: 'charts/collector/releases.ts',
    table: collectorReleases,
    nameOf: byOwnVersion,
    admit: ({ version, ships }) => {
      collectorReleases.admit(version, { program: ships });
      return undefined;
    },
    cases: (version, isAvailable) => collectorCases(version, newestTempo(isAvailable)),
    read: collectorFacts,
    // From the list of components of its program.
    unseen: ['hasOpenCensus'],
  },
  {
    chart: VULTURE,
    repository: vultureReleases.at(vultureReleases.newest).repository,
    list: 'charts/vulture/tempo-vulture-releases.json',
    rows: 'charts/vulture/releases.ts',
    table: vultureReleases,
    nameOf: byOwnVersion,
    admit: ({ version, ships }) => {
      vultureReleases.admit(version, { program: ships });
      return undefined;
    },
    cases: (version, isAvailable) => vultureCases(version, newestTempo(isAvailable)),
    read: vultureFacts,
    // From the source of the program.
    unseen: ['writes', 'queriesMetrics'],
  },
  {
    ...operator(argoCdReleases),
    chart: 'argo-cd',
    repository: 'https://argoproj.github.io/argo-helm',
    list: 'charts/argocd/argocd-releases.json',
    rows: 'charts/argocd/releases.ts',
    read: argoCdFacts,
    unseen: ['nullValues', 'tracksByLabel'],
  },
  {
    ...operator(externalSecretsReleases),
    chart: 'external-secrets',
    repository: 'https://charts.external-secrets.io',
    list: 'charts/tempo/credentials/external-secrets-releases.json',
    rows: 'charts/tempo/credentials/external-secrets-releases.ts',
    read: externalSecretsFacts,
    unseen: [],
  },
];
