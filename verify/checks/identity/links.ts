/** Checks the derived fields of Loki, which link log lines to traces. */
import { traceIdPattern } from '../../../charts/grafana/datasources';
import { expanded } from '../../../charts/grafana/provisioning';
import { workingLinks } from '../../../charts/traefik/sampling';
import { type About, error, type Finding, note, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { captureGroups, compiled } from '../../../lib/regular-expression';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { sampleRateOf, type TraefikProcess } from '../../uses/traefik';
import type { GrafanaDataSource } from '../../world/datasources';
import { aboutObject, titleOf } from '../../world/kubernetes';
import { type Lack, type LogLines, TRACE_ID } from './access-log';
import { IDENTITY_RULES } from './rules';

/** A derived field of Loki. */
export interface Link {
  readonly loki: GrafanaDataSource;
  readonly field: unknown;
  readonly name: string;
  /** The expression, as Grafana reads it. */
  readonly pattern: string;
  /** Whether it takes the value of a label, whose name the expression matches. */
  readonly readsLabel: boolean;
  /** Whether the cluster file declares it, for log lines of applications. */
  readonly isForApplications: boolean;
}

/** The derived fields that link to Tempo. */
export const linksIn = (dataSources: readonly GrafanaDataSource[], world: World): Link[] =>
  dataSources.flatMap((dataSource) => derivedFieldsOf(dataSource, world)).filter(({ field }) => linksToTempo(field, dataSources));

function derivedFieldsOf(loki: GrafanaDataSource, { declared }: World): Link[] {
  if (loki.type !== 'loki') return [];
  const read = (text = '') => (loki.isProvisioned ? expanded(text) : text);
  return listAt(loki.source, 'jsonData', 'derivedFields').map((field) => {
    const name = read(textAt(field, 'name'));
    return {
      ...{ loki, field, name, pattern: read(textAt(field, 'matcherRegex')) },
      readsLabel: textAt(field, 'matcherType') === 'label',
      isForApplications: declared.loki?.derivedFields.some((declaredField) => declaredField.name === name) ?? false,
    };
  });
}

/** A link to an unknown data source is treated as a link to Tempo. */
function linksToTempo(field: unknown, dataSources: readonly GrafanaDataSource[]): boolean {
  const target = dataSources.find(({ uid }) => uid !== undefined && uid === textAt(field, 'datasourceUid'));
  return target ? target.type === 'tempo' : true;
}

export const titleOfField = ({ field }: Link): string => ['derived field', textAt(field, 'name')].filter(Boolean).join(' ');

const aboutOf = (link: Link): About => ({ subject: `data source ${link.loki.name}`, name: link.loki.name, part: titleOfField(link) });

/** Checks the target of the link and its URL. */
export const checkLink = (link: Link, dataSources: readonly GrafanaDataSource[]): Finding[] => [
  ...target(link, dataSources),
  ...query(link),
  ...invalid(link),
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

/** Grafana compiles the expression in the browser, whatever it is tested on. */
function invalid(link: Link): Finding[] {
  const { pattern } = link;
  const expression = compiled(pattern);
  // Before 11.5, Grafana compares the name of a label.
  if (!(expression instanceof SyntaxError) || link.readsLabel) return [];
  const problem = `${pattern} is not a valid regular expression (${expression.message})`;
  return [error(link.loki.placed.place, IDENTITY_RULES.says('invalid-expression', problem, 'correct it'), aboutOf(link))];
}

/**
 * Tests the expression on sample lines of this Traefik.
 * @param isOurs whether the manifests are the output of synth, whose expression finds every sampled request
 */
export function checkExpression(link: Link, traefik: TraefikProcess, log: LogLines | Lack | undefined, isOurs: boolean): Finding[] {
  if (log === undefined || link.readsLabel) return [];
  if ('rule' in log) {
    const { place, object } = traefik.pod.placed;
    const problem = `${log.problem}, so ${titleOfField(link)} of data source ${link.loki.name} finds nothing there`;
    return [error(place, IDENTITY_RULES.says(log.rule, problem, log.fix), aboutObject(object))];
  }
  const { pattern } = link;
  const { place } = link.loki.placed;
  const expression = compiled(pattern);
  if (expression instanceof SyntaxError) return [];
  const idIn = (line: string) => expression.exec(line)?.[1];
  const missed = [log.line, ...(isOurs ? log.wanted : [])].find((line) => idIn(line) !== TRACE_ID);
  if (missed === undefined) return log.unsampled.some((line) => idIn(line) === TRACE_ID) ? [unsampled(link, traefik, log, isOurs)] : [];
  const line = `a log line of ${titleOf(traefik.pod.placed.object)} (${traefik.container.image.split('/').at(-1)})`;
  const problem = `${pattern} ${outcome(expression.exec(missed))} ${line}, which has the trace id in ${log.traceIdField}`;
  // Other authors may link the lines of their applications too.
  return [(isOurs ? error : warning)(place, IDENTITY_RULES.says('no-match', problem, fixOf(log)), aboutOf(link))];
}

/** An expression that no line was tested with: without a group it finds nothing in any. */
export function withoutGroup(link: Link): Finding[] {
  if (link.readsLabel || link.isForApplications || link.pattern === '' || captureGroups(link.pattern) !== 0) return [];
  const problem = `${link.pattern} has no group that captures the trace id`;
  return [error(link.loki.placed.place, IDENTITY_RULES.says('no-group', problem, 'put parentheses around it'), aboutOf(link))];
}

/** Whether another derived field of the same data source finds the trace id in the lines of this Traefik. */
export function isForOthers(link: Link, links: readonly Link[], log: LogLines | Lack | undefined): boolean {
  if (log === undefined || 'rule' in log) return false;
  const finds = ({ pattern, readsLabel }: Link) => {
    const expression = compiled(pattern);
    return !readsLabel && !(expression instanceof SyntaxError) && expression.exec(log.line)?.[1] === TRACE_ID;
  };
  return !finds(link) && links.some((other) => other.loki === link.loki && finds(other));
}

/** Links that lead nowhere. For Traefik 2, synth writes an expression that does not match these lines; others run as they are. */
function unsampled(link: Link, traefik: TraefikProcess, log: LogLines, isOurs: boolean): Finding {
  const canTell = log.sampledFields.length > 0;
  const problem = `${workingLinks(sampleRateOf(traefik))}, because it matches those of requests that Traefik does not sample too`;
  const fix = canTell ? fixOf(log) : 'set the sample rate to 1, or link from the OTLP access log of Traefik, which marks what is sampled';
  return (isOurs && canTell ? error : warning)(link.loki.placed.place, IDENTITY_RULES.says('unsampled-links', problem, fix), aboutOf(link));
}

/** The access log and the expression that match exactly the lines of sampled requests. */
function fixOf({ traceIdField, sampledFields, droppedHeaders }: LogLines): string {
  if (sampledFields.length === 0) return `use "${traceIdField}":"(\\w+)"`;
  const expression = `use ${traceIdPattern(traceIdField, sampledFields)}`;
  return droppedHeaders.length > 0 ? `keep ${listed(droppedHeaders)} in the access log, and ${expression}` : expression;
}

function outcome(found: RegExpExecArray | null): string {
  if (!found) return 'does not match';
  return found[1] === undefined
    ? 'has no group that captures the trace id in'
    : `captures ${JSON.stringify(found[1])} instead of the trace id in`;
}

/** The headers of Traefik 2 are set when it forwards a request, and so missing in the lines of other requests. */
export function unlinkedLines({ pod, isV2 }: TraefikProcess, log: LogLines | Lack | undefined): Finding[] {
  if (!isV2 || log === undefined || 'rule' in log) return [];
  const problem =
    'logs no trace id for requests that it does not forward, such as those answered with 401, 404 or a redirect: their lines have no link';
  return [note(pod.placed.place, IDENTITY_RULES.says('unforwarded-requests', problem), { subject: 'Traefik' })];
}
