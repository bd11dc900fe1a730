/** Checks the derived fields of Loki, which link log lines to traces. */
import { type About, error, type Finding } from '../../../lib/findings/finding';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { TraefikProcess } from '../../uses/traefik';
import type { GrafanaDataSource } from '../../world/datasources';
import { aboutObject, titleOf } from '../../world/kubernetes';
import { type Lack, type LogLine, TRACE_ID } from './access-log';
import { IDENTITY_RULES } from './rules';

/** A derived field of Loki. */
export interface Link {
  readonly loki: GrafanaDataSource;
  readonly field: unknown;
}

/** The derived fields that link to Tempo. */
export const linksIn = (dataSources: readonly GrafanaDataSource[]): Link[] =>
  dataSources.flatMap(derivedFieldsOf).filter(({ field }) => linksToTempo(field, dataSources));

const derivedFieldsOf = (loki: GrafanaDataSource): Link[] =>
  loki.type === 'loki' ? listAt(loki.source, 'jsonData', 'derivedFields').map((field) => ({ loki, field })) : [];

/** A link to an unknown data source is treated as a link to Tempo. */
function linksToTempo(field: unknown, dataSources: readonly GrafanaDataSource[]): boolean {
  const target = dataSources.find(({ uid }) => uid !== undefined && uid === textAt(field, 'datasourceUid'));
  return target ? target.type === 'tempo' : true;
}

const titleOfField = ({ field }: Link): string => ['derived field', textAt(field, 'name')].filter(Boolean).join(' ');

const aboutOf = (link: Link): About => ({ subject: `data source ${link.loki.name}`, name: link.loki.name, part: titleOfField(link) });

/** Checks the target of the link and its URL. */
export const checkLink = (link: Link, dataSources: readonly GrafanaDataSource[]): Finding[] => [
  ...target(link, dataSources),
  ...query(link),
];

function target(link: Link, dataSources: readonly GrafanaDataSource[]): Finding[] {
  const { place } = link.loki.placed;
  const uid = textAt(link.field, 'datasourceUid');
  const tempo = dataSources.find(({ type }) => type === 'tempo');
  const right = tempo?.uid ?? 'the uid of Tempo';
  if (uid === undefined)
    return [error(place, IDENTITY_RULES.says('no-link-target', 'links to no data source', `add datasourceUid: ${right}`), aboutOf(link))];
  if (!tempo || dataSources.some((other) => other.uid === uid)) return [];
  return [
    error(place, IDENTITY_RULES.says('unknown-link-target', `links to the unknown data source ${uid}`, `use ${right}`), aboutOf(link)),
  ];
}

function query(link: Link): Finding[] {
  const { isProvisioned, placed } = link.loki;
  const url = textAt(link.field, 'url') ?? '';
  const right = isProvisioned ? '$${__value.raw}' : '${__value.raw}';
  if (url === right) return [];
  const why = isProvisioned ? 'in which Grafana expands variables when it reads the file' : 'which Grafana uses unchanged';
  const problem = url ? `has the url ${url}, ${why}, so the trace id is lost` : 'has no url, so the trace id is lost';
  return [error(placed.place, IDENTITY_RULES.says('lost-trace-id', problem, `use ${right}`), aboutOf(link))];
}

/** Tests the expression on a sample line of this Traefik. */
export function checkExpression(link: Link, traefik: TraefikProcess, log: LogLine | Lack | undefined): Finding[] {
  if (log === undefined || textAt(link.field, 'matcherType') === 'label') return [];
  if ('rule' in log) {
    const { place, object } = traefik.pod.placed;
    const problem = `${log.problem}, so ${titleOfField(link)} of data source ${link.loki.name} finds nothing there`;
    return [error(place, IDENTITY_RULES.says(log.rule, problem, log.fix), aboutObject(object))];
  }
  const { place } = link.loki.placed;
  const pattern = textAt(link.field, 'matcherRegex') ?? '';
  const expression = compiled(pattern);
  if (expression instanceof SyntaxError) {
    const problem = `${pattern} is not a valid regular expression (${expression.message})`;
    return [error(place, IDENTITY_RULES.says('invalid-expression', problem, 'correct it'), aboutOf(link))];
  }
  const found = expression.exec(log.line);
  if (found?.[1] === TRACE_ID) return [];
  const line = `a log line of ${titleOf(traefik.pod.placed.object)} (${traefik.container.image.split('/').at(-1)})`;
  const problem = `${pattern} ${outcome(found)} ${line}, which has the trace id in ${log.traceIdField}`;
  return [error(place, IDENTITY_RULES.says('no-match', problem, `use "${log.traceIdField}":"(\\w+)"`), aboutOf(link))];
}

function compiled(pattern: string): RegExp | SyntaxError {
  try {
    return new RegExp(pattern);
  } catch (reason) {
    return reason as SyntaxError;
  }
}

function outcome(found: RegExpExecArray | null): string {
  if (!found) return 'does not match';
  return found[1] === undefined
    ? 'has no group that captures the trace id in'
    : `captures ${JSON.stringify(found[1])} instead of the trace id in`;
}
