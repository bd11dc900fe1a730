import { load } from 'js-yaml';
import { objectsIn, readTestFile, said, synthesizeCluster } from '../../test/synthesis';

const dataSources = (synthesis: ReturnType<typeof synthesizeCluster>, name = 'seed') =>
  (
    load(synthesis.files.get(`${name}/values/kube-prometheus-stack.yaml`) ?? '') as {
      grafana: { additionalDataSources: Record<string, unknown>[] };
    }
  ).grafana.additionalDataSources;

/** A text after Grafana's provisioning: environment variables are expanded, and `$$` becomes `$`. */
const provisioned = (text: string) =>
  text
    .split('$$')
    .map((part) => part.replace(/\$\{[^}]*\}|\$\w+/g, ''))
    .join('$');

const derivedField = (synthesis: ReturnType<typeof synthesizeCluster>) => {
  const loki = dataSources(synthesis).find(({ name }) => name === 'Loki');
  return (loki as { jsonData?: { derivedFields: { matcherRegex: string; url: string }[] } } | undefined)?.jsonData?.derivedFields[0];
};

describe('Grafana', () => {
  test.each([
    ['1.40.4', 3100],
    ['1.41.0', 3200],
  ])('reads Tempo where chart %s answers: port %d', (chart, port) => {
    expect(dataSources(synthesizeCluster('seed', ['2.23.4', chart]))[1]).toEqual({
      name: 'Tempo',
      type: 'tempo',
      uid: 'tempo',
      access: 'proxy',
      url: `http://tempo-query-frontend.tracing.svc.cluster.local:${port}`,
      jsonData: { tracesToLogsV2: { datasourceUid: 'loki', spanStartTimeShift: '-5m', spanEndTimeShift: '5m', filterByTraceID: true } },
    });
  });

  test('opens the trace of a log line in every format of the line', () => {
    const { matcherRegex } = derivedField(synthesizeCluster('seed')) ?? { matcherRegex: '' };
    const line = { ClientHost: '10.0.0.1', 'request_X-B3-Traceid': '5af7183fb1d4cf5f', time: '2022' };
    const lines = [
      JSON.stringify(line),
      `2022 stdout F ${JSON.stringify(line)}`,
      JSON.stringify({ message: line }),
      JSON.stringify({ log: JSON.stringify(line) }),
      JSON.stringify(line, null, 2),
    ];

    expect(lines.map((text) => new RegExp(matcherRegex).exec(text)?.[1])).toEqual(lines.map(() => '5af7183fb1d4cf5f'));
    expect(new RegExp(matcherRegex).exec('{"request_X-B3-Spanid":"5af7183fb1d4cf5f"}')).toBeNull();
    expect(provisioned(matcherRegex)).toBe(matcherRegex);
  });

  describe('below a sample rate of 1', () => {
    /** Lines that Traefik 2.11.2 wrote, each with the headers that decide, as they are in a sorted line. */
    const lines = readTestFile('log-lines/traefik-2.11.2.jsonl').trim().split('\n');
    const id = (line: string) => /"request_X-B3-Traceid":"(\w+)"/.exec(line)?.[1];
    const withHeaders = (line: string, headers: Record<string, string>) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries({
            ...JSON.parse(line),
            ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [`request_X-B3-${name}`, value])),
          }).sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      );
    const pattern = derivedField(synthesizeCluster('seed', ['chart: 27.0.2', 'chart: 27.0.2\n  sampleRate: 0.1']))?.matcherRegex ?? '';
    const found = (line: string) => new RegExp(pattern).exec(line)?.[1];
    const routed = lines.filter((line) => id(line) !== undefined);

    test.each<[Record<string, string>, boolean]>([
      [{ Sampled: '1' }, true],
      [{ Flags: '1' }, true],
      [{ Flags: '1', Sampled: '0' }, true],
      [{ Flags: '1', Sampled: '1' }, true],
      [{ Flags: '0', Sampled: '1' }, true],
      [{ Flags: '1', Parentspanid: '00', Sampled: '0', Spanid: '00' }, true],
      [{ Sampled: '1', Spanid: '00' }, true],
      [{ Flags: '0', Parentspanid: '1', Sampled: '0', Spanid: '1' }, false],
      [{ Sampled: '0' }, false],
      [{ Flags: '0', Sampled: '0' }, false],
      [{}, false],
    ])('finds the trace of a line with %j: %s', (headers, isSampled) => {
      expect(routed).toHaveLength(3);
      for (const line of routed.map((each) => withHeaders(each, headers))) {
        const wrapped = [
          line,
          JSON.stringify({ log: line }),
          JSON.stringify({ message: JSON.parse(line) }),
          JSON.stringify(JSON.parse(line), null, 2),
        ];
        expect(wrapped.map(found)).toEqual(wrapped.map(() => (isSampled ? id(line) : undefined)));
      }
    });

    test('finds none in a line of a request that was not forwarded, and stays the same when Grafana reads it', () => {
      expect(lines.filter((line) => id(line) === undefined).map(found)).toEqual([undefined, undefined, undefined]);
      expect(provisioned(pattern)).toBe(pattern);
    });
  });

  test('opens the trace of each line of Traefik 3', () => {
    const loki = objectsIn(synthesizeCluster('otlp'), 'grafana.k8s.yaml').find(({ spec }) => spec?.datasource.type === 'loki');
    const [line = ''] = readTestFile('log-lines/traefik-3.7.11.jsonl').split('\n');

    expect(new RegExp(loki?.spec.datasource.jsonData.derivedFields[0].matcherRegex).exec(line)?.[1]).toBe(
      '019760e642358746ba1a3bada3b24c1d',
    );
  });

  test('receives ${__value.raw} after provisioning', () => {
    expect(provisioned(derivedField(synthesizeCluster('seed'))?.url ?? '')).toBe('${__value.raw}');
  });

  test('gets no Loki data source without grafana.loki, and one without a link if no Traefik logs a trace id', () => {
    const traefik = 'traefik:\n  chart: 27.0.2\n';

    expect(dataSources(synthesizeCluster('seed', [/ {2}loki:\n.*\n/, '  via: values\n'])).map(({ name }) => name)).toEqual(['Tempo']);
    const unlinked = synthesizeCluster('seed', [traefik, '']);
    expect(dataSources(unlinked)[0]).not.toHaveProperty('jsonData');
    expect(said(unlinked, 'note').join('\n')).toContain('grafana.loki: no link to traces, because the cluster file has no traefik');
  });

  test("is warned in its values file that a list replaces the user's own", () => {
    expect(synthesizeCluster('seed').files.get('seed/values/kube-prometheus-stack.yaml')).toContain(
      'it takes the place of the one in your own values',
    );
  });
});
