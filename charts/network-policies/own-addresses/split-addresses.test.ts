/** Addresses of which the port is not beside the host. */
import { HEAD, matrix, STORAGE } from '../../../test/policy-matrix';
import { said, synthesizeText } from '../../../test/synthesis';
import { addressesIn } from './own-addresses';

const tempo = (values: string, more = '', chart = '2.26.2') =>
  `${HEAD}${more}grafana: {}\ntempo:\n  chart: ${chart}\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}  values: {${values}}\n`;

const collector = (config: string) => tempo('', `collector: {chart: 0.170.0, values: {alternateConfig: {${config}}}}\n`);

test('a host and a port in two values are an address', () => {
  expect(addressesIn({ exporters: { syslog: { endpoint: 'syslog.example.org', port: 6514, network: 'tcp' } } })).toEqual([
    'syslog.example.org:6514',
  ]);
  expect(addressesIn({ syslog: { endpoint: 'syslog.example.org', port: '514', network: 'udp' } })).toEqual([
    'udp://syslog.example.org:514',
  ]);
  expect(addressesIn({ receivers: { sqlserver: { server: '10.0.0.7', port: 1433 } } })).toEqual(['10.0.0.7:1433']);
  expect(addressesIn({ cache: { caches: [{ memcached: { host: 'memcached.caches', service: 'memcached-client' } }] } })).toEqual([
    'memcached.caches:11211',
  ]);
});

test('the name of a Service, which is an address alone, has the usual port too', () => {
  expect(addressesIn({ memcached: { host: 'memcached.caches.svc', service: 'client' } })).toEqual([
    'memcached.caches.svc',
    'memcached.caches.svc:11211',
  ]);
  expect(addressesIn([{ name: 'JAEGER_AGENT_HOST', value: 'agent.obs.svc' }])).toEqual(['agent.obs.svc', 'udp://agent.obs.svc:6831']);
});

test('variables with a host and a port are an address', () => {
  const agent = { name: 'JAEGER_AGENT_HOST', value: 'jaeger-agent.obs' };
  const redis = [
    { name: 'REDIS_HOST', value: 'redis' },
    { name: 'REDIS_PORT', value: '6379' },
  ];

  expect(addressesIn({ extraEnv: [agent] })).toEqual(['udp://jaeger-agent.obs:6831']);
  expect(addressesIn({ extraEnv: [agent, { name: 'JAEGER_AGENT_PORT', value: '5775' }] })).toEqual(['udp://jaeger-agent.obs:5775']);
  expect(addressesIn({ env: redis })).toEqual(['redis:6379']);
});

test.each([
  [{ endpoint: 'localhost', port: 6514 }],
  [{ host: '0.0.0.0', port: 8888 }],
  [{ host: '${env:MY_POD_IP}', port: 8888 }],
  [{ host: 'name.of.nothing' }],
  [{ host: 'syslog.example.org', port: '${env:PORT}' }],
  [{ name: 'web', port: 80, type: 'ClusterIP' }],
  [{ memcached: { host: '{{ include "tempo.fullname" . }}-memcached', service: 'memcached-client' } }],
  [{ extraEnv: [{ name: 'REDIS_HOST', value: 'redis' }] }],
  [{ extraEnv: [{ name: 'JAEGER_AGENT_HOST', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }] }],
])('no address: %j', (values) => {
  expect(addressesIn(values)).toEqual([]);
});

test('a cache of Tempo by the name of a port is permitted, in the same namespace too', () => {
  const cache = (host: string) =>
    `memcached: {enabled: false}, cache: {caches: [{roles: [parquet-footer], memcached: {host: ${host}, service: memcached-client}}]}`;

  expect(matrix(tempo(cache('memcached.caches')))(['querier caches 11211', 'ingester caches 11211'], 'allowed')).toEqual([]);
  expect(matrix(tempo(cache('mc')))(['querier neighbour 11211'], 'allowed')).toEqual([]);
  expect(matrix(tempo(cache('memcached.caches')))(['querier shop 11212'], 'stopped')).toEqual([]);
});

test('the hosts of a receiver are permitted, and the port of syslog', () => {
  const mongo = matrix(collector('receivers: {mongodb: {hosts: [{endpoint: "mongo.db.svc:27017"}]}}'));
  const syslog = collector('exporters: {syslog: {endpoint: syslog.example.org, port: 6514}}');
  const udp = collector('exporters: {syslog: {endpoint: syslog.example.org, port: 514, network: udp}}');

  expect(mongo(['collector db 27017'], 'allowed')).toEqual([]);
  expect(mongo(['collector shop 27017'], 'stopped')).toEqual([]);
  expect(matrix(syslog)(['collector syslog.example.org 6514'], 'allowed')).toEqual([]);
  expect(matrix(syslog)(['collector internet 514', 'collector internet 6514 UDP'], 'stopped')).toEqual([]);
  expect(matrix(udp)(['collector syslog.example.org 514 UDP'], 'allowed')).toEqual([]);
  expect(matrix(udp)(['collector internet 514'], 'stopped')).toEqual([]);
  expect(said(synthesizeText(udp), 'note')).toContainEqual(expect.stringContaining('names; UDP port 514 is permitted to all addresses'));
});

test('the agent of Jaeger is permitted for the process with its variable', () => {
  const wrong = matrix(tempo('querier: {extraEnv: [{name: JAEGER_AGENT_HOST, value: jaeger-agent.obs}]}'));

  expect(wrong(['querier obs 6831 UDP', 'querier agent.example.org 6831 UDP'], 'allowed')).toEqual([]);
  expect(wrong(['ingester obs 6831 UDP', 'querier internet 6831'], 'stopped')).toEqual([]);
});
