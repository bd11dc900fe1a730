import { said, synthesizeText } from '../../test/synthesis';

const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git"}\n';
const tempo = (pin: string, values = '{}') =>
  `tempo: {${pin}, receivers: [otlp-grpc, otlp-http, zipkin], persistence: {}, storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}, values: ${values}}\n`;
const errors = (stack: string) => said(synthesizeText(HEAD + stack));
const DISTRIBUTED = 'chart: 2.26.2';
const SINGLE = 'monolithic: 2.2.4';
const BEHIND = /by which Services, workloads and network policies select these pods; remove it, or use another label$/;

test.each([
  [DISTRIBUTED, 'tempo: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: tempo'],
  [DISTRIBUTED, 'tempo: {podLabels: {app.kubernetes.io/component: own}}', 'app.kubernetes.io/component'],
  [DISTRIBUTED, 'distributor: {podLabels: {app.kubernetes.io/component: querier}}', 'app.kubernetes.io/component: distributor'],
  [DISTRIBUTED, 'queryFrontend: {podLabels: {app.kubernetes.io/instance: own}}', 'app.kubernetes.io/instance: tempo'],
  [DISTRIBUTED, 'ingester: {podLabels: {app.kubernetes.io/part-of: own}}', 'app.kubernetes.io/part-of: memberlist'],
  [DISTRIBUTED, 'ingester: {zoneAwareReplication: {enabled: true}, podLabels: {zone: own}}', 'zone'],
  [DISTRIBUTED, 'ingester: {zoneAwareReplication: {enabled: "true"}, podLabels: {zone: own}}', 'zone'],
  [DISTRIBUTED, 'defaults: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: tempo'],
  [DISTRIBUTED, 'global: {commonLabels: {app.kubernetes.io/instance: own}}', 'app.kubernetes.io/instance: tempo'],
  [DISTRIBUTED, 'rollout_operator: {podLabels: {app.kubernetes.io/name: own}}', 'app.kubernetes.io/name: rollout-operator'],
  [SINGLE, 'podLabels: {app.kubernetes.io/name: own}', 'app.kubernetes.io/name: tempo'],
  [SINGLE, 'extraLabels: {app.kubernetes.io/instance: own}', 'app.kubernetes.io/instance: tempo'],
])('with tempo.%s, {%s} is refused', (pin, values, label) => {
  const found = errors(tempo(pin, `{${values}}`));

  expect(found).toEqual([expect.stringMatching(BEHIND)]);
  expect(found[0]).toContain(`would replace ${label}, by which`);
});

test.each([
  [DISTRIBUTED, 'tempo: {podLabels: {team: own, app.kubernetes.io/name: tempo}}'],
  [DISTRIBUTED, 'distributor: {podLabels: {app.kubernetes.io/component: distributor}}'],
  [DISTRIBUTED, 'ingester: {podLabels: {zone: own}}'],
  [DISTRIBUTED, 'distributor: {service: {labels: {app.kubernetes.io/part-of: own}}}'],
  [SINGLE, 'podLabels: {app: own}'],
])('with tempo.%s, {%s} is not', (pin, values) => {
  expect(errors(tempo(pin, `{${values}}`))).toEqual([]);
});

test("labels of the chart's own MinIO are those of its subchart", () => {
  const bundled = (labels: string) =>
    errors(
      `tempo: {chart: 2.26.2, receivers: [otlp-grpc], values: {minio: {podLabels: {${labels}}}}}\nminio: {bundled: {existingSecret: root}}\n`,
    );

  expect(bundled('release: own')).toEqual([expect.stringMatching(/would replace release: tempo, by which/)]);
  expect(bundled('team: own')).toEqual([]);
});

test.each([
  ['traefik: {chart: 27.0.2, values: {deployment: {podLabels: {app.kubernetes.io/name: own}}}}', /app\.kubernetes\.io\/name: traefik, by/],
  ['traefik: {chart: 27.0.2, values: {commonLabels: {app.kubernetes.io/instance: own}}}', /app\.kubernetes\.io\/instance, by/],
  ['vulture: {chart: 0.13.1, values: {podLabels: {app.kubernetes.io/name: own}}}', /app\.kubernetes\.io\/name: tempo-vulture, by/],
  ['collector: {chart: 0.145.0, values: {podLabels: {component: own}}}', /component, by/],
])('%s is refused', (stack, message) => {
  expect(errors(`${tempo('chart: 2.23.4')}${stack}\n`)).toEqual([expect.stringMatching(message)]);
});

describe('ServiceMonitors', () => {
  const HEADED = `${HEAD}monitoring: true\nkubernetes: {version: "1.34", apis: [monitoring.coreos.com/v1]}\n`;
  const found = (stack: string) => said(synthesizeText(HEADED + stack));
  const NAME = 'app.kubernetes.io/name: own';
  const OUT = 'prometheus.io/service-monitor: "false"';
  const LEFT = /is the label by which a ServiceMonitor leaves out Services; remove it, or use another label$/;
  const lost = (label: string) =>
    expect.stringMatching(`would replace ${label}, by which a ServiceMonitor selects Services; remove it, or use another label`);

  test.each([
    [DISTRIBUTED, `distributor: {service: {labels: {${NAME}}}}`, [lost('app.kubernetes.io/name: tempo')]],
    [DISTRIBUTED, 'distributor: {service: {labels: {app.kubernetes.io/component: x}}}', [lost('app.kubernetes.io/component: distributor')]],
    ['chart: 1.4.11', `distributor: {service: {labels: {${NAME}}}}`, [lost('app.kubernetes.io/name: tempo')]],
    [DISTRIBUTED, `global: {labels: {${NAME}}}`, [lost('app.kubernetes.io/name: tempo')]],
    [DISTRIBUTED, `global: {commonLabels: {${OUT}}}`, [expect.stringMatching(LEFT)]],
    [DISTRIBUTED, `global: {commonLabels: {${NAME}}}`, [expect.stringMatching(BEHIND)]],
    [DISTRIBUTED, `queryFrontend: {service: {labels: {${NAME}}}}`, [lost('app.kubernetes.io/name: tempo')]],
    [
      DISTRIBUTED,
      `global: {labels: {app.kubernetes.io/component: querier}}, queryFrontend: {service: {labels: {${OUT}}}}`,
      [expect.stringMatching(/global\.labels.*would replace app\.kubernetes\.io\/component, by/)],
    ],
    [
      DISTRIBUTED,
      `rollout_operator: {enabled: true, serviceMonitor: {enabled: true}, global: {commonLabels: {${NAME}}}}`,
      [lost('app.kubernetes.io/name: rollout-operator')],
    ],
    [SINGLE, `service: {labels: {${NAME}}}`, [lost('app.kubernetes.io/name: tempo')]],
    [SINGLE, 'service: {labels: {app.kubernetes.io/version: own}}', [lost('app.kubernetes.io/version')]],
    ['monolithic: 1.24.4', 'extraLabels: {team: a}, service: {labels: {team: b}}', [lost('team: a')]],
    ['monolithic: 1.24.4', 'global: {commonLabels: {team: a}}, service: {labels: {team: b}}', [lost('team: a')]],
    [SINGLE, 'extraLabels: {team: b}, global: {commonLabels: {team: a}}, service: {labels: {team: b}}', [lost('team: a')]],
  ])('with tempo.%s, {%s} leaves one without Services', (pin, values, expected) => {
    expect(found(tempo(pin, `{${values}}`))).toEqual(expected);
  });

  test.each([
    // Not of a Service that one reads, or without an effect.
    [DISTRIBUTED, `distributor: {serviceDiscovery: {labels: {${NAME}}}}`],
    [DISTRIBUTED, `queryFrontend: {serviceDiscovery: {labels: {${NAME}}}}`],
    ['chart: 1.4.10', `distributor: {service: {labels: {${NAME}}}}`],
    [DISTRIBUTED, 'distributor: {service: {labels: {app.kubernetes.io/part-of: own, prometheus.io/service-monitor: "true"}}}'],
    // The same as before, or no ServiceMonitor.
    [DISTRIBUTED, 'distributor: {service: {labels: {app.kubernetes.io/name: tempo}}}'],
    [DISTRIBUTED, `rollout_operator: {enabled: true, global: {commonLabels: {${NAME}}}}`],
    [SINGLE, 'service: {labels: {team: own}}'],
    [SINGLE, 'extraLabels: {team: a, tier: 1}, service: {labels: {team: a, tier: "1", part: b}}'],
    ['monolithic: 1.19.0', `service: {labels: {${NAME}}}`],
  ])('with tempo.%s, {%s} does not', (pin, values) => {
    expect(found(tempo(pin, `{${values}}`))).toEqual([]);
  });

  test('that are off lose nothing', () => {
    const values = `{distributor: {service: {labels: {${NAME}}}}}`;

    expect(errors(tempo(DISTRIBUTED, values))).toEqual([]);
    expect(found(tempo(DISTRIBUTED, values))).toHaveLength(1);
    expect(errors(tempo(DISTRIBUTED, `{metaMonitoring: {serviceMonitor: {enabled: true}}, ${values.slice(1)}`))).toHaveLength(1);
  });

  test.each([
    ['27.0.2', 'commonLabels: {app.kubernetes.io/component: own}', [lost('app.kubernetes.io/component: metrics')]],
    ['27.0.2', `metrics: {prometheus: {service: {labels: {${NAME}}}}}`, [lost('app.kubernetes.io/name: traefik')]],
    ['40.1.0', `metrics: {prometheus: {service: {labels: {${NAME}}}}}`, [lost('app.kubernetes.io/name: traefik')]],
    ['27.0.2', `service: {labels: {${NAME}}}`, []],
  ])('of Traefik %s with {%s}', (chart, values, expected) => {
    const traefik = `traefik: {chart: ${chart}, values: {${values}}}\n`;

    expect(found(tempo('chart: 2.23.4') + traefik)).toEqual(expected);
    expect(errors(tempo('chart: 2.23.4') + traefik)).toEqual([]);
  });

  test.each([
    ['27.0.2', 'serviceMonitor: {interval: 30s}', 'app.kubernetes.io/component: ingress', 0],
    ['27.0.2', 'serviceMonitor: {interval: 30s}, service: {enabled: false}', 'app.kubernetes.io/component: ingress', 0],
    ['27.0.2', 'serviceMonitor: {interval: 30s}, service: {enabled: true}', 'app.kubernetes.io/component: ingress', 1],
    ['27.0.2', 'serviceMonitor: {interval: 30s}', NAME, 1],
    ['40.1.0', 'serviceMonitor: {enabled: true}', 'app.kubernetes.io/component: ingress', 0],
    ['40.1.0', 'serviceMonitor: {enabled: true}, service: {enabled: true}', 'app.kubernetes.io/component: ingress', 1],
  ])('of Traefik %s by {%s} with the label %s', (chart, metrics, label, count) => {
    const values = `{commonLabels: {${label}}, metrics: {prometheus: {${metrics}}}}`;

    expect(errors(`${tempo('chart: 2.23.4')}traefik: {chart: ${chart}, values: ${values}}\n`)).toHaveLength(count);
  });

  test.each(['chart: 2.23.4', DISTRIBUTED, 'chart: 1.4.11'])('with tempo.%s, one Service may be left out', (pin) => {
    const synthesis = synthesizeText(HEADED + tempo(pin, `{queryFrontend: {service: {labels: {${OUT}}}}}`));

    expect(said(synthesis)).toEqual([]);
    expect(said(synthesis, 'warning')).toContainEqual(
      expect.stringMatching(
        /queryFrontend\.service.*is the label by which a ServiceMonitor leaves out Services; remove it, or accept that$/,
      ),
    );
  });

  describe('and labels of the cluster file', () => {
    const labelled = (label: string, pin: string, values?: string) => `metadata: {labels: {${label}}}\n${tempo(pin, values)}`;
    const ON = 'prometheus.io/service-monitor: "true"';
    const left = / metadata\.labels\.prometheus\.io\/service-monitor.*is the label by which a ServiceMonitor leaves out Services;/;

    test.each([DISTRIBUTED, 'chart: 1.4.11'])('must not leave out all Services of tempo.%s', (pin) => {
      expect(found(labelled(OUT, pin))).toEqual([expect.stringMatching(left)]);
      expect(errors(labelled(OUT, pin, '{metaMonitoring: {serviceMonitor: {enabled: true}}}'))).toEqual([expect.stringMatching(left)]);
    });

    test('leave out nothing without a ServiceMonitor, with another value, or if values say otherwise', () => {
      expect(errors(labelled(OUT, DISTRIBUTED))).toEqual([]);
      expect(errors(labelled(ON, DISTRIBUTED))).toEqual([]);
      expect(found(labelled(ON, DISTRIBUTED))).toEqual([]);
      expect(found(labelled(OUT, DISTRIBUTED, `{global: {labels: {${ON}}}}`))).toEqual([]);
      expect(found(labelled(OUT, SINGLE))).toEqual([]);
    });

    test('must not replace those by which that of the chart tempo selects', () => {
      const selected = '{extraLabels: {team: a}}';
      expect(found(labelled('team: b', SINGLE, selected))).toEqual([lost('team: a')]);
      expect(found(labelled('team: b', SINGLE, selected))[0]).toContain(' metadata.labels.team: ');
      expect(found(labelled('team: a', SINGLE, selected))).toEqual([]);
      expect(errors(labelled('team: b', SINGLE, selected))).toEqual([]);
      // Its Service has no labels of the cluster file.
      expect(found(labelled('team: b', 'monolithic: 1.19.0', selected))).toEqual([]);
    });
  });
});
