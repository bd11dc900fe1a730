/** Checks the links between Grafana's data sources: from a log line to its trace, from a trace to its logs and to metrics. */
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { type GrafanaDataSource, isProvisioning } from '../../world/datasources';
import { aboutObject } from '../../world/kubernetes';
import { checkFields } from './data-source-fields';
import { checkInstances, checkValues } from './data-source-values';
import { checkDuplicates } from './duplicates';
import { checkLink, type Link } from './links';
import { checkPromisedSource } from './promised-sources';
import { checkProvisioning } from './provisioning';
import { IDENTITY_RULES } from './rules';

/** @param hasTraefik whether there are log lines to link from */
export function checkDataSources(
  world: World,
  dataSources: readonly GrafanaDataSource[],
  links: readonly Link[],
  hasTraefik: boolean,
): Finding[] {
  return [
    ...links.flatMap((link) => checkLink(link, dataSources)),
    ...(world.isOurs && hasTraefik
      ? withoutLink(
          dataSources,
          links.filter(({ isForApplications }) => !isForApplications),
        )
      : []),
    ...dataSources.flatMap((dataSource) => [
      ...unknownLogs(dataSource, dataSources),
      ...checkPromisedSource(dataSource, world),
      ...checkFields(dataSource),
      ...checkValues(dataSource, world),
    ]),
    ...checkDuplicates(dataSources, world),
    ...checkProvisioning(world, dataSources),
    ...checkInstances(world),
    ...unlabelled(world),
    ...missing(dataSources, world),
  ];
}

const aboutOf = ({ name }: GrafanaDataSource) => ({ subject: `data source ${name}`, name });

const NO_LINK = IDENTITY_RULES.says('no-link', 'has no derived field that links to Tempo, so no log line links to its trace', RUN_SYNTH);

const withoutLink = (dataSources: readonly GrafanaDataSource[], links: readonly Link[]): Finding[] =>
  dataSources
    .filter((dataSource) => dataSource.type === 'loki' && !links.some(({ loki }) => loki === dataSource))
    .map((loki) => error(loki.placed.place, NO_LINK, aboutOf(loki)));

const UNLABELLED = IDENTITY_RULES.says(
  'no-sidecar-label',
  'has no label grafana_datasource=1, which the sidecar of Grafana selects',
  'add it with the value "1"',
);

function unlabelled({ objects, isOurs }: World): Finding[] {
  if (!isOurs) return [];
  return objects
    .filter(({ object, rendered }) => !rendered && object.kind === 'ConfigMap' && isProvisioning(object))
    .filter(({ object }) => textAt(object.metadata, 'labels', 'grafana_datasource') !== '1')
    .map(({ object, place }) => error(place, UNLABELLED, aboutObject(object)));
}

const NO_SOURCE = IDENTITY_RULES.says('no-data-sources', 'has no data source here, so no trace can be found', RUN_SYNTH);

/** Checks that the data sources include Tempo, and Loki if the cluster file has it. */
function missing(dataSources: readonly GrafanaDataSource[], { isOurs, declared, folder }: World): Finding[] {
  const [first] = dataSources;
  if (!isOurs || (!first && !declared.grafana)) return [];
  if (!first) return [error({ file: folder }, NO_SOURCE, { subject: 'grafana' })];
  const names = dataSources.map(({ name, type }) => `${name} of type ${type || '(none)'}`).join(', ');
  return ['tempo', ...(declared.loki ? ['loki'] : [])]
    .filter((wanted) => !dataSources.some(({ type }) => type === wanted))
    .map((wanted) => {
      const problem = `none of the data sources (${names}) is of type ${wanted}`;
      return error(first.placed.place, IDENTITY_RULES.says('missing-data-source', problem, 'correct the type, or add one'));
    });
}

/** Checks that traces link to a Loki data source. If there is none here, it may be defined elsewhere. */
function unknownLogs(dataSource: GrafanaDataSource, dataSources: readonly GrafanaDataSource[]): Finding[] {
  const link = at(dataSource.source, 'jsonData', 'tracesToLogsV2');
  const lokis = dataSources.filter(({ type }) => type === 'loki');
  if (dataSource.type !== 'tempo' || link === undefined || lokis.length === 0) return [];
  const uid = textAt(link, 'datasourceUid');
  const known = lokis.flatMap((loki) => loki.uid ?? []);
  if (uid !== undefined && known.includes(uid)) return [];
  const problem =
    uid === undefined ? 'links to logs in no data source' : `links to logs in ${uid}, which is not the uid of a Loki data source`;
  const fix = known.length > 0 ? `use ${known.join(' or ')}` : `give ${lokis[0]?.name} the uid ${uid ?? 'loki'}`;
  return [error(dataSource.placed.place, IDENTITY_RULES.says('unknown-logs-target', problem, fix), aboutOf(dataSource))];
}
