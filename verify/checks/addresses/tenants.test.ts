/** Senders and data sources of a Tempo with multitenancy. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { checkAddresses } from './addresses';

const RECEIVERS = "distributor: {receivers: {otlp: {protocols: {http: {endpoint: '0.0.0.0:4318'}}}, zipkin: {endpoint: '0.0.0.0:9411'}}}";
const tempo = (setting: string, ...args: string[]) =>
  smallTempo([setting, RECEIVERS], { args, ports: '[{port: 3200}, {port: 4318}, {port: 9411}]' });
const traefik = (...flags: string[]) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec: {template: {spec: {containers: [{name: traefik, image: 'traefik:v${flags[0]?.includes('otlp') ? '3.6.4' : '2.11.2'}', args: [--entrypoints.web.address=:8000, ${flags.join(', ')}]}]}}}
`;
const OTLP = '--tracing.otlp.http.endpoint=http://tempo.tracing:4318/v1/traces';
const grafana = (jsonData = '{}') => `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: sources, namespace: monitoring, labels: {grafana_datasource: '1'}}
data: {sources.yaml: 'datasources: [{name: Tempo, type: tempo, url: "http://tempo.tracing:3200", jsonData: ${jsonData}}]'}
`;
const application = (variables: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: web, image: 'web:1', env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://tempo.tracing:4318'}${variables}]}]}}}
`;

const said = (manifests: string) => grouped(checkAddresses(worldOf(manifests, { isOurs: false })).findings).map(sentence);
const refused = (what: string) => expect.stringContaining(`but Tempo has multitenancy on and refuses ${what} without a tenant`);

test.each([
  ['queries', grafana()],
  ['spans', traefik(OTLP)],
  ['spans', traefik('--tracing.zipkin.httpendpoint=http://tempo.tracing:9411/api/v2/spans')],
  ['spans', application('')],
])('%s without a tenant are reported', (what, sender) => {
  expect(said(tempo('multitenancy_enabled: true') + sender)).toEqual([refused(what)]);
  expect(said(tempo('auth_enabled: false', '-multitenancy.enabled=true') + sender)).toEqual([refused(what)]);
  expect(said(tempo('multitenancy_enabled: false') + sender)).toEqual([]);
});

test.each([
  ['a data source', grafana('{httpHeaderName1: x-scope-orgid}')],
  ['Traefik', traefik(OTLP, '--tracing.otlp.http.headers.X-Scope-OrgID=shop')],
  ['an application', application(", {name: OTEL_EXPORTER_OTLP_HEADERS, value: 'x-scope-orgid=shop'}")],
  [
    'an application with headers from a Secret',
    application(', {name: OTEL_EXPORTER_OTLP_HEADERS, valueFrom: {secretKeyRef: {name: a, key: b}}}'),
  ],
])('%s that names a tenant is accepted', (_who, sender) => {
  expect(said(tempo('multitenancy_enabled: true') + sender)).toEqual([]);
});
