/** What a collector may read, and what it sees of its senders, against a handwritten one. */
import { sentence } from '../../../../lib/findings/sentence';
import { type SmallCollectorProps, smallCollector } from '../../../../test/small-collector';
import { worldOf } from '../../../../test/world';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkAccess } from '../access/access';
import { checkPromisedMonitors } from '../monitors/promised';
import { hiddenSenders } from './hidden-senders';

interface Parts extends SmallCollectorProps {
  readonly attributes?: string;
  /** What its role permits. */
  readonly verbs?: string;
  readonly monitor?: string;
}

const RECEIVERS =
  'otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}, jaeger: {protocols: {thrift_compact: {endpoint: "0.0.0.0:6831"}}}';

function worldWith({ attributes = '{}', verbs = '[list, watch]', monitor = '', ...props }: Parts) {
  const config = [
    `receivers: {${RECEIVERS}}`,
    `processors: {k8sattributes: ${attributes}}`,
    'exporters: {debug: {}}',
    'service: {pipelines: {traces: {receivers: [otlp, jaeger], processors: [k8sattributes], exporters: [debug]}}}',
  ];
  const rbac = `
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: collector, namespace: tracing}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: collector}
rules: [{apiGroups: [''], resources: [pods], verbs: ${verbs}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: collector}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: collector}
subjects: [{kind: ServiceAccount, name: collector, namespace: tracing}]
`;
  const declared = {
    ...NOTHING_DECLARED,
    ...{ collector: { name: 'collector', receivers: [] }, monitoring: { labels: { release: 'kps' } } },
  };
  return worldOf(smallCollector(config, props) + rbac + monitor, { declared });
}

describe('the ServiceAccount of a collector', () => {
  const said = (parts: Parts) => {
    const { world, lookup, collectors } = worldWith(parts);
    return checkAccess(world, lookup, collectors).map(sentence);
  };

  test('may read the pods of its senders', () => {
    expect(said({})).toEqual([]);
    expect(said({ verbs: '[get]' })).toEqual([expect.stringContaining('may not list and watch pods')]);
  });

  test.each(['{passthrough: true}', '{auth_type: kubeConfig}', '{filter: {namespace: tracing}}'])('need not with %s', (attributes) => {
    expect(said({ verbs: '[get]', attributes })).toEqual([]);
  });
});

describe('a collector in the mesh', () => {
  const said = (parts: Parts) => {
    const { world, collectors } = worldWith(parts);
    return hiddenSenders(world, collectors).map(sentence);
  };
  const meshed = (more = '') => `{linkerd.io/inject: enabled${more}}`;

  test('does not see the addresses of its senders behind the proxy', () => {
    expect(said({ annotations: meshed() })).toEqual([
      expect.stringContaining(
        'but on port 4317 the proxy of Linkerd hides their addresses; add it to config.linkerd.io/skip-inbound-ports',
      ),
    ]);
  });

  test.each<[string, Parts]>([
    ['outside of the mesh', {}],
    ['past the proxy', { annotations: meshed(', config.linkerd.io/skip-inbound-ports: "4300-4400"') }],
    ['without use for them', { annotations: meshed(), attributes: '{pod_association: [{sources: [{from: resource_attribute}]}]}' }],
  ])('does %s', (_what, parts) => {
    expect(said(parts)).toEqual([]);
  });
});

describe('with monitoring, a collector', () => {
  const said = (monitor: string) => {
    const { world, lookup, collectors } = worldWith({ monitor });
    return checkPromisedMonitors(world, lookup, [], collectors).map(sentence);
  };
  const monitor = (labels: string) => `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: collector, namespace: tracing, labels: ${labels}}
spec: {selector: {}, endpoints: [{port: otlp}]}
`;

  test('has a ServiceMonitor that Prometheus selects', () => {
    expect(said(monitor('{release: kps}'))).toEqual([]);
    expect(said(monitor('{release: other}'))).toEqual([expect.stringContaining('lacks the label release: kps')]);
    expect(said('')).toEqual([expect.stringContaining('no ServiceMonitor selects a Service of its pods; correct collector.values')]);
  });
});
