import { smallTempo } from '../../test/small-tempo';
import { worldOf } from '../../test/world';
import { checkAddresses } from '../checks/addresses/addresses';

const TEMPO = smallTempo(
  ['server: {http_listen_port: 3200}', 'distributor: {receivers: {otlp: {protocols: {grpc: {}}}, jaeger: {protocols: {grpc: {}}}}}'],
  { ports: '[{name: http, port: 3200}, {name: otlp, port: 4317}, {name: jaeger, port: 14250}]' },
);

const vulture = (tag: string, push: string, query: string, more = '') => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo-vulture, namespace: tracing}
spec:
  template:
    spec:
      containers:
        - name: tempo-vulture
          image: grafana/tempo-vulture:${tag}
          args: ['-tempo-push-url=${push}', '-tempo-query-url=${query}'${more}]
`;

const judged = (manifests: string) => {
  const { hops = [], findings } = checkAddresses(worldOf(TEMPO + manifests));
  return {
    hops: hops.flatMap((hop) => (hop.from === 'vulture' ? [`${hop.what} by ${hop.protocol}: ${hop.state}`] : [])),
    said: findings.map(({ problem }) => problem),
  };
};

const QUERY = 'http://tempo.tracing:3200';

test.each([
  ['2.8.2', 'http://tempo.tracing', 'Jaeger/gRPC'],
  ['3.0.3', 'http://tempo.tracing', 'OTLP/gRPC'],
  ['3.0.3', 'http://tempo.tracing:4317', 'OTLP/gRPC'],
])('vulture %s writes to %s by %s, and reads', (tag, push, protocol) => {
  expect(judged(vulture(tag, push, QUERY))).toEqual({ hops: [`spans by ${protocol}: fits`, 'queries by HTTP: fits'], said: [] });
});

test.each([
  ['the port of another protocol', vulture('3.0.3', 'http://tempo.tracing:14250', QUERY)],
  ['a Service that is not there', vulture('3.0.3', 'http://tempo-distributor.tracing', QUERY)],
  ['the old port for queries', vulture('3.0.3', 'http://tempo.tracing', 'http://tempo.tracing:3100')],
  ['another Service for queries', vulture('3.0.3', 'http://tempo.tracing', 'http://other.tracing:3200')],
])('%s is an error', (_what, manifests) => {
  expect(judged(manifests).said).toHaveLength(1);
});
