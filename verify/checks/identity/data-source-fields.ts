/** Checks the fields of data sources. Grafana ignores unknown fields. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { distance, nearest } from '../../../lib/findings/nearest';
import { at, entryOf, isMap, listAt } from '../../../lib/yaml/parsed';
import type { GrafanaDataSource } from '../../world/datasources';
import { IDENTITY_RULES } from './rules';

const COMMON = [
  ...[
    'name',
    'type',
    'uid',
    'url',
    'access',
    'jsonData',
    'secureJsonData',
    'isDefault',
    'orgId',
    'editable',
    'version',
    'user',
    'database',
  ],
  ...['basicAuth', 'basicAuthUser', 'withCredentials', 'readOnly', 'typeName'],
];
const TEMPO = [
  ...[
    'tracesToLogsV2',
    'tracesToLogs',
    'tracesToMetrics',
    'tracesToProfiles',
    'serviceMap',
    'nodeGraph',
    'search',
    'traceQuery',
    'spanBar',
  ],
  ...['streamingEnabled', 'lokiSearch', 'httpMethod', 'tlsSkipVerify', 'timeout', 'keepCookies', 'manageAlerts'],
];
const TRACES_TO_LOGS = [
  ...['datasourceUid', 'spanStartTimeShift', 'spanEndTimeShift', 'tags', 'filterByTraceID', 'filterBySpanID', 'customQuery', 'query'],
];
const LOKI = [
  'derivedFields',
  'maxLines',
  'timeout',
  'manageAlerts',
  'alertmanagerUid',
  'httpHeaderName1',
  'tlsSkipVerify',
  'predefinedOperations',
];
const DERIVED_FIELD = ['name', 'matcherRegex', 'matcherType', 'url', 'urlDisplayLabel', 'datasourceUid', 'targetBlank'];

/** An unknown field, and the known field that was probably meant. */
interface Misspelling {
  /** `jsonData.tracesToLogV2` */
  readonly path: string;
  /** `tracesToLogsV2` */
  readonly meant: string;
}

export function checkFields({ name, type, source, placed }: GrafanaDataSource): Finding[] {
  const top = misspelled('', source, COMMON);
  const missing = ['name', 'type'].filter((field) => (at(source, field) ?? '') === '' && !top.some(({ meant }) => meant === field));
  return [
    ...top.map(unknown),
    ...missing.map((field) => IDENTITY_RULES.says('missing-field', `${field} is missing, and Grafana requires it`, 'add it')),
    ...misspelledType(type),
    ...misspelledSettings(type, at(source, 'jsonData')).map(unknown),
  ].map((statement) => error(placed.place, statement, { subject: `data source ${name}`, name }));
}

/** Types of data sources for traces, logs and metrics. Plugins have others. */
const TYPES = ['tempo', 'loki', 'prometheus', 'jaeger', 'zipkin'];

/** Grafana compares types letter by letter, also small and capital ones. */
function misspelledType(type: string): Statement[] {
  const meant = TYPES.find((known) => distance(type.toLowerCase(), known, 1) <= 1);
  if (meant === undefined || type === meant) return [];
  return [IDENTITY_RULES.says('unknown-type', `has type ${type}, which Grafana does not have`, `use ${meant}`)];
}

const unknown = ({ path, meant }: Misspelling) => IDENTITY_RULES.says('unknown-field', `unknown field ${path}`, `did you mean ${meant}?`);

const SETTINGS: Readonly<Record<string, readonly string[]>> = { tempo: TEMPO, loki: LOKI };

const misspelledSettings = (type: string, data: unknown): Misspelling[] => [
  ...misspelled('jsonData', data, entryOf(SETTINGS, type) ?? []),
  ...misspelled('jsonData.tracesToLogsV2', at(data, 'tracesToLogsV2'), TRACES_TO_LOGS),
  ...misspelled('jsonData.serviceMap', at(data, 'serviceMap'), ['datasourceUid']),
  ...listAt(data, 'derivedFields').flatMap((field, index) => misspelled(`jsonData.derivedFields[${index}]`, field, DERIVED_FIELD)),
];

/** Only names that are similar to an absent field: other unknown fields may be newer than this list. */
function misspelled(path: string, value: unknown, known: readonly string[]): Misspelling[] {
  const own = isMap(value) ? Object.keys(value) : [];
  return own.flatMap((key) => {
    const meant = known.includes(key) ? undefined : nearest(key, known);
    return meant && !own.includes(meant) ? [{ path: [path, key].filter(Boolean).join('.'), meant }] : [];
  });
}
