/** Which releases work together, by which protocol, and what is lost. Computed from the tables of releases. */
import type { Release, ReleaseTable } from '../lib/releases/table';
import { linkerdReleases } from './linkerd/releases';
import { distributedReleases, monolithicReleases, type TempoRelease } from './tempo/releases';
import { bundledTraefik, k3sReleases } from './traefik/k3s-releases';
import { type TraefikRelease, traceIdFieldOf, traefikReleases } from './traefik/releases';

/** A table of the page. */
export interface CompatibilityTable {
  readonly title: string;
  readonly remark: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const SENDS = { flags: 'Zipkin, by flags', zipkin: 'Zipkin', otlp: 'OTLP' } as const;
const EXPORTS = { opencensus: 'OpenCensus', 'otlp-grpc': 'OTLP' } as const;

export function compatibility(): CompatibilityTable[] {
  return [
    together(),
    {
      title: 'Tempo in microservices (chart tempo-distributed)',
      remark:
        'A newer release of the last major is treated as the newest release in this table, with a warning. Traces are kept as shown unless tempo.retention is set.',
      columns: ['chart', 'query port', 'OpenCensus', 'Kafka', 'its own MinIO', 'traces kept', 'flag and variables'],
      rows: ranges(distributedReleases, (release) => [
        String(release.queryPort),
        receives(release),
        release.tempo.kafka ? 'required' : 'none',
        release.minio ? 'yes' : 'no',
        release.retention.default,
        release.expandEnvUnder === 'defaults' ? 'once, under defaults' : 'under each microservice',
      ]),
    },
    {
      title: 'Tempo in one process (chart tempo)',
      remark: 'One Service receives both spans and queries. Traces are kept as shown unless tempo.retention is set.',
      columns: ['chart', 'query port', 'OpenCensus', 'traces kept'],
      rows: ranges(monolithicReleases, (release) => [String(release.queryPort), receives(release), release.retention.default]),
    },
    {
      title: 'Traefik (its chart)',
      remark: `The third column is the field that links a log line to its trace. Before ${firstWithSampling()}, Traefik 3 samples every request.`,
      columns: ['chart', 'sends spans by', 'trace id in the access log', 'sampling'],
      rows: ranges(traefikReleases, traefikCells),
    },
    {
      title: 'Traefik bundled with k3s',
      remark:
        'Configured by a HelmChartConfig. k3s packages the chart without its schema, so Helm does not report a wrong value. A later patch of a minor is treated as the newest patch in this table, with a warning.',
      columns: ['k3s', 'sends spans by', 'trace id in the access log', 'sampling'],
      rows: ranges(k3sReleases, (release) => traefikCells(bundledTraefik(release))),
    },
    {
      title: 'Linkerd',
      remark: 'The proxy does not start traces. It adds spans to existing ones.',
      columns: ['Linkerd', 'exports spans by', 'configured by', 'reads'],
      rows: ranges(linkerdReleases, ({ exports, extension, readsW3c }) => [
        EXPORTS[exports],
        extension ? 'its Jaeger extension' : "the control plane's values",
        readsW3c ? 'W3C and B3' : 'B3',
      ]),
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

/** Everything that sends spans, by generation of Tempo. */
function together(): CompatibilityTable {
  const generations = ranges(distributedReleases, (release) => [receives(release), release.tempo.kafka ? 'Kafka' : '']);
  const columns = generations.map(([range, , kafka]) => `Tempo ${range}${kafka ? ', with Kafka' : ''}`);
  const opencensus = (lost: string) => generations.map(([, receiver]) => (receiver === 'yes' ? 'OpenCensus' : lost));
  const always = (protocol: string) => generations.map(() => protocol);
  const [extension, native] = ranges(linkerdReleases, ({ exports }) => [EXPORTS[exports]]).map(([range]) => range);
  const [zipkin, otlp] = ranges(traefikReleases, ({ traefik }) => [traefik.protocol]).map(([range]) => range);
  return {
    title: 'Senders by release of Tempo',
    remark: 'The columns are releases of tempo-distributed. Each cell has the protocol in use, or what is lost.',
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

const receives = ({ tempo }: TempoRelease): string => (tempo.receivers.includes('opencensus') ? 'yes' : 'no');

const SAMPLING = { never: 'always 100 %', 'not 0': 'any share above 0', any: 'any share' } as const;

const traefikCells = (release: TraefikRelease): string[] => [
  SENDS[release.tracing],
  traceIdFieldOf(release) ?? 'none',
  SAMPLING[release.sampleRate],
];

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
