/** Grafana's data sources lead to one another: from a log line to its trace, from a trace to its logs and to metrics. */
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Place, Verdict } from '../../verdict';
import { type DataSource, isProvisioning } from '../../world/datasources';
import { titleOf } from '../../world/kubernetes';
import { misspeltFields } from './data-source-fields';

const wrong = (place: Place, text: string): Verdict => ({ severity: 'error', check: 'identity', place, text });

/** @param hasTraefik whether there are log lines at all that lead somewhere */
export function checkDataSources(world: World, dataSources: readonly DataSource[], links: readonly Link[], hasTraefik: boolean): Verdict[] {
  return [
    ...links.flatMap((link) => linkMistakes(link, dataSources)),
    ...(world.isOurs && hasTraefik ? dataSources.filter(({ type }) => type === 'loki').flatMap((loki) => withoutLink(loki, links)) : []),
    ...dataSources.flatMap((dataSource) => [...danglingUid(dataSource, dataSources), ...otherPrometheus(dataSource, world)]),
    ...dataSources.flatMap((dataSource) =>
      misspeltFields(dataSource).map((text) => wrong(dataSource.placed.place, `data source ${dataSource.name}: ${text}`)),
    ),
    ...unlabelled(world),
    ...withoutTempo(dataSources, world),
  ];
}

/** A derived field of Loki. */
export interface Link {
  readonly loki: DataSource;
  readonly field: unknown;
}

const linksOf = (loki: DataSource): Link[] =>
  loki.type === 'loki' ? listAt(loki.source, 'jsonData', 'derivedFields').map((field) => ({ loki, field })) : [];

/** The derived fields that lead to Tempo. */
export const linksIn = (dataSources: readonly DataSource[]): Link[] =>
  dataSources.flatMap(linksOf).filter(({ field }) => leadsToTempo(field, dataSources));

/** A link to a data source that nobody here knows may be anybody's, unless it is the only one. */
function leadsToTempo(field: unknown, dataSources: readonly DataSource[]): boolean {
  const target = dataSources.find(({ uid }) => uid !== undefined && uid === textAt(field, 'datasourceUid'));
  return target ? target.type === 'tempo' : true;
}

function linkMistakes({ loki, field }: Link, dataSources: readonly DataSource[]): Verdict[] {
  const { place } = loki.placed;
  const name = `derived field ${textAt(field, 'name') ?? ''} of data source ${loki.name}`;
  const verdicts: Verdict[] = [];
  const uid = textAt(field, 'datasourceUid');
  const tempo = dataSources.find(({ type }) => type === 'tempo');
  if (uid === undefined)
    verdicts.push(wrong(place, `${name}: leads to no data source; add datasourceUid: ${tempo?.uid ?? 'the uid of Tempo'}`));
  else if (tempo && !dataSources.some((dataSource) => dataSource.uid === uid))
    verdicts.push(
      wrong(place, `${name}: leads to the data source ${uid}, which is none of these; write ${tempo.uid ?? 'the uid of Tempo'}`),
    );
  const url = textAt(field, 'url') ?? '';
  const right = loki.isProvisioned ? '$${__value.raw}' : '${__value.raw}';
  if (url !== right)
    verdicts.push(
      wrong(
        place,
        `${name}: has the url ${url || 'of nothing'}, ${loki.isProvisioned ? 'in which Grafana replaces variables as it reads the file' : 'which nothing unescapes here'}, so that the trace id is lost; write ${right}`,
      ),
    );
  return verdicts;
}

const withoutLink = (loki: DataSource, links: readonly Link[]): Verdict[] =>
  links.some((link) => link.loki === loki)
    ? []
    : [
        wrong(
          loki.placed.place,
          `data source ${loki.name}: has no derived field that leads to Tempo, so that no log line leads to its trace; run \`npm run synth\``,
        ),
      ];

/** The service map asks the Prometheus that the cluster file names. */
function otherPrometheus({ type, source, name, placed }: DataSource, { declared: { prometheusUid } }: World): Verdict[] {
  const uid = textAt(source, 'jsonData', 'serviceMap', 'datasourceUid');
  if (type !== 'tempo' || prometheusUid === undefined || uid === prometheusUid) return [];
  const text = `data source ${name}: its service map asks ${uid ?? 'no data source'}, and grafana.prometheus.uid is ${prometheusUid}; write ${prometheusUid}`;
  return [wrong(placed.place, text)];
}

/** The sidecar of Grafana looks for a label. */
function unlabelled({ objects, isOurs }: World): Verdict[] {
  if (!isOurs) return [];
  return objects.flatMap(({ object, place, rendered }) =>
    !rendered && object.kind === 'ConfigMap' && isProvisioning(object) && !object.metadata.labels?.grafana_datasource
      ? [
          wrong(
            place,
            `${titleOf(object)}: has no label grafana_datasource, by which the sidecar of Grafana finds it; add it with the value "1"`,
          ),
        ]
      : [],
  );
}

/** Where Grafana is given data sources for this, Tempo is one of them, and Loki where the cluster file has it. */
function withoutTempo(dataSources: readonly DataSource[], { isOurs, declared }: World): Verdict[] {
  const [first] = dataSources;
  if (!isOurs || !first) return [];
  const names = dataSources.map(({ name, type }) => `${name} of type ${type || '(none)'}`).join(', ');
  return ['tempo', ...(declared.loki ? ['loki'] : [])]
    .filter((wanted) => !dataSources.some(({ type }) => type === wanted))
    .map((wanted) => wrong(first.placed.place, `none of the data sources (${names}) is of type ${wanted}; correct the type, or add it`));
}

/** What a data source leads to by its uid, among those that are here. */
function danglingUid({ type, source, name, placed }: DataSource, dataSources: readonly DataSource[]): Verdict[] {
  const link = at(source, 'jsonData', 'tracesToLogsV2');
  const lokis = dataSources.filter((dataSource) => dataSource.type === 'loki');
  if (type !== 'tempo' || link === undefined || lokis.length === 0) return [];
  const uid = textAt(link, 'datasourceUid');
  const known = lokis.flatMap((loki) => loki.uid ?? []);
  if (uid !== undefined && known.includes(uid)) return [];
  const fix = known.length > 0 ? `write ${known.join(' or ')}` : `give ${lokis[0]?.name} the uid ${uid ?? 'loki'}`;
  const what = uid === undefined ? 'leads to logs in no data source' : `leads to logs in ${uid}, which is no data source of Loki here`;
  return [wrong(placed.place, `data source ${name}: ${what}; ${fix}`)];
}
