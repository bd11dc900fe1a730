import { helmValuesOf, objectsIn, ofComponent, said, synthesizeTempo, synthesizeText } from '../../test/synthesis';
import recorded from '../../test/tempo-metrics.json';
import { tempoProduct } from '../tempo/product';
import { alertGroups } from './alerts/alerts';
import { dashboard } from './dashboard/dashboard';
import { INGESTERS, WATCHED } from './fixture';
import type { Watched } from './watched';

const APIS = 'kubernetes: {apis: [monitoring.coreos.com/v1]}\n';
const monitored = (more = 'monitoring: true', options = {}) =>
  synthesizeTempo('bucket: traces, endpoint: s3.example.org', { ...options, more: `${APIS}${more}` });
/** With a receiver for each release of Traefik. */
const withTraefik = (chart: string) =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
traefik: {${chart}}
${APIS}monitoring: true
`);
const objects = (more?: string, options = {}) => objectsIn(monitored(more, options), 'monitoring.k8s.yaml');
const alertsOf = (watched: Watched) => alertGroups(watched).flatMap(({ rules = [] }) => rules);

describe('monitoring', () => {
  test('is off by default, and with false', () => {
    expect([...monitored('').files.keys()]).not.toContain('test/monitoring.k8s.yaml');
    expect([...monitored('monitoring: false').files.keys()]).toEqual([...monitored('').files.keys()]);
  });

  test('has rules beside Tempo and a dashboard beside Grafana, which its own AppProject permits', () => {
    const synthesis = monitored();
    expect(objectsIn(synthesis, 'monitoring.k8s.yaml').map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['PrometheusRule', 'tracing'],
      ['ConfigMap', 'monitoring'],
    ]);
    const { spec } = ofComponent(synthesis, 'AppProject', 'monitoring');
    expect(spec.namespaceResourceWhitelist).toEqual([
      { group: '', kind: 'ConfigMap' },
      { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
    ]);
    expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['monitoring', 'tracing']);
  });

  test.each([
    ['chart: 2.26.2', 'metaMonitoring', 'labels'],
    ['monolithic: 2.2.0', 'serviceMonitor', 'additionalLabels'],
  ])('turns on the ServiceMonitors of %s, with the labels that Prometheus selects', (chart, value, key) => {
    const values = (more: string) => JSON.stringify(helmValuesOf<Record<string, unknown>>(monitored(more, { chart }))[value]);
    expect(values('monitoring: true')).toContain(`{"enabled":true,"${key}":{"release":"kube-prometheus-stack"}}`);
    expect(values('monitoring: {labels: {team: a}}')).toContain(`"${key}":{"team":"a"}`);
    expect(values('monitoring: {labels: {}}')).toContain('{"enabled":true}');
    expect(
      said(monitored(`monitoring: true`, { chart: `${chart}\n  values: {${value}: {enabled: false, serviceMonitor: {enabled: false}}}` })),
    ).toEqual([expect.stringContaining('which this stack sets')]);
  });

  test('needs the API of the Prometheus operator', () => {
    expect(said(synthesizeTempo('bucket: traces, endpoint: s3.example.org', { more: 'monitoring: true' }))).toEqual([
      'clusters/test.yaml:9:1 monitoring: needs monitoring.coreos.com/v1 of the Prometheus operator, which kubernetes.apis does not list; add it there if the cluster has it, or remove monitoring',
    ]);
  });

  test('names an unknown key, and what it may be', () => {
    expect(said(monitored('monitoring: {label: {}}'))).toEqual([
      expect.stringContaining('monitoring.label: unknown key; did you mean labels?'),
    ]);
    expect(said(monitored('monitoring: yes please'))).toEqual([expect.stringContaining('monitoring: must be a map of keys, not the text')]);
  });

  test('is a dashboard of the operator where that makes the data sources', () => {
    const made = objects('grafana: {via: operator, namespace: grafana, instanceLabels: {a: b}}\nmonitoring: true');
    expect(made.at(-1)).toMatchObject({
      kind: 'GrafanaDashboard',
      metadata: { namespace: 'grafana' },
      spec: { instanceSelector: { matchLabels: { a: 'b' } }, configMapRef: { name: 'tracing-dashboard', key: 'tracing.json' } },
    });
    expect(objects('grafana: {via: sidecar}\nmonitoring: {namespace: other}').at(-1)?.metadata).toMatchObject({
      namespace: 'other',
      labels: { grafana_dashboard: '1' },
    });
  });

  test.each([
    ['chart: 10.24.0', undefined],
    ['chart: 20.4.0', { additionalLabels: { release: 'kube-prometheus-stack' } }],
    ['chart: 29.0.0', { enabled: true, additionalLabels: { release: 'kube-prometheus-stack' } }],
  ])('scrapes Traefik where its %s can, and says so where it cannot', (chart, serviceMonitor) => {
    const replaced = withTraefik(chart);
    const text = [...replaced.files].find(([file]) => file.endsWith('values/traefik.yaml'))?.[1] ?? '';
    expect(text.includes('serviceMonitor:')).toBe(serviceMonitor !== undefined);
    expect(said(replaced, 'note').filter((note) => note.includes('ServiceMonitor')).length).toBe(serviceMonitor ? 0 : 1);
  });
});

describe('alerts', () => {
  test('are those of what is on', () => {
    const names = (part: Partial<Watched>) => alertsOf({ ...WATCHED, ...part }).map(({ alert }) => alert);
    expect(names({})).toContain('TempoBucketJobFailing');
    expect(names({ bucketJob: undefined })).not.toContain('TempoBucketJobFailing');
    expect(names({ generatesMetrics: false })).not.toContain('TempoRemoteWriteFailing');
    expect(names({})).not.toContain('TempoPartitionLag');
    expect(names({ tempos: [{ ...INGESTERS, isDistributed: false }] })).not.toContain('TempoIngestersRefuse');
  });

  test('each says what is wrong and what to do, as sentences', () => {
    for (const { annotations, labels } of alertsOf(WATCHED)) {
      expect([annotations?.summary, annotations?.description]).toEqual([
        expect.stringMatching(/^[A-Z{].*\.$/),
        expect.stringMatching(/^[A-Za-z].*\.$/),
      ]);
      expect(['critical', 'warning']).toContain(labels?.severity);
    }
  });

  test('name the receivers that are on', () => {
    const rules = alertsOf({ ...WATCHED, receivers: [{ name: 'otlp-http', port: 4318 }] });
    expect(rules.find(({ alert }) => alert === 'TempoNoSpans')?.annotations?.description).toContain('otlp-http (4318)');
  });

  /** Recorded from the source of the last patch of each minor, and from `/metrics` of the program. */
  test.each(Object.entries(recorded))('and the dashboard read metrics that Tempo %s has', (version, names) => {
    const { kafka, failedFlushes } = tempoProduct.at(version);
    const tempos = [{ fullname: 'tempo', isDistributed: true, usesKafka: kafka, failedFlushes }];
    const text = JSON.stringify([alertsOf({ ...WATCHED, tempos }).map(({ expr }) => expr.value), dashboard('lab', { ...WATCHED, tempos })]);
    const used = [...new Set(text.match(/\b(tempo|tempodb|prometheus_remote)_(?!vulture)[a-z_]+(?=\{)/g) ?? [])];
    expect(used.length).toBeGreaterThan(10);
    expect(used.map((name) => name.replace(/(_duration_seconds)_(bucket|count)$/, '$1')).filter((name) => !names.includes(name))).toEqual(
      [],
    );
  });
});

describe('the dashboard', () => {
  interface Grid {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  }
  interface Panel {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: Grid;
    readonly targets?: { readonly legendFormat: string }[];
  }
  const { panels, uid } = dashboard('a-cluster-with-a-name-that-is-much-too-long', WATCHED) as { panels: Panel[]; uid: string };

  test('has a uid that Grafana accepts, and panels that do not overlap', () => {
    expect(uid.length).toBeLessThanOrEqual(40);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });

  test('has a unit, a description and a legend on every panel', () => {
    for (const panel of panels.filter(({ type }) => type !== 'row')) {
      expect(panel).toMatchObject({ description: expect.stringMatching(/\.$/), fieldConfig: { defaults: { unit: expect.any(String) } } });
      expect(panel.targets?.every(({ legendFormat }) => legendFormat.length > 0)).toBe(true);
    }
  });

  test('has rows for Kafka and the collector, and a panel for Traefik, only where they are', () => {
    const titles = (watched: Watched) => (dashboard('lab', watched) as { panels: Panel[] }).panels.map(({ title }) => title);
    expect(titles(WATCHED)).toContain('Requests to Traefik');
    expect(titles({ ...WATCHED, traefik: undefined })).not.toContain('Requests to Traefik');
    expect(titles(WATCHED)).not.toContain('Kafka');
    expect(titles(WATCHED)).toContain('Collector');
    expect(titles({ ...WATCHED, collector: undefined })).not.toContain('Collector');
  });

  test('watches the collector, and takes its pods for those of Tempo in no namespace', () => {
    const expr = (alert: string, namespace?: string) =>
      alertsOf({ ...WATCHED, collector: namespace ? { namespace, sendsMetrics: false } : undefined }).find((rule) => rule.alert === alert)
        ?.expr.value;
    expect(expr('TempoProcessDown')).toBe('up{namespace="tracing",pod=~"tempo-.+",pod!~"tempo-vulture-.+"} == 0');
    expect(expr('TempoProcessDown', 'tracing')).toBe(
      'up{namespace="tracing",pod=~"tempo-.+",pod!~"tempo-vulture-.+|tempo-collector-.+"} == 0',
    );
    expect(expr('TempoProcessDown', 'otel')).toBe(expr('TempoProcessDown'));
    expect(expr('TempoCollectorSilent', 'otel')).toBe(
      'absent(up{namespace="otel",pod=~"tempo-collector-.+",pod!~"tempo-collector-sampling-.+"} == 1)',
    );
    expect(expr('TempoCollectorMetricsFailing', 'otel')).toBeUndefined();
    const named = (more: string) =>
      objects(`monitoring: true\n${more}`)[0]?.spec.groups.map(({ name }: { readonly name: string }) => name) as string[];
    expect(named('')).not.toContain('tempo-collector');
    expect(named('collector: {chart: 0.170.0}')).toContain('tempo-collector');
  });
});
