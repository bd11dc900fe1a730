/** The fields of a data source: Grafana takes any, and reads those that it knows. */

import { nearest } from '../../../lib/findings/nearest';
import { at, isMap, listAt } from '../../../lib/yaml/parsed';
import type { DataSource } from '../../world/datasources';

const OF_ALL = [
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
const OF_TEMPO = [
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
const TO_LOGS = [
  ...['datasourceUid', 'spanStartTimeShift', 'spanEndTimeShift', 'tags', 'filterByTraceID', 'filterBySpanID', 'customQuery', 'query'],
];
const OF_LOKI = [
  'derivedFields',
  'maxLines',
  'timeout',
  'manageAlerts',
  'alertmanagerUid',
  'httpHeaderName1',
  'tlsSkipVerify',
  'predefinedOperations',
];
const DERIVED = ['name', 'matcherRegex', 'matcherType', 'url', 'urlDisplayLabel', 'datasourceUid', 'targetBlank'];

/** What is misspelt in it, `jsonData.tracesToLogV2 is no field of it; write tracesToLogsV2`, each. */
export function misspeltFields({ type, source }: DataSource): string[] {
  const data = at(source, 'jsonData');
  const wrong = misspelt('', source, OF_ALL);
  const missing = ['name', 'type'].filter(
    (field) => at(source, field) === undefined && !wrong.some((text) => text.endsWith(`write ${field}`)),
  );
  return [
    ...wrong,
    ...missing.map((field) => `${field} is missing, without which Grafana does not take it; add it`),
    ...misspelt('jsonData', data, type === 'tempo' ? OF_TEMPO : type === 'loki' ? OF_LOKI : []),
    ...misspelt('jsonData.tracesToLogsV2', at(data, 'tracesToLogsV2'), TO_LOGS),
    ...misspelt('jsonData.serviceMap', at(data, 'serviceMap'), ['datasourceUid']),
    ...listAt(data, 'derivedFields').flatMap((field, index) => misspelt(`jsonData.derivedFields[${index}]`, field, DERIVED)),
  ];
}

/** Only what is near to a field that is not there: others may be newer than what is known here. */
function misspelt(path: string, value: unknown, known: readonly string[]): string[] {
  const own = isMap(value) ? Object.keys(value) : [];
  return own.flatMap((key) => {
    const meant = known.includes(key) ? undefined : nearest(key, known);
    return meant && !own.includes(meant) ? [`${path ? `${path}.` : ''}${key} is no field of it; write ${meant}`] : [];
  });
}
