/** The Services of the query-frontend lead to it alone, and to its gRPC port for the queriers. */
import { dump } from 'js-yaml';
import { worldOf } from '../../../test/world';
import { tempoUses } from '../../uses/tempo';
import { NOTHING_DECLARED } from '../../world/declared';
import { resolve } from './resolve';

const CONFIG = {
  server: { http_listen_port: 3200 },
  distributor: {},
  querier: { frontend_worker: { frontend_address: 'tempo-query-frontend:9095' } },
};

/** What is wrong with the address of the queriers. @param service its selector and its port @param server more of the configuration @param args more arguments */
function problem(service: object, server: object = {}, args: readonly string[] = []): string[] {
  const metadata = (name: string) => ({ metadata: { name, namespace: 'tracing' } });
  const podOf = (target: string) => ({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', ...metadata(`tempo-${target}`) },
    spec: {
      template: {
        metadata: { labels: { app: 'tempo', component: target } },
        spec: {
          containers: [
            {
              ...{ name: target, image: 'grafana/tempo:2.10.5', args: [`-target=${target}`, '-config.file=/conf/tempo.yaml', ...args] },
              ports: [
                { name: 'grpc', containerPort: 9095 },
                { name: 'http', containerPort: 3200 },
              ],
              volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
            },
          ],
          volumes: [{ name: 'conf', configMap: { name: 'tempo' } }],
        },
      },
    },
  });
  const config = dump({ ...CONFIG, server: { ...CONFIG.server, ...server } });
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', ...metadata('tempo'), data: { 'tempo.yaml': config } },
    ...['ingester', 'query-frontend', 'querier'].map(podOf),
    {
      ...{ apiVersion: 'v1', kind: 'Service', ...metadata('tempo-query-frontend') },
      spec: { selector: { component: 'query-frontend' }, ports: [{ port: 9095, targetPort: 'grpc' }], ...service },
    },
  ];
  // The user's own values have all arguments.
  const declared = { ...NOTHING_DECLARED, values: { tempo: { querier: { extraArgs: args } } } };
  const surroundings = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { declared });
  return surroundings.tempos
    .flatMap(tempoUses)
    .map((use) => resolve(use, surroundings))
    .flatMap((resolution) => (resolution.state === 'broken' ? resolution.statement.problem : []));
}

test('a Service of the query-frontend alone passes', () => {
  expect(problem({})).toEqual([]);
  expect(problem({ ports: [{ port: 9095, targetPort: 9095 }] })).toEqual([]);
  expect(problem({ clusterIP: 'None', ports: [{ port: 9095, targetPort: 'http' }] })).toEqual([]);
});

test.each([
  [
    'selects other processes too',
    { selector: { app: 'tempo' } },
    'its Service also selects Deployment tempo-ingester, which does not answer queries',
  ],
  ['selects another process', { selector: { component: 'ingester' } }, 'that process of Tempo is not the query-frontend'],
  ['leads to HTTP', { ports: [{ port: 9095, targetPort: 'http' }] }, 'Tempo listens for gRPC on 9095, not on 3200'],
])('a Service that %s is an error', (_what, service, text) => {
  expect(problem(service)).toEqual([text]);
});

test('a headless Service leads to the port of the client, whatever its own ports lead to', () => {
  const headless = { clusterIP: 'None', ports: [{ port: 9096, targetPort: 'grpc' }] };
  const said = (port: number) => problem(headless, {}, [`-querier.frontend-address=tempo-query-frontend.tracing:${port}`]);
  // The address of the configuration has port 9095, which the Service does not list.
  expect(problem(headless)).toEqual([]);
  expect(said(9095)).toEqual([]);
  expect(said(9096)).toEqual(['no pod of Service tempo-query-frontend listens on 9096, and a headless Service does not translate ports']);
  expect(said(9097)).toEqual(['Service tempo-query-frontend has no port 9097, only 9096']);
  expect(said(3200)).toEqual(['Tempo listens for gRPC on 9095, not on 3200']);
});

test('another gRPC port of Tempo than that of its Service is an error', () => {
  expect(problem({}, { grpc_listen_port: 9096 })).toEqual(['Tempo listens for gRPC on 9096, not on 9095']);
});

test('the address may be an argument', () => {
  expect(problem({}, {}, ['-querier.frontend-address=nowhere:9095'])).toEqual(['namespace tracing has no Service nowhere']);
  expect(problem({}, {}, ['-querier.frontend-address', 'tempo-query-frontend.tracing:9095'])).toEqual([]);
});

test('the user may not name a process of Tempo in another namespace, but a host outside of the cluster', () => {
  const said = (address: string) => problem({}, {}, [`-querier.frontend-address=${address}`]);
  expect(said('tempo-query-frontend.observability:9095')).toEqual(['namespace observability has no Service tempo-query-frontend']);
  expect(said('tempo.example.org:9095')).toEqual([]);
});
