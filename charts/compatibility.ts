/** Which generations work together, by which protocol, and what is lost where: computed from the tables of releases. */
import type { ReleaseTable } from '../lib/releases/table';
import { linkerdReleases } from './linkerd/releases';
import { distributedReleases, monolithicReleases, type TempoRelease } from './tempo/releases';
import { k3sReleases, type TraefikRelease, traefikReleases } from './traefik/releases';

/** A table of the page: its title, what it says, its columns and its rows. */
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
      remark: 'Any newer minor of the last major is taken for the newest, with a warning.',
      columns: ['chart', 'query port', 'OpenCensus', 'Kafka', 'its own MinIO', 'flag and variables'],
      rows: ranges(distributedReleases, (release) => [
        String(release.queryPort),
        receives(release),
        release.kafka ? 'required' : 'none',
        release.minio ? 'yes' : 'no',
        release.expandEnvUnder === 'defaults' ? 'once, under defaults' : 'under each microservice',
      ]),
    },
    {
      title: 'Tempo in one process (chart tempo)',
      remark: 'All on one Service, for spans and for queries.',
      columns: ['chart', 'query port', 'OpenCensus'],
      rows: ranges(monolithicReleases, (release) => [String(release.queryPort), receives(release)]),
    },
    {
      title: 'Traefik (its chart)',
      remark: 'A log line leads to its trace by the field named here. Below 33.2.0, Traefik 3 samples every request.',
      columns: ['chart', 'sends spans by', 'trace id in the access log', 'sampling'],
      rows: ranges(traefikReleases, traefikCells),
    },
    {
      title: 'Traefik as k3s bundles it',
      remark:
        'By a HelmChartConfig. k3s packages the chart without its schema, so that nothing but this page tells of a wrong value. The last patch of a minor stands for all that follow it.',
      columns: ['k3s', 'sends spans by', 'trace id in the access log', 'sampling'],
      rows: ranges(k3sReleases, traefikCells),
    },
    {
      title: 'Linkerd',
      remark: 'The proxy never starts a trace, it joins one.',
      columns: ['Linkerd', 'exports spans by', 'configured by', 'reads'],
      rows: ranges(linkerdReleases, ({ exports, extension, readsW3c }) => [
        EXPORTS[exports],
        extension ? 'its Jaeger extension' : "the control plane's values",
        readsW3c ? 'W3C and B3' : 'B3',
      ]),
    },
    {
      title: 'Never use',
      remark: 'Releases within these ranges that work for nobody, and are refused.',
      columns: ['chart', 'release', 'why, and what to take instead'],
      rows: [distributedReleases, monolithicReleases, traefikReleases].flatMap(({ name, refused }) =>
        refused.map(([first, last, reason]) => [name, first === last ? first : `${first} and ${last}`, reason]),
      ),
    },
  ];
}

/** Everything that sends spans, against every generation of Tempo. */
function together(): CompatibilityTable {
  const generations = ranges(distributedReleases, (release) => [receives(release), release.kafka ? 'Kafka' : '']);
  const columns = generations.map(([range, , kafka]) => `Tempo ${range}${kafka ? ', with Kafka' : ''}`);
  const opencensus = (lost: string) => generations.map(([, receiver]) => (receiver === 'yes' ? 'OpenCensus' : lost));
  const always = (protocol: string) => generations.map(() => protocol);
  const [extension, native] = ranges(linkerdReleases, ({ exports }) => [EXPORTS[exports]]).map(([range]) => range);
  const [zipkin, otlp] = ranges(traefikReleases, ({ tracing }) => [tracing === 'otlp' ? 'OTLP' : 'Zipkin']).map(([range]) => range);
  return {
    title: 'Who works with which Tempo',
    remark: 'Charts of tempo-distributed. Each cell is the protocol that the two speak, or what is lost.',
    columns: ['', ...columns],
    rows: [
      [`Traefik chart ${zipkin}`, ...always('Zipkin')],
      [`Traefik chart ${otlp}`, ...always('OTLP')],
      [`Linkerd ${extension}`, ...opencensus('refused: no common protocol')],
      [`Linkerd ${native}`, ...always('OTLP')],
      ['emojivoto', ...opencensus('deployed, without spans of its own')],
    ],
  };
}

const receives = ({ removed }: TempoRelease): string => (removed.some(({ receiver }) => receiver === 'opencensus') ? 'no' : 'yes');

const SAMPLING = { never: 'always all', 'not 0': 'any share above 0', any: 'any share' } as const;

const traefikCells = ({ tracing, traceIdField, sampleRate }: TraefikRelease): string[] => [
  SENDS[tracing],
  traceIdField ?? 'none',
  SAMPLING[sampleRate],
];

/** Rows of `first to last` and what all releases between them have in common. */
function ranges<Facts extends object>(table: ReleaseTable<Facts>, cells: (facts: Facts) => string[]): string[][] {
  const rows: { first: string; last: string; cells: string[] }[] = [];
  for (const version of table.versions) {
    const { release } = table.find(version);
    if (!release) continue;
    const own = cells(release);
    const before = rows.at(-1);
    if (before && before.cells.join('|') === own.join('|')) before.last = version;
    else rows.push({ first: version, last: version, cells: own });
  }
  return rows.map(({ first, last, cells: common }) => [first === last ? first : `${first} to ${last}`, ...common]);
}
