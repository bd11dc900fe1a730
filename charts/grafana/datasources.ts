/** Grafana's data sources. They are the same for all values of `grafana.via`. */
import { type Endpoint, url } from '../component';
import { TENANT_HEADER } from '../tenants';
import type { DerivedFieldConfig } from './config';
import { unexpanded } from './provisioning';

export const TEMPO_UID = 'tempo';

/** The name of the derived field for the log lines of Traefik. */
export const TRAEFIK_FIELD = 'TraceID';

/** A chart with Prometheus and Grafana, and the usual name of its release. */
export const KUBE_PROMETHEUS_STACK = 'kube-prometheus-stack';

/** The Helm value for additional data sources, in every release of kube-prometheus-stack. */
export const DATA_SOURCES_VALUE = 'grafana.additionalDataSources';

export interface DataSource {
  readonly name: string;
  readonly type: string;
  readonly uid: string;
  readonly access: 'proxy';
  readonly url: string;
  readonly jsonData?: object;
  readonly secureJsonData?: object;
}

/** The data sources that Tempo's data source links to, by uid. */
export interface Links {
  readonly loki?: string;
  /** Prometheus with the metrics of Tempo's metrics-generator. */
  readonly serviceMap?: string;
}

export function tempoDataSource(query: Endpoint, { loki, serviceMap }: Links): DataSource {
  const jsonData = {
    // Searches for the trace id as text, because the labels of log lines depend on the collector.
    ...(loki && { tracesToLogsV2: { datasourceUid: loki, spanStartTimeShift: '-5m', spanEndTimeShift: '5m', filterByTraceID: true } }),
    ...(serviceMap && { serviceMap: { datasourceUid: serviceMap }, nodeGraph: { enabled: true } }),
  };
  const links = Object.keys(jsonData).length > 0 && { jsonData };
  return { name: 'Tempo', type: 'tempo', uid: TEMPO_UID, access: 'proxy', url: url(query), ...links };
}

/** The fields of a JSON log line that lead to its trace. */
export interface LoggedTrace {
  /** The field with the trace id; without it there is no link. */
  readonly traceIdField?: string;
  /** Fields before it, sorted, one of which is `1` exactly if the trace is sampled; empty if every trace is, or if the line does not tell. */
  readonly sampledFields: readonly string[];
}

interface Loki {
  readonly url: string;
  readonly uid: string;
  readonly tenant?: string;
  readonly derivedFields?: readonly DerivedFieldConfig[];
}

/**
 * The derived field for Traefik finds nothing in lines without a trace id. Traefik 2 logs none for requests that it does not forward, such as
 * those that it answers with 401, 404 or a redirect.
 *
 * @param provisioned whether Grafana reads it from a provisioning file, where it expands variables and replaces `$$` by `$`
 */
export function lokiDataSource(
  { url, uid, tenant, derivedFields = [] }: Loki,
  { traceIdField, sampledFields }: LoggedTrace = { sampledFields: [] },
  provisioned: boolean,
): DataSource {
  const written = (text: string) => (provisioned ? unexpanded(text) : text);
  const link = (name: string, matcherRegex: string, matcherType?: 'label') => ({
    datasourceUid: TEMPO_UID,
    matcherRegex,
    ...(matcherType && { matcherType }),
    name,
    url: written('${__value.raw}'),
  });
  const fields = [
    ...(traceIdField ? [link(TRAEFIK_FIELD, traceIdPattern(traceIdField, sampledFields))] : []),
    ...derivedFields.map(({ name, matcherType, matcherRegex }) =>
      link(written(name), written(matcherRegex), matcherType === 'label' ? matcherType : undefined),
    ),
  ];
  const jsonData = { ...(fields.length > 0 && { derivedFields: fields }), ...(tenant && { httpHeaderName1: TENANT_HEADER }) };
  return {
    ...{ name: 'Loki', type: 'loki', uid, access: 'proxy', url },
    ...(Object.keys(jsonData).length > 0 && { jsonData }),
    ...(tenant && { secureJsonData: { httpHeaderValue1: tenant } }),
  };
}

/**
 * Has one capture group and no `$`. The quotes may be escaped: some collectors put the line as text into another JSON object.
 * @param sampledFields if there are any, one of them must be `1`; further fields with the same beginning may be before the trace id
 */
export function traceIdPattern(traceIdField: string, sampledFields: readonly string[]): string {
  const item = (field: string, value: string) => `\\\\?"${field}\\\\?":\\s*\\\\?"${value}`;
  const next = '\\\\?",\\s*';
  if (sampledFields.length === 0) return item(traceIdField, '(\\w+)');
  const another = `(?:${item(traceIdField.replace(/\w+$/, '\\w+'), '[^"\\\\]*')}${next})*`;
  return `${item(`(?:${sampledFields.join('|')})`, '1')}${next}${another}${item(traceIdField, '(\\w+)')}`;
}
