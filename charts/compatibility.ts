/** Which releases work together, by which protocol, and what is lost. Computed from the tables of releases. */
import type { ReleaseList } from '../lib/releases/list';
import type { Release, ReleaseTable } from '../lib/releases/table';
import argoCdList from './argocd/argocd-releases.json';
import { argoCdReleases } from './argocd/releases';
import type { Aspects } from './aspects';
import { COLLECTOR_ASPECTS } from './collector/aspects';
import collectorList from './collector/opentelemetry-collector-releases.json';
import { collectorReleases } from './collector/releases';
import { exportsBy, LINKERD_ASPECTS } from './linkerd/aspects';
import linkerdList from './linkerd/linkerd-releases.json';
import { linkerdReleases } from './linkerd/releases';
import { DISTRIBUTED_ASPECTS, MONOLITHIC_ASPECTS, receivesOpenCensus } from './tempo/aspects';
import { externalSecretsReleases } from './tempo/credentials/external-secrets-releases';
import externalSecretsList from './tempo/credentials/external-secrets-releases.json';
import { distributedReleases, monolithicReleases } from './tempo/releases';
import distributedList from './tempo/tempo-distributed-releases.json';
import monolithicList from './tempo/tempo-releases.json';
import { K3S_ASPECTS, TRAEFIK_ASPECTS } from './traefik/aspects';
import { k3sReleases } from './traefik/k3s-releases';
import { traefikReleases } from './traefik/releases';
import traefikList from './traefik/traefik-releases.json';
import { VULTURE_ASPECTS } from './vulture/aspects';
import { vultureReleases } from './vulture/releases';
import vultureList from './vulture/tempo-vulture-releases.json';

/** A table of the page. */
export interface CompatibilityTable {
  readonly title: string;
  readonly remark: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function compatibility(): CompatibilityTable[] {
  return [
    together(),
    {
      title: 'Tempo in microservices (chart tempo-distributed)',
      remark:
        'A newer release of the last major is treated as the newest release in this table, with a warning. Traces are kept as shown unless tempo.retention is set.',
      ...columnsOf('chart', distributedReleases, DISTRIBUTED_ASPECTS),
    },
    {
      title: 'Tempo in one process (chart tempo)',
      remark: 'One Service receives both spans and queries. Traces are kept as shown unless tempo.retention is set.',
      ...columnsOf('chart', monolithicReleases, MONOLITHIC_ASPECTS),
    },
    {
      title: 'Traefik (its chart)',
      remark: `The third column is the field that links a log line to its trace. Before ${firstWithSampling()}, Traefik 3 samples every request.`,
      ...columnsOf('chart', traefikReleases, TRAEFIK_ASPECTS),
    },
    {
      title: 'Traefik bundled with k3s',
      remark:
        'Configured by a HelmChartConfig. k3s packages the chart without its schema, so Helm does not report a wrong value. A later patch of a minor is treated as the newest patch in this table, with a warning.',
      ...columnsOf('k3s', k3sReleases, K3S_ASPECTS),
    },
    {
      title: 'Linkerd',
      remark: 'The proxy does not start traces. It adds spans to existing ones.',
      ...columnsOf('Linkerd', linkerdReleases, LINKERD_ASPECTS),
    },
    {
      title: 'Collector (chart opentelemetry-collector)',
      remark: 'Tempo must receive otlp-grpc or otlp-http. What the collector does not receive goes to Tempo.',
      ...columnsOf('chart', collectorReleases, COLLECTOR_ASPECTS),
    },
    {
      title: 'Vulture (chart tempo-vulture)',
      remark: 'The receiver must be in tempo.receivers.',
      ...columnsOf('chart', vultureReleases, VULTURE_ASPECTS),
    },
    {
      title: 'Newest known releases',
      remark: 'The newest release in each table, and the date up to which its releases were read. `npm run learn` finds newer ones.',
      columns: ['table', 'newest release', 'read up to'],
      rows: LISTS.map(([{ name, newest }, { lookedAt }]) => [name, newest, lookedAt]),
    },
    {
      title: 'Broken releases',
      remark: 'Releases within the ranges above that do not work. They are refused.',
      columns: ['chart', 'release', 'why, and what to use instead'],
      rows: [distributedReleases, monolithicReleases, traefikReleases].flatMap(({ name, refused }) =>
        refused.map(([first, last, problem, fix]) => [name, first === last ? first : `${first} and ${last}`, `${problem}; ${fix}`]),
      ),
    },
  ];
}

/** A table with a column for each aspect. @param first the head of the column with the releases */
const columnsOf = <Facts extends object>(first: string, table: ReleaseTable<Facts>, { shown }: Aspects<Facts>) => ({
  columns: [first, ...shown.map(({ name }) => name)],
  rows: ranges(table, (release) => shown.map(({ of }) => of(release))),
});

const LISTS: readonly (readonly [Pick<ReleaseTable<object>, 'name' | 'newest'>, ReleaseList])[] = [
  [distributedReleases, distributedList],
  [monolithicReleases, monolithicList],
  [traefikReleases, traefikList],
  [linkerdReleases, linkerdList],
  [collectorReleases, collectorList],
  [vultureReleases, vultureList],
  [argoCdReleases, argoCdList],
  [externalSecretsReleases, externalSecretsList],
];

/** Everything that sends spans, by generation of the chart of Tempo. */
function together(): CompatibilityTable {
  const generations = ranges(distributedReleases, (release) => [receivesOpenCensus(release), release.tempo.kafka ? 'Kafka' : '']);
  const columns = generations.map(([range, , kafka]) => `${distributedReleases.name} ${range}${kafka ? ', with Kafka' : ''}`);
  const opencensus = (lost: string) => generations.map(([, receiver]) => (receiver === 'yes' ? 'OpenCensus' : lost));
  const always = (protocol: string) => generations.map(() => protocol);
  const [extension, native] = ranges(linkerdReleases, (release) => [exportsBy(release)]).map(([range]) => range);
  const [zipkin, otlp] = ranges(traefikReleases, ({ traefik }) => [traefik.protocol]).map(([range]) => range);
  return {
    title: `Senders by release of ${distributedReleases.name}`,
    remark:
      'The columns are releases of the chart, whose numbers are not those of Tempo. Each cell has the protocol in use, or what is lost.',
    columns: ['', ...columns],
    rows: [
      [`Traefik chart ${zipkin}`, ...always('Zipkin')],
      [`Traefik chart ${otlp}`, ...always('OTLP')],
      [`Linkerd ${extension}`, ...opencensus('refused: no common protocol')],
      [`Linkerd ${native}`, ...always('OTLP')],
      ['emojivoto', ...opencensus('deployed, but sends no spans')],
    ],
  };
}

/** The first release with Traefik 3 whose sample rate can be set. */
const firstWithSampling = (): string =>
  traefikReleases.first(({ traefik, sampleRate }) => traefik.protocol === 'OTLP' && sampleRate !== 'never');

/** Rows of `first to last` with the cells that all releases in that range share. */
function ranges<Facts extends object>(table: ReleaseTable<Facts>, cells: (release: Release<Facts>) => string[]): string[][] {
  const rows: { first: string; last: string; cells: string[] }[] = [];
  for (const release of table.releases) {
    const own = cells(release);
    const before = rows.at(-1);
    if (before && before.cells.join('|') === own.join('|')) before.last = release.version;
    else rows.push({ first: release.version, last: release.version, cells: own });
  }
  return rows.map(({ first, last, cells: common }) => [first === last ? first : `${first} to ${last}`, ...common]);
}
