import { grouped } from '../../../../lib/findings/grouped';
import { sentence } from '../../../../lib/findings/sentence';
import { smallTempo } from '../../../../test/small-tempo';
import { worldOf } from '../../../../test/world';
import type { World } from '../../../stack';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkMonitors } from './monitors';
import { checkPromisedMonitors } from './promised';

const WEB = `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, labels: {app: web, tier: front}}
spec: {selector: {run: web}, ports: [{name: http, port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {run: web}}
    spec: {containers: [{name: web, image: 'web:1', ports: [{name: metrics, containerPort: 9090}]}]}
`;

const monitor = (spec: string, namespace = 'shop', labels = '{}') => `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web, namespace: ${namespace}, labels: ${labels}}
spec: {${spec}}
`;

const HTTP = 'endpoints: [{port: http}]';

function said(manifests: string, part: Partial<World> = {}): string[] {
  const { world, lookup } = worldOf(WEB + manifests, part);
  return grouped(checkMonitors(world, lookup)).map(sentence);
}

describe('a ServiceMonitor', () => {
  test.each([
    ['a port of the Service', monitor(`selector: {matchLabels: {app: web}}, ${HTTP}`)],
    ['everything in its namespace', monitor(`selector: {}, ${HTTP}`)],
    ['by an expression', monitor(`selector: {matchExpressions: [{key: tier, operator: In, values: [front, back]}]}, ${HTTP}`)],
    ['another namespace', monitor(`selector: {matchLabels: {app: web}}, namespaceSelector: {matchNames: [shop]}, ${HTTP}`, 'monitoring')],
    ['all namespaces', monitor(`selector: {matchLabels: {app: web}}, namespaceSelector: {any: true}, ${HTTP}`, 'monitoring')],
    ['a port of the pods', monitor('selector: {matchLabels: {app: web}}, endpoints: [{targetPort: metrics}]')],
    ['a port of the pods by number', monitor('selector: {matchLabels: {app: web}}, endpoints: [{targetPort: 9999}]')],
    ['a Service that is not here', monitor(`selector: {matchLabels: {operated-prometheus: 'true'}}, ${HTTP}`)],
    ['a part of a chart that is off', monitor(`selector: {matchLabels: {app: wep}}, ${HTTP}`, 'shop', '{helm.sh/chart: web-1.0.0}')],
  ])('may select %s', (_what, manifests) => {
    expect(said(manifests)).toEqual([]);
  });

  test.each([
    [
      'a port',
      monitor('selector: {matchLabels: {app: web}}, endpoints: [{port: htpp}]'),
      'names port htpp, which no Service that it selects has; use http',
    ],
    [
      'a port after an expression',
      monitor('selector: {matchExpressions: [{key: app, operator: NotIn, values: [db]}]}, endpoints: [{port: metrics}]'),
      'names port metrics, which no Service that it selects has; remove it, or enable what serves it',
    ],
    [
      'a port of the pods',
      monitor('selector: {matchLabels: {app: web}}, endpoints: [{targetPort: metric}]'),
      'names port metric, which no pod behind the Services that it selects has; use metrics',
    ],
    [
      'a namespace',
      monitor(`selector: {matchLabels: {app: web}}, ${HTTP}`, 'monitoring'),
      'selects no Service: web is in namespace shop, and it looks in monitoring; add shop to namespaceSelector.matchNames',
    ],
    [
      'the labels of the pods',
      monitor(`selector: {matchLabels: {run: web}}, ${HTTP}`),
      'selects no Service: the pods of Deployment web have its labels, and their Service has others; select the labels of its Service, or use a PodMonitor',
    ],
  ])('must not name %s that is not there', (_what, manifests, message) => {
    expect(said(manifests)).toEqual([`ServiceMonitor web: ${message}`]);
  });

  test.each([
    ['of a chart may name the port of what is off', '{helm.sh/chart: web-1.0.0}', '{port: http}', 'note'],
    ['of a chart must have a port that exists', '{helm.sh/chart: web-1.0.0}', '{port: admin}', 'error'],
    ['of somebody must have only ports that exist', '{}', '{port: http}', 'error'],
  ])('%s', (_what, labels, other, severity) => {
    const { world, lookup } = worldOf(
      WEB + monitor(`selector: {matchLabels: {app: web}}, endpoints: [${other}, {port: jaeger}]`, 'shop', labels),
    );

    expect(checkMonitors(world, lookup).filter(({ problem }) => problem.includes('port jaeger'))).toMatchObject([{ severity }]);
  });

  test('may leave out a Service that says so', () => {
    const out = monitor(
      `selector: {matchLabels: {app: web}, matchExpressions: [{key: prometheus.io/service-monitor, operator: NotIn, values: ["false"]}]}, ${HTTP}`,
    );
    const left = (labels: string) => checkMonitors(...of(WEB.replace('tier: front', labels) + out));
    const of = (manifests: string) => {
      const { world, lookup } = worldOf(`${manifests}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`);
      return [world, lookup] as const;
    };

    expect(left('prometheus.io/service-monitor: "false"')).toEqual([]);
    expect(checkMonitors(...of(WEB.replace('app: web', 'app: wep, prometheus.io/service-monitor: "false"') + out))).toHaveLength(1);
  });

  test('that selects nothing in a namespace of these manifests is a warning', () => {
    const namespace = '\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    const { world, lookup } = worldOf(WEB + monitor(`selector: {matchLabels: {app: wep}}, ${HTTP}`) + namespace);
    expect(checkMonitors(world, lookup)).toMatchObject([{ severity: 'warning', rule: 'addresses/monitor-without-service' }]);
  });
});

describe('with monitoring in the cluster file', () => {
  const tempo = smallTempo(['server: {http_listen_port: 3200}', 'distributor: {receivers: {zipkin: {}}}'], {
    ports: '[{name: http, port: 3200}, {name: zipkin, port: 9411}]',
  });
  const promised = (manifests: string, labels: Record<string, string> = { release: 'kps' }, isOurs = true) => {
    const declared = { ...NOTHING_DECLARED, monitoring: { labels } };
    const { world, lookup, tempos } = worldOf(tempo + manifests, { declared, isOurs });
    return grouped(checkPromisedMonitors(world, lookup, tempos, [])).map(sentence);
  };
  const own = (labels: string) => monitor('selector: {}, endpoints: [{port: http}]', 'tracing', labels);

  test('each process of Tempo has a ServiceMonitor with its labels', () => {
    expect(promised('')).toEqual([
      expect.stringContaining('monitoring is on, but no ServiceMonitor selects a Service of its pods; correct tempo.values'),
    ]);
    expect(promised(own('{release: other}'))).toEqual([
      expect.stringContaining('its ServiceMonitor lacks the label release: kps of monitoring.labels'),
    ]);
    expect(promised(own('{release: kps}'))).toEqual([]);
    expect(promised(own('{}'), {})).toEqual([]);
  });

  test.each([
    ['"false"', 0],
    ['"true"', 1],
  ])('a process whose Service has the label for leaving it out, %s, has %i error', (value, count) => {
    const expression = '{key: prometheus.io/service-monitor, operator: NotIn, values: ["false"]}';
    const none = monitor(`selector: {matchExpressions: [${expression}]}, ${HTTP}`, 'tracing', '{release: other}');
    const labelled = tempo.replace(
      'labels: {app: tempo}}\nspec: {selector',
      `labels: {app: tempo, prometheus.io/service-monitor: ${value}}}\nspec: {selector`,
    );
    const declared = { ...NOTHING_DECLARED, monitoring: { labels: { release: 'kps' } } };
    const { world, lookup, tempos } = worldOf(labelled + none, { declared, isOurs: true });

    expect(checkPromisedMonitors(world, lookup, tempos, [])).toHaveLength(count);
  });

  test('manifests of other authors promise nothing', () => {
    expect(promised('', {}, false)).toEqual([]);
  });
});
