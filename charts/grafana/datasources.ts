/** Grafana's data sources, in the form of its provisioning files. */
import { type Endpoint, url } from '../component';

const TEMPO_UID = 'tempo';

/** Grafana replaces environment variables in provisioning files, and `$$` by `$`: the data source holds `${__value.raw}`. */
const VALUE = '$${__value.raw}';

export interface DataSource {
  readonly name: string;
  readonly type: string;
  readonly uid: string;
  readonly access: 'proxy';
  readonly url: string;
  readonly jsonData?: object;
}

export function tempoDataSource(query: Endpoint): DataSource {
  return { name: 'Tempo', type: 'tempo', uid: TEMPO_UID, access: 'proxy', url: url(query) };
}

/** @param traceIdField the field of a JSON log line that holds a trace id; absent, no link is made */
export function lokiDataSource(loki: { readonly url: string; readonly uid: string }, traceIdField: string | undefined): DataSource {
  return {
    name: 'Loki',
    type: 'loki',
    uid: loki.uid,
    access: 'proxy',
    url: loki.url,
    ...(traceIdField && {
      jsonData: { derivedFields: [{ datasourceUid: TEMPO_UID, matcherRegex: traceIdPattern(traceIdField), name: 'TraceID', url: VALUE }] },
    }),
  };
}

/** One capture group, and no `$`. The quotes may be escaped: some collectors put the line as text into another JSON object. */
const traceIdPattern = (field: string): string => `\\\\?"${field}\\\\?":\\s*\\\\?"(\\w+)`;
