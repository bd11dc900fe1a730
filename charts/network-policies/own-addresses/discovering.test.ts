/** Receivers of a collector that discover what they connect to. */
import { HEAD, STORAGE } from '../../../test/policy-matrix';
import { said, synthesizeText } from '../../../test/synthesis';

const policies = 'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
const stack = (first: string, second = '') =>
  `${HEAD}grafana: {}\ncollector: {chart: 0.170.0, values: {${first}}, tailSampling: {${policies}, values: {${second}}}}\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc, otlp-http]\n${STORAGE}`;

const using = (name: string, settings: string, used = name) =>
  `alternateConfig: {exporters: {debug: {}}, receivers: {${name}: ${settings}, otlp/own: {protocols: {grpc: {endpoint: "\${env:MY_POD_IP}:5317"}}}}, service: {pipelines: {metrics: {receivers: [${used}], exporters: [debug]}}}}`;

const scraping = (discovery: string) => `{config: {scrape_configs: [{job_name: pods, ${discovery}}]}}`;

const told = (text: string) => {
  const synthesis = synthesizeText(text);
  expect(said(synthesis, 'error')).toEqual([]);
  return said(synthesis, 'note').filter((line) => line.includes('discovers what it connects to'));
};

const IN_KUBERNETES = scraping('kubernetes_sd_configs: [{role: pod}]');

test.each([
  using('prometheus', IN_KUBERNETES),
  using('prometheus/own', scraping('dns_sd_configs: [{names: [redis.cache.svc], type: A, port: 9121}]')),
  using('receiver_creator', '{watch_observers: [k8s_observer], receivers: {}}').replace(
    'service: {',
    'extensions: {k8s_observer: {}}, service: {extensions: [health_check, k8s_observer], ',
  ),
  'presets: {annotationDiscovery: {metrics: {enabled: true}}}, alternateConfig: {exporters: {debug: {}}, service: {pipelines: {metrics: {exporters: [debug]}}}}',
])('a receiver that discovers what it connects to is told: %s', (values) => {
  expect(told(stack(values))).toEqual([
    expect.stringMatching(
      / collector\.values\.\S+: discovers what it connects to, which a NetworkPolicy cannot know, so these connections may be stopped; add a/,
    ),
  ]);
});

test('a receiver that discovers what it connects to is told in the second tier, too', () => {
  expect(told(stack('', using('prometheus', IN_KUBERNETES)))).toEqual([
    expect.stringContaining('collector.tailSampling.values.alternateConfig.receivers.prometheus: discovers'),
  ]);
});

test.each([
  using('prometheus', scraping('static_configs: [{targets: ["redis.cache.svc:9121"]}]')),
  using('prometheus', IN_KUBERNETES, 'otlp/own'),
])('nothing is told of one with addresses, or that no pipeline uses: %s', (values) => {
  expect(told(stack(values))).toEqual([]);
});
