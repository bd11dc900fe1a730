/** Tempo that listens on another port than its Service expects. The advice for one address must not be refused for the next. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { checkAddresses } from './addresses';

const tempo = (listen: number, service = 3200) =>
  smallTempo([`server: {http_listen_port: ${listen}}`, "distributor: {receivers: {zipkin: {endpoint: '0.0.0.0:9411'}}}"], {
    container: [
      'ports: [{name: zipkin, containerPort: 9411}, {name: http, containerPort: 3200}]',
      'readinessProbe: {httpGet: {path: /ready, port: http}}',
    ],
    ports: `[{name: zipkin, port: 9411}, {name: http, port: ${service}, targetPort: 3200}]`,
  });

const grafana = (port: number) => `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: sources, namespace: monitoring, labels: {grafana_datasource: '1'}}
data: {sources.yaml: 'datasources: [{name: Tempo, type: tempo, url: "http://tempo.tracing:${port}"}]'}
`;

const said = (manifests: string) => grouped(checkAddresses(worldOf(manifests, { isOurs: false })).findings).map(sentence);
const START = 'Grafana (data source Tempo): sends queries to http://tempo.tracing';

test('the cause is named for every address and probe', () => {
  const probe =
    'Deployment tempo (readinessProbe of container tempo): asks port 3200, on which Tempo does not listen; set server.http_listen_port to 3200';
  expect(said(tempo(3100) + grafana(3200))).toEqual([
    `${START}:3200, but Tempo listens on server.http_listen_port 3100, to which no Service leads; set it to 3200`,
    probe,
  ]);
  expect(said(tempo(3100) + grafana(3100))).toEqual([
    `${START}:3100, but Service tempo has no port 3100, only 9411 (zipkin) and 3200 (http); set server.http_listen_port of Tempo to 3200, and use that`,
    probe,
  ]);
});

test('an address alone is wrong if a Service leads to the port of the configuration', () => {
  expect(said(tempo(3200) + grafana(3200))).toEqual([]);
  expect(said(tempo(3200, 80) + grafana(3200))).toEqual([expect.stringMatching(/has no port 3200, only .*; use one of these$/)]);
});
