/** Mistakes that separate log lines and traces, or break trace context between services. */
import { RuleSet } from '../../../lib/findings/rules';
import { DATA_SOURCE_RULES } from './data-source-rules';
import { SPAN_RULES } from './span-rules';

export const IDENTITY_RULES = new RuleSet(
  'identity',
  'the link from a log line finds the trace id in the lines of this Traefik, and everything behind Traefik reads its trace headers',
  {
    'no-tracing': {
      proves: 'Traefik starts traces',
      example: 'Traefik: has no flag for tracing, so no trace starts; set the tracing values of its chart (traefik 27.0.2)',
      wayOut: 'Set the tracing values of this version of the chart',
    },
    'configuration-file': {
      proves: 'Traefik reads the flags that start traces, and not a file with its static configuration instead',
      example:
        'Traefik: reads its static configuration from /etc/traefik/traefik.yaml, and ignores all flags, so none of them starts a trace; remove --configFile',
      wayOut: 'Remove the flag or the file, and set everything by flags; or set tracing in that file, and accept the finding',
    },
    'no-otlp-endpoint': {
      proves: 'the endpoint for the spans of Traefik is set',
      example: 'Traefik: sends its spans to https://localhost:4318, the default; set tracing.otlp.http.enabled and its endpoint',
      wayOut: 'Set tracing.otlp.http.enabled and tracing.otlp.http.endpoint',
    },
    'no-sampling': {
      proves: 'Traefik samples requests',
      example: 'Traefik: samples no request, so no trace starts; set a sample rate above 0',
      wayOut: 'Set a sample rate above 0',
    },
    'other-sample-rate': {
      proves: 'Traefik has the sample rate of the cluster file',
      example: 'Traefik: has sample rate 0, but traefik.sampleRate of the cluster file is 1; set the sample rate to 1',
      wayOut: 'Set the sample rate of the cluster file in the values of Traefik',
    },
    ...SPAN_RULES,
    'unread-headers': {
      proves: 'everything behind Traefik can read the trace headers that it sends',
      example:
        'Traefik: sends trace headers in the formats tracecontext and baggage, but emojivoto can only read B3, so a new trace starts there; set OTEL_PROPAGATORS to b3,b3multi,baggage,tracecontext in its env',
      wayOut: 'Set OTEL_PROPAGATORS to b3,b3multi,baggage,tracecontext in the env of Traefik',
    },
    'unknown-propagator': {
      proves: 'Traefik knows every format of OTEL_PROPAGATORS',
      example: 'Traefik: OTEL_PROPAGATORS has b3mutli, which Traefik does not know and leaves out; use b3,b3multi,baggage,tracecontext',
      wayOut: 'Set OTEL_PROPAGATORS to b3,b3multi,baggage,tracecontext in the env of Traefik',
    },
    'outdated-headers': {
      proves: 'Linkerd and everything behind it use the same trace headers',
      example:
        'Traefik: sends trace headers in the formats b3multi and tracecontext: Linkerd then uses tracecontext and leaves B3 unchanged, so in the trace the spans of emojivoto, which can only read B3, follow that of Traefik and not that of the proxy',
      wayOut: 'Nothing has to be done: the trace is complete',
    },
    'foreign-context': {
      proves: 'everything behind Traefik joins the trace that Traefik logs',
      example:
        'Traefik: forwards an incoming traceparent without reading it, so a service that reads it may join another trace than the one that Traefik logs; remove that header in front of Traefik',
      wayOut: 'With Traefik 3, set OTEL_PROPAGATORS to b3,b3multi,baggage,tracecontext; with Traefik 2, remove the header in front of it',
    },
    'traced-internals': {
      proves: 'Traefik 3 does not trace its own requests',
      example: 'Traefik: traces its own requests too, such as each /ping of the kubelet; remove tracing.addInternals',
      wayOut: 'Remove tracing.addInternals',
    },
    'no-access-log': {
      proves: 'Traefik writes an access log if a derived field reads trace ids from it',
      example: 'Deployment traefik: writes no access log, so derived field TraceID of data source Loki finds nothing there; enable it',
      wayOut: 'Enable the access log of Traefik',
    },
    'plain-access-log': {
      proves: 'the access log of Traefik is JSON',
      example:
        'Deployment traefik: writes its access log as plain text, so derived field TraceID of data source Loki finds nothing there; set its format to json',
      wayOut: 'Set the format of the access log to json',
    },
    'log-in-file': {
      proves: 'the access log of Traefik is on standard output, or in a volume, where a collector can read it',
      example:
        'Deployment traefik: writes its access log to the file /tmp/access.log in its container, so derived field TraceID of data source Loki finds nothing; remove the path, so that it is standard output',
      wayOut: 'Remove filePath from the access log',
    },
    'log-by-otlp': {
      proves: 'the access log of Traefik is written too where it is sent by OTLP, if a derived field reads trace ids from its lines',
      example:
        'Deployment traefik: sends its access log by OTLP instead of writing it, so derived field TraceID of data source Loki finds nothing; remove accesslog.otlp, or set accesslog.dualoutput too, which Traefik has from 3.7.0 on',
      wayOut: 'Set `dualOutput` of the access log, or accept that only the records by OTLP link to traces',
    },
    'filtered-log': {
      proves: 'the access log of Traefik has every request',
      example:
        'Deployment traefik: logs only some requests (accesslog.filters.statuscodes), so derived field TraceID of data source Loki is missing for the others; remove the filter',
      wayOut: 'Remove the filter, or accept the finding',
    },
    'entry-point-off': {
      proves: 'the entry point of each Ingress is traced and logged',
      example: 'Ingress emojivoto: its requests are not traced (entrypoints.web.observability.tracing); remove it',
      wayOut: 'Remove the setting',
    },
    'dropped-trace-id': {
      proves: 'the access log of Traefik keeps the field or header with the trace id',
      example:
        'Deployment traefik: drops the header X-B3-Traceid from its access log, so derived field TraceID of data source Loki finds nothing there; keep it',
      wayOut: 'Keep the field or header in the access log',
    },
    'unknown-mode': {
      proves: 'Traefik knows what to do with each field and header of its access log',
      example: 'Deployment traefik: accesslog.fields.headers.defaultmode is drp, which Traefik treats as keep; use keep, drop or redact',
      wayOut: 'Use keep, drop or redact',
    },
    'no-logged-trace-id': {
      proves: 'the version of Traefik in use logs trace ids',
      example:
        'Deployment traefik: has a version that does not log trace ids, so derived field TraceID of data source Loki finds nothing there; use another version, or remove the derived field',
      wayOut: 'Use a version of Traefik that logs trace ids, or remove the derived field',
    },
    'invalid-expression': {
      proves: 'the matcherRegex of each derived field is a valid regular expression',
      example: 'data source Loki (derived field TraceID): (\\w+ is not a valid regular expression (Unterminated group); correct it',
      wayOut: 'Correct the regular expression',
    },
    'no-match': {
      proves: 'the matcherRegex of each derived field captures the trace id in a log line of Traefik',
      example:
        'data source Loki (derived field TraceID): trace=(\\w+) does not match a log line of Deployment traefik (traefik:v2.11.2), which has the trace id in request_X-B3-Traceid; use "request_X-B3-Traceid":"(\\w+)"',
      wayOut: 'Use an expression whose first group captures the trace id',
    },
    'unsampled-links': {
      proves: 'no derived field matches log lines of requests that are not sampled',
      example:
        'data source Loki (derived field TraceID): about 10% of the links from log lines lead to a trace, because it matches those of requests that Traefik does not sample too; set the sample rate to 1, or link from the OTLP access log of Traefik, which marks what is sampled',
      wayOut:
        'Traefik 2: keep X-B3-Flags and X-B3-Sampled, and use an expression that wants one of them to be 1. Traefik 3: set the sample rate to 1',
    },
    'unforwarded-requests': {
      proves: 'every log line has a link',
      example:
        'Traefik: logs no trace id for requests that it does not forward, such as those answered with 401, 404 or a redirect: their lines have no link',
      wayOut: 'Nothing can be done with Traefik 2',
    },
    'no-link-target': {
      proves: 'each derived field has a data source to link to',
      example: 'data source Loki (derived field TraceID): links to no data source; add datasourceUid: tempo',
      wayOut: 'Set datasourceUid to the uid of the Tempo data source',
    },
    'unknown-link-target': {
      proves: 'each derived field links to a data source that exists',
      example: 'data source Loki (derived field TraceID): links to the unknown data source tmpo; use tempo',
      wayOut: 'Set datasourceUid to the uid of the Tempo data source',
    },
    'lost-trace-id': {
      proves: 'each derived field passes the trace id to the data source that it links to',
      example:
        'data source Loki (derived field TraceID): has the url ${__value.raw}, in which Grafana expands variables when it reads the file, so the trace id is lost; use $${__value.raw}',
      wayOut: 'Set the url to ${__value.raw}, with $$ in files that Grafana provisions',
    },
    'no-link': {
      proves: 'each Loki data source has a derived field that links to Tempo',
      example: 'data source Loki: has no derived field that links to Tempo, so no log line links to its trace; run `npm run synth`',
      wayOut: 'Run `npm run synth`',
    },
    'unknown-logs-target': {
      proves: 'each Tempo data source links to a Loki data source that exists',
      example: 'data source Tempo: links to logs in logs, which is not the uid of a Loki data source; use loki',
      wayOut: 'Set tracesToLogsV2.datasourceUid to the uid of a Loki data source',
    },
    'other-prometheus': {
      proves: 'the service map queries the Prometheus of the cluster file',
      example: 'data source Tempo: its service map queries prom, but grafana.prometheus.uid is prometheus; use prometheus',
      wayOut: 'Run `npm run synth`, or correct grafana.prometheus.uid',
    },
    'unknown-field': {
      proves: 'no field of a data source is misspelled',
      example: 'data source Tempo: unknown field jsonData.tracesToLogV2; did you mean tracesToLogsV2?',
      wayOut: 'Correct the name of the field',
    },
    'missing-field': {
      proves: 'each data source has a name and a type',
      example: 'data source Tempo: type is missing, and Grafana requires it; add it',
      wayOut: 'Add the field',
    },
    'no-sidecar-label': {
      proves: 'each ConfigMap with data sources has the label that the sidecar of Grafana selects',
      example:
        'ConfigMap tempo-datasource: has no label grafana_datasource=1, which the sidecar of Grafana selects; add it with the value "1"',
      wayOut: 'Add the label grafana_datasource with the value "1"',
    },
    ...DATA_SOURCE_RULES,
    'missing-data-source': {
      proves: 'Grafana has a Tempo data source, and a Loki data source if the cluster file has grafana.loki',
      example: 'none of the data sources (Loki of type loki) is of type tempo; correct the type, or add one',
      wayOut: 'Correct the type of the data source, or add one',
    },
  },
);
