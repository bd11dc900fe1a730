/** Checks the values of data sources that Grafana or a browser cannot use. */
import { error, type Finding, type Statement, warning } from '../../../lib/findings/finding';
import { listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { GrafanaDataSource } from '../../world/datasources';
import { aboutObject, groupOf } from '../../world/kubernetes';
import { IDENTITY_RULES } from './rules';

/** Data sources of tracing and logs. */
const TYPES = ['tempo', 'loki'];

export function checkValues(dataSource: GrafanaDataSource, { isOurs }: World): Finding[] {
  const { name, type, source, placed } = dataSource;
  const about = { subject: `data source ${name}`, name };
  const access = textAt(source, 'access');
  return [
    ...timeShifts(source).map((statement) => (isOurs ? error : warning)(placed.place, statement, about)),
    ...(!TYPES.includes(type) || access === undefined || ['proxy', ''].includes(access)
      ? []
      : [error(placed.place, accessMistake(access), about)]),
    ...(type === 'loki' ? listAt(source, 'jsonData', 'derivedFields') : []).flatMap((field) => {
      const pattern = textAt(field, 'matcherRegex') ?? '';
      const part = ['derived field', textAt(field, 'name')].filter(Boolean).join(' ');
      return /\(\?<[=!]/.test(pattern) ? [warning(placed.place, lookbehind(pattern), { ...about, part })] : [];
    }),
  ];
}

/** Links of a span that query the time around it. */
const LINKS = ['tracesToLogsV2', 'tracesToLogs', 'tracesToMetrics', 'tracesToProfiles'];

/** Text that Grafana reads as a duration (packages/grafana-data/src/datetime/rangeutil.ts, describeInterval). */
const DURATION = /(-?\d+(?:\.\d+)?)(ms|[Mwdhmsy])/;

/** The days in the longer units there. */
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, M: 30, y: 365 };

function timeShifts(source: unknown): Statement[] {
  return LINKS.flatMap((link) =>
    (['spanStartTimeShift', 'spanEndTimeShift'] as const).flatMap((field) => {
      const shift = textAt(source, 'jsonData', link, field) ?? '';
      const right = field === 'spanStartTimeShift' ? '-5m' : '5m';
      const says = (why: string) => [IDENTITY_RULES.says('time-shift', `${link}.${field} is ${shift}, ${why}`, `use ${right}`)];
      // A variable has its value only in Grafana. Without a unit, it is in seconds.
      if (shift === '' || shift.includes('$')) return [];
      const [, amount = shift, unit = ''] = DURATION.exec(shift) ?? [];
      const number = Number(amount);
      if (Number.isNaN(number)) return says('which Grafana does not read as a duration, so the link is missing');
      // max_query_length of Loki is 721h by default.
      if (link.startsWith('tracesToLogs') && Math.abs(number) * (DAYS[unit] ?? 0) > 30)
        return says('and Loki refuses a query of more than 30 days by default');
      const isOutside = field === 'spanStartTimeShift' ? number > 0 : number < 0;
      return isOutside ? says('so the link leaves out the time of the span') : [];
    }),
  );
}

const accessMistake = (access: string): Statement =>
  access === 'direct'
    ? IDENTITY_RULES.says('wrong-access', 'has access direct, so browsers query an address inside the cluster', 'use proxy')
    : IDENTITY_RULES.says('wrong-access', `has access ${access}, which Grafana does not know`, 'use proxy');

const lookbehind = (pattern: string): Statement =>
  IDENTITY_RULES.says('lookbehind', `${pattern} has a lookbehind, which older browsers do not know`, 'use a group');

/** Checks that GrafanaDatasource objects select the Grafana of the cluster file. */
export function checkInstances({ objects, declared: { grafana } }: World): Finding[] {
  const wanted = labelsText(grafana?.instanceLabels ?? {});
  return objects.flatMap(({ object, place }) => {
    if (wanted === '' || object.kind !== 'GrafanaDatasource' || groupOf(object) !== 'grafana.integreatly.org') return [];
    const found = labelsText(mapAt(object, 'spec', 'instanceSelector', 'matchLabels'));
    if (found === wanted) return [];
    const problem = `selects Grafana by ${found || 'no labels'}, but grafana.instanceLabels is ${wanted}`;
    return [error(place, IDENTITY_RULES.says('other-instance', problem, `use ${wanted}`), aboutObject(object))];
  });
}

const labelsText = (labels: Readonly<Record<string, unknown>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(',');
