/** Checks that the data sources have what the cluster file promises: their links, and the URL of Loki. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, entryOf, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { GrafanaDataSource } from '../../world/datasources';
import { IDENTITY_RULES } from './rules';

export function checkPromisedSource(dataSource: GrafanaDataSource, { declared, isOurs }: World): Finding[] {
  if (!isOurs) return [];
  const { name, type, placed } = dataSource;
  const about = { subject: `data source ${name}`, name };
  const errors = type === 'tempo' ? [...metrics(dataSource, declared), ...logs(dataSource, declared)] : otherLoki(dataSource, declared);
  const ofTempo = type === 'tempo' ? [...withoutGraph(dataSource, declared), ...withoutShift(dataSource, declared)] : [];
  const warnings = declared.grafana ? [...renamed(dataSource), ...ofTempo] : [];
  return [
    ...errors.map((statement) => error(placed.place, statement, about)),
    ...warnings.map((statement) => warning(placed.place, statement, about)),
  ];
}

type Declared = World['declared'];

function metrics({ source }: GrafanaDataSource, { prometheusUid }: Declared): Statement[] {
  const uid = textAt(source, 'jsonData', 'serviceMap', 'datasourceUid');
  if (prometheusUid === undefined || uid === prometheusUid) return [];
  const problem = `its service map queries ${uid ?? 'no data source'}, but grafana.prometheus.uid is ${prometheusUid}`;
  return [IDENTITY_RULES.says('other-prometheus', problem, `use ${prometheusUid}`)];
}

/** The link from a trace to its logs. A query of the user's own replaces the filter. */
function logs({ source }: GrafanaDataSource, { loki }: Declared): Statement[] {
  const links = mapAt(source, 'jsonData', 'tracesToLogsV2');
  if (!loki) return [];
  if (Object.keys(links).length === 0)
    return [IDENTITY_RULES.says('no-logs-link', 'does not link to logs, but the cluster file has grafana.loki', RUN_SYNTH)];
  if (links.customQuery && !links.query)
    return [IDENTITY_RULES.says('no-logs-link', 'links to logs by tracesToLogsV2.customQuery without a query', RUN_SYNTH)];
  if (links.filterByTraceID || links.customQuery) return [];
  const problem = 'links to all logs of that time, because tracesToLogsV2.filterByTraceID is not true';
  return [IDENTITY_RULES.says('no-logs-link', problem, 'set it to true')];
}

function otherLoki({ type, url }: GrafanaDataSource, { loki }: Declared): Statement[] {
  const bare = (text: string) => text.replace(/\/+$/, '');
  if (type !== 'loki' || !loki || url === '' || bare(url) === bare(loki.url)) return [];
  return [IDENTITY_RULES.says('other-loki', `queries ${url}, but grafana.loki.url is ${loki.url}`, `use ${loki.url}`)];
}

const NAMES: Readonly<Record<string, string>> = { tempo: 'Tempo', loki: 'Loki' };

/**
 * Grafana looks a provisioned data source up by its name, and fails to add it if another one has the uid
 * (pkg/services/provisioning/datasources/datasources.go).
 */
function renamed({ name, type, source, isProvisioned }: GrafanaDataSource): Statement[] {
  const own = entryOf(NAMES, type);
  if (!isProvisioned || own === undefined || name === own || at(source, 'name') === undefined) return [];
  const problem = `is named ${name} instead of ${own}, and a Grafana that has it by its old name refuses the same uid`;
  return [IDENTITY_RULES.says('renamed-data-source', problem, `use ${own}`)];
}

/** A collector may give a line a time that is not within the span. */
function withoutShift({ source }: GrafanaDataSource, { loki }: Declared): Statement[] {
  const links = mapAt(source, 'jsonData', 'tracesToLogsV2');
  if (!loki || Object.keys(links).length === 0) return [];
  return ['spanStartTimeShift', 'spanEndTimeShift']
    .filter((field) => !links[field])
    .map((field) => {
      const problem = `has no tracesToLogsV2.${field}, so the link finds only lines with a time within the span`;
      return IDENTITY_RULES.says('time-shift', problem, RUN_SYNTH);
    });
}

function withoutGraph({ source }: GrafanaDataSource, { prometheusUid }: Declared): Statement[] {
  if (prometheusUid === undefined || at(source, 'jsonData', 'nodeGraph', 'enabled')) return [];
  return [IDENTITY_RULES.says('no-node-graph', 'shows no node graph', 'set nodeGraph.enabled to true')];
}
