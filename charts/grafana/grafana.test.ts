import { load } from 'js-yaml';
import { said, synthesizeCluster } from '../../test/synthesis';

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
