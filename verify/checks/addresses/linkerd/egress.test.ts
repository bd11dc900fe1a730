/** What Linkerd refuses on the way out, and what keeps pods out of the mesh, in handwritten manifests. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { NOTHING_DECLARED } from '../../../world/declared';
import { identityFault, isMeshed } from '../mesh';
import { checkEgress } from './egress';

const TEMPO = {
  image: 'grafana/tempo:2.9.0',
  args: ['-config.file=/conf/tempo.yaml'],
  volumeMounts: [{ name: 'config', mountPath: '/conf' }],
};
const lab = (namespace: object, more: object[] = []) => {
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab', ...namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo', namespace: 'lab' }, data: { 'tempo.yaml': 'storage: {}' } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'tempo', namespace: 'lab' } },
      spec: { template: { spec: { volumes: [{ name: 'config', configMap: { name: 'tempo' } }], containers: [TEMPO] } } },
    },
    ...more,
  ];
  const declared = { ...NOTHING_DECLARED, hosts: new Map([['s3.example.org', ['tempo.storage.endpoint']]]) };
  return worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { declared });
};
const ENABLED = { annotations: { 'linkerd.io/inject': 'enabled' } };
const network = (spec: object, namespace = 'lab') => ({
  ...{ apiVersion: 'policy.linkerd.io/v1alpha1', kind: 'EgressNetwork', metadata: { name: 'out', namespace } },
  spec,
});
const ROUTE = {
  ...{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'TLSRoute', metadata: { name: 's3', namespace: 'lab' } },
  spec: { parentRefs: [{ group: 'policy.linkerd.io', kind: 'EgressNetwork', name: 'out' }] },
};
const DENY = { trafficPolicy: 'Deny' };

test.each<[object, object[]]>([
  [ENABLED, []],
  [ENABLED, [network({ trafficPolicy: 'Allow' })]],
  [ENABLED, [network({ ...DENY, networks: [{ cidr: '192.0.2.0/24' }] })]],
  [ENABLED, [network(DENY), ROUTE]],
  [ENABLED, [network(DENY, 'other')]],
  [{}, [network(DENY)]],
])('%j with %j lets Tempo reach its storage', (namespace, more) => {
  const { world, tempos } = lab(namespace, more);
  expect(checkEgress(world, tempos)).toEqual([]);
});

test.each([network(DENY), network(DENY, 'linkerd-egress'), network({ ...DENY, networks: [{ cidr: '0.0.0.0/0' }] })])(
  '%j is an error',
  (denying) => {
    const { world, tempos } = lab(ENABLED, [denying]);
    expect(checkEgress(world, tempos).map(sentence)).toEqual([
      'EgressNetwork out: refuses all traffic out of the cluster, such as that of Deployment tempo to the storage; use trafficPolicy: Allow, or remove it',
    ]);
  },
);

test('a namespace without the webhooks of Linkerd is not in the mesh', () => {
  const meshed = (namespace: object) => {
    const { world, lookup } = lab(namespace);
    return lookup.pods.map((pod) => isMeshed(pod, world));
  };
  expect(meshed(ENABLED)).toEqual([true]);
  expect(meshed({ ...ENABLED, labels: { 'config.linkerd.io/admission-webhooks': 'disabled' } })).toEqual([false]);
});

test('a port that requires an identity refuses Traefik', () => {
  const fault = (ports: string, from = 'Traefik') => {
    const { world, lookup } = lab({ annotations: { 'config.linkerd.io/proxy-require-identity-inbound-ports': ports } });
    const [pod] = lookup.pods;
    return pod && identityFault({ from } as Parameters<typeof identityFault>[0], pod, 9411, world)?.problem;
  };
  expect(fault('4317,9000-9500')).toContain('refuses on port 9411 what is not in the mesh');
  expect(fault('4317')).toBeUndefined();
  expect(fault('9411', 'Linkerd')).toBeUndefined();
});
