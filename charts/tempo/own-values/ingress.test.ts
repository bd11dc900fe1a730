import type { Synthesis } from '../../../synthesis/cluster-output';
import { helmValuesOf, said, synthesizeCluster } from '../../../test/synthesis';

/** The receivers of the cluster file do not have otlp-http. */
const withValues = (chart: string, values: string, more = ''): Synthesis =>
  synthesizeCluster('minimal', ['2.26.2', `${chart}${more}\n  values: ${values}`]);

const KAFKA = '\n  kafka: {address: "kafka.kafka:9092"}';
const ON = '{ingress: {enabled: true, hosts: [tempo.example.org]}}';
const pathsOf = (synthesis: Synthesis) => helmValuesOf<{ ingress?: { paths?: object } }>(synthesis).ingress?.paths;

describe('the Ingress of tempo-distributed', () => {
  test.each([
    ['2.26.2', '', { 'backend-worker': [] }],
    ['3.0.3', KAFKA, { ingester: [], compactor: [] }],
    ['3.3.0', KAFKA, undefined],
  ])('of %s has no path to what does not run', (chart, more, paths) => {
    expect(pathsOf(withValues(chart, ON, more))).toEqual(paths);
  });

  test('follows the scheduler that replaces the compactor', () => {
    expect(pathsOf(withValues('2.26.2', ON.replace('{', '{backendScheduler: {enabled: true}, ')))).toEqual({ compactor: [] });
  });

  test("keeps the user's own paths, and is an error where they lead to what does not run", () => {
    const own = (service: string) => `{ingress: {enabled: true, paths: {${service}: [{path: /ring}]}}}`;
    expect(pathsOf(withValues('2.26.2', own('querier')))).toEqual({ querier: [{ path: '/ring' }], 'backend-worker': [] });
    const empty = '{ingress: {enabled: true, paths: {querier: [{path: /ring}], backend-worker: []}}}';
    expect(Object.keys(pathsOf(withValues('2.26.2', empty)) ?? {})).toEqual(['querier', 'backend-worker']);
    expect(said(withValues('2.26.2', own('backend-worker')), 'error')).toEqual([
      expect.stringMatching(
        /tempo\.values\.ingress\.paths\.backend-worker: leads to the Service of the backend-worker, which does not run with tempo\.chart \(line \d+\) 2\.26\.2; remove it/,
      ),
    ]);
  });

  test('is an error if its path for spans leads to a receiver that is off, which the chart leaves out by itself since 2.17.4', () => {
    const message =
      /tempo\.values\.ingress\.enabled: the path \/v1\/traces of tempo\.chart .* leads to otlp-http, which tempo\.receivers .* does not list; add otlp-http there, or set ingress\.paths\.distributor in tempo\.values/;
    expect(said(withValues('2.10.0', ON), 'error')).toEqual([expect.stringMatching(message)]);
    expect(said(withValues('2.17.4', ON), 'error')).toEqual([]);
    const own = '{ingress: {enabled: true, paths: {distributor: [{path: /distributor/ring}]}}}';
    expect(said(withValues('2.10.0', own), 'error')).toEqual([]);
  });

  test('that is off gets nothing', () => {
    expect(pathsOf(withValues('2.26.2', '{ingress: {enabled: false}}'))).toBeUndefined();
  });
});

describe('the Ingress of the gateway', () => {
  const mistakes = (ingress: string, enabled = true) =>
    said(withValues('2.26.2', `{gateway: {enabled: ${enabled}, ingress: ${ingress}}}`), 'error').map((line) =>
      line.replace(/^.*tempo\.values\.gateway\.ingress\./, ''),
    );
  const REFUSES = 'and the API server refuses that';

  test.each([
    [
      '{enabled: true}',
      `enabled: the path of the default host has no pathType, ${REFUSES}; set gateway.ingress.hosts, with a pathType for each path`,
    ],
    ['{enabled: true, hosts: [{host: a}]}', `hosts: has no paths, ${REFUSES}; add paths, each with its pathType`],
    [
      '{enabled: true, hosts: [{host: a, paths: [{path: /}]}]}',
      `hosts.paths: has no pathType, ${REFUSES}; add one, such as pathType: Prefix`,
    ],
  ])('%s is refused', (ingress, message) => {
    expect(mistakes(ingress)).toEqual([message]);
  });

  test('is accepted with the type of each path, or if it is off', () => {
    expect(mistakes('{enabled: true, hosts: [{host: a, paths: [{path: /, pathType: Prefix}]}]}')).toEqual([]);
    expect(mistakes('{enabled: true}', false)).toEqual([]);
    expect(mistakes('{enabled: false}')).toEqual([]);
  });
});

describe('the Ingress of tempo-query', () => {
  const HOSTS = 'hosts: [{host: a, paths: [{path: /, pathType: Prefix}]}]';
  const mistakes = (chart: string, ingress: string, query = true) =>
    said(withValues(chart, `{queryFrontend: {query: {enabled: ${query}}, ingress: ${ingress}}}`), 'error').map((line) =>
      line.replace(/^.*tempo\.values\.queryFrontend\.ingress\./, ''),
    );

  test('has paths with a type', () => {
    expect(mistakes('2.17.5', '{enabled: true}')).toEqual([
      'enabled: the path of the default host has no pathType, and the API server refuses that; set queryFrontend.ingress.hosts, with a pathType for each path',
    ]);
    expect(mistakes('2.17.5', `{enabled: true, ${HOSTS}}`)).toEqual([]);
  });

  test('has no Secret from 2.17.6 on, whose template fails with it', () => {
    expect(mistakes('2.17.6', `{enabled: true, ${HOSTS}}`)).toEqual([
      expect.stringMatching(
        /^enabled: the default of tls has a secretName, with which tempo\.chart \(line \d+\) 2\.17\.6 does not render; set queryFrontend\.ingress\.tls to \[\]$/,
      ),
    ]);
    expect(mistakes('2.26.2', `{enabled: true, ${HOSTS}, tls: [{hosts: [a], secretName: b}]}`)).toEqual([
      expect.stringMatching(
        /^tls: has a secretName, with which .* does not render; remove secretName, so that the controller uses its default/,
      ),
    ]);
    expect(mistakes('2.26.2', `{enabled: true, ${HOSTS}, tls: []}`)).toEqual([]);
    for (const tls of ['{secretName: b}', '{hosts: [], secretName: b}, {hosts: [a]}'])
      expect(mistakes('2.26.2', `{enabled: true, ${HOSTS}, tls: [${tls}]}`)).toEqual([
        expect.stringMatching(
          /^tls: has a secretName, of which tempo\.chart \(line \d+\) 2\.26\.2 makes a field of hosts, and the API server refuses that; remove secretName/,
        ),
      ]);
    expect(mistakes('2.26.2', `{enabled: true, ${HOSTS}, tls: [{secretName: b}, {hosts: [a], secretName: b}]}`)).toEqual([
      expect.stringContaining(' does not render; '),
    ]);
    expect(mistakes('2.26.2', `{enabled: true, ${HOSTS}, tls: [{hosts: [a]}]}`)).toEqual([]);
    expect(mistakes('2.17.5', `{enabled: true, ${HOSTS}, tls: [{hosts: [a], secretName: b}]}`)).toEqual([]);
  });

  test('is not there without tempo-query, and before 1.2.11', () => {
    expect(mistakes('2.26.2', '{enabled: true}', false)).toEqual([]);
    expect(mistakes('1.2.10', '{enabled: true}')).toEqual([]);
  });
});

describe('the chart tempo', () => {
  const single = (values: string) =>
    said(synthesizeCluster('minimal', ['chart: 2.26.2', `monolithic: 2.2.4\n  values: ${values}`]), 'error');

  test('with an Ingress for tempo-query needs it', () => {
    expect(single('{tempoQuery: {ingress: {enabled: true}}}')).toEqual([
      expect.stringMatching(
        /tempo\.values\.tempoQuery\.ingress\.enabled: leads to tempo-query, which does not run with tempo\.monolithic \(line \d+\) 2\.2\.4; set tempoQuery\.enabled: true too, or remove it/,
      ),
    ]);
    expect(single('{tempoQuery: {enabled: true, ingress: {enabled: true}}}')).toEqual([]);
  });

  test('needs its one process, and no other', () => {
    expect(single('{replicas: 1}')).toEqual([]);
    expect(single('{replicas: 2}')).toEqual([
      expect.stringMatching(
        /tempo\.values\.replicas: the 2 pods of tempo\.monolithic \(line \d+\) 2\.2\.4 do not know each other, so each query finds only a part of the traces; use 1, or tempo\.chart, which has microservices/,
      ),
    ]);
    expect(single('{replicas: 0}')).toEqual([
      expect.stringMatching(/tempo\.values\.replicas: 0 leaves traces unread and unwritten: .*; use 1/),
    ]);
  });
});
