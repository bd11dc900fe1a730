import { load } from 'js-yaml';
import { defaultHost } from '../components/default-host-releases';
import { failsProbe } from './health';

const fails = (port: number, { extensions = '', started = 'health_check', receivers = '', metrics = '' } = {}) =>
  failsProbe(
    load(`
receivers: {otlp: {protocols: {http: {endpoint: "0.0.0.0:4318"}}}, ${receivers}}
extensions: {health_check: {endpoint: "0.0.0.0:13133"}, ${extensions}}
service: {extensions: [${started}], pipelines: {traces: {receivers: [otlp]}}, telemetry: {metrics: {${metrics}}}}
`),
    { port, path: '/metrics' },
  );

const METRICS = 'readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 8888}}}}]';
const ELSEWHERE = 'health_check listens at 0.0.0.0:13133';

test.each<[string, number, Parameters<typeof fails>[1]]>([
  ['its metrics', 8888, { metrics: METRICS }],
  ['its metrics, as older collectors have them', 8888, { metrics: 'address: "0.0.0.0:8888"' }],
  ['a receiver', 4318, {}],
  ['another extension', 1777, { extensions: 'pprof: {endpoint: "0.0.0.0:1777"}', started: 'health_check, pprof' }],
  ['another extension alone', 55679, { extensions: 'zpages/own: {endpoint: ":55679"}', started: 'zpages/own' }],
  ['an extension at a port from a variable', 1777, { extensions: 'pprof: {endpoint: "0.0.0.0:${env:P}"}', started: 'pprof' }],
])('%s may answer a probe', (_what, port, parts) => {
  expect(fails(port, parts)).toBeUndefined();
});

test.each<[string, number, Parameters<typeof fails>[1]]>([
  ['nothing', 8889, { metrics: METRICS }],
  ['an extension that is not started', 1777, { extensions: 'pprof: {endpoint: "0.0.0.0:1777"}' }],
  ['a receiver that no pipeline uses', 9411, { receivers: 'zipkin: {endpoint: "0.0.0.0:9411"}' }],
  ['a number that is not a port', 8080, { receivers: '', metrics: 'level: 8080' }],
])('%s does not', (_what, port, parts) => {
  expect(fails(port, parts)).toBe(ELSEWHERE);
});

test('health_check answers at its own path', () => {
  expect(fails(13133, { metrics: METRICS })).toBe('health_check answers at the path /');
});

test('without an endpoint, it listens where the components of its version do', () => {
  const config = { extensions: { health_check: null }, service: { extensions: ['health_check'] } };
  const probe = { port: 13133, path: '/' };
  const gate = ['--feature-gates=-component.UseLocalHostAsDefaultHost'];
  expect(failsProbe(config, probe)).toBe('health_check listens on localhost alone');
  expect(failsProbe(config, probe, defaultHost('0.104.0'))).toBe('health_check listens on localhost alone');
  expect(failsProbe(config, probe, defaultHost('0.59.0'))).toBeUndefined();
  expect(failsProbe(config, probe, defaultHost('0.110.0', gate))).toBeUndefined();
});
