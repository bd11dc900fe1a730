/** NetworkPolicies, by the rules of the API (networking.k8s.io/v1). */
import { worldOf } from '../../../test/world';
import { ANYTHING, type End, endOf, outside, somePodOf } from './end';
import { hasOtherPolicies, policiesIn } from './policy';
import { verdictOn } from './verdict';

const pod = (name: string, namespace: string, more = '') => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {${more}containers: [{name: ${name}, image: '${name}:1', ports: [{name: otlp, containerPort: 4317}]}]}
`;

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: red}}
${pod('web', 'shop')}${pod('tempo', 'tracing')}${pod('agent', 'tracing', 'hostNetwork: true, ')}`;

const policy = (spec: string, namespace = 'tracing', name = 'tempo') => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: {${spec}}
`;

/** The verdict on web → tempo:4317, or on another connection. */
function verdict(policies: string, { from = 'web', to = 'tempo', port = 4317, protocol = 'TCP' as 'TCP' | 'UDP' } = {}) {
  const { world, lookup } = worldOf(MANIFESTS + policies);
  const found = (name: string): End => {
    const one = lookup.pods.find(({ placed }) => placed.object.metadata.name === name);
    return one ? endOf(one, world) : /[.:]/.test(name) ? outside(name) : name === 'anything' ? ANYTHING : somePodOf(name, world);
  };
  const answer = verdictOn({ from: found(from), to: found(to), port, protocol }, policiesIn(world));
  return typeof answer === 'string' ? answer : answer.direction;
}

const TEMPO = 'podSelector: {matchLabels: {app: tempo}}';
const from = (peer: string, ports = '') => policy(`${TEMPO}, ingress: [{from: [${peer}]${ports}}]`);

test('a pod that no policy selects is open', () => {
  expect(verdict('')).toBe('allowed');
  expect(verdict(policy('podSelector: {matchLabels: {app: other}}'))).toBe('allowed');
  expect(verdict(policy('podSelector: {}', 'elsewhere'))).toBe('allowed');
});

describe('policyTypes', () => {
  test('are Ingress by default, and Egress with rules for it', () => {
    expect(verdict(policy('podSelector: {}'))).toBe('ingress');
    expect(verdict(policy('podSelector: {}', 'shop'))).toBe('allowed');
    expect(verdict(policy('podSelector: {}, egress: [{ports: [{port: 53, protocol: UDP}]}]', 'shop'))).toBe('egress');
    expect(verdict(policy('podSelector: {}, policyTypes: [Egress]'))).toBe('allowed');
    expect(verdict(policy('podSelector: {}, policyTypes: [Egress]', 'shop'))).toBe('egress');
  });
});

test('policies add up', () => {
  expect(verdict(policy('podSelector: {}') + from('{namespaceSelector: {}}'))).toBe('allowed');
});

describe('a peer', () => {
  test.each([
    ['{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}', 'allowed'],
    ['{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shopp}}}', 'ingress'],
    ['{namespaceSelector: {matchLabels: {team: red}}}', 'allowed'],
    ['{namespaceSelector: {matchLabels: {team: blue}}}', 'ingress'],
    ['{namespaceSelector: {matchLabels: {field.cattle.io/projectId: p-1}}}', 'unknown'],
    ['{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}', 'allowed'],
    ['{namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}', 'ingress'],
    ['{namespaceSelector: {}, podSelector: {matchLabels: {pod-template-hash: abc}}}', 'unknown'],
    ['{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}', 'ingress'],
    // Without a namespaceSelector: pods of the namespace of the policy.
    ['{podSelector: {}}', 'ingress'],
    ['{namespaceSelector: {matchLabels: {team: blue}}}, {namespaceSelector: {matchLabels: {team: red}}}', 'allowed'],
    // Whether a block of addresses has pods depends on the network.
    ['{ipBlock: {cidr: 10.0.0.0/8}}', 'unknown'],
  ])('%s: %s', (peer, expected) => {
    expect(verdict(from(peer))).toBe(expected);
  });

  test('is everything if there is none', () => {
    expect(verdict(policy(`${TEMPO}, ingress: [{}]`))).toBe('allowed');
    expect(verdict(policy(`${TEMPO}, ingress: []`))).toBe('ingress');
  });

  test('with labels is unknown for a pod of which only the namespace is known', () => {
    const web = from('{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {app: web}}}');
    expect(verdict(web, { from: 'shop' })).toBe('unknown');
    expect(verdict(web, { from: 'monitoring' })).toBe('unknown');
    expect(verdict(from('{podSelector: {}}'), { from: 'monitoring' })).toBe('ingress');
    expect(verdict(web, { from: 'anything' })).toBe('unknown');
    expect(verdict(web, { from: 'agent' })).toBe('unknown');
  });
});

describe('a port', () => {
  test.each([
    ['{port: 4317}', 'allowed'],
    ['{port: 4318}', 'ingress'],
    ['{port: 4000, endPort: 5000}', 'allowed'],
    ['{port: 4000, endPort: 4316}', 'ingress'],
    ['{port: otlp}', 'allowed'],
    ['{port: http}', 'ingress'],
    ['{port: 4317, protocol: UDP}', 'ingress'],
    ['{protocol: TCP}', 'allowed'],
    // A chart renders a value that is not set.
    ['{port: }', 'allowed'],
  ])('%s: %s', (port, expected) => {
    expect(verdict(from('{namespaceSelector: {}}', `, ports: [${port}]`))).toBe(expected);
  });
});

describe('a host outside of the cluster', () => {
  const to = (rule: string) =>
    verdict(policy(`podSelector: {}, policyTypes: [Egress], egress: [${rule}]`, 'shop'), { to: 's3.example.org', port: 443 });

  test.each([
    ['{ports: [{port: 443}]}', 'allowed'],
    ['{ports: [{port: 9000}]}', 'egress'],
    ['{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}', 'allowed'],
    ['{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}', 'unknown'],
    ['{to: [{podSelector: {}}]}', 'egress'],
    ['{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}', 'egress'],
    // The name may be that of an ingress in the cluster.
    ['{to: [{namespaceSelector: {}}], ports: [{port: 8443}]}', 'unknown'],
  ])('%s: %s', (rule, expected) => {
    expect(to(rule)).toBe(expected);
  });

  test.each([
    ['192.0.2.0/24', '', 'allowed'],
    ['198.51.100.0/24', '', 'egress'],
    ['192.0.2.0/24', ', except: [192.0.2.8/29]', 'egress'],
    ['::/0', '', 'egress'],
  ])('an address is in %s%s: %s', (cidr, except, expected) => {
    const block = `{to: [{ipBlock: {cidr: ${cidr}${except}}}]}`;
    expect(verdict(policy(`podSelector: {}, egress: [${block}]`, 'shop'), { to: '192.0.2.10', port: 443 })).toBe(expected);
  });

  test.each([
    ['0.0.0.0/0', '', 'egress'],
    ['::/0', '', 'allowed'],
    ['2001:db8::/32', '', 'allowed'],
    ['2001:db8::/32', ', except: ["2001:db8:1::/48"]', 'egress'],
    ['2001:db8:2::/48', '', 'egress'],
  ])('an address of IPv6 is in %s%s: %s', (cidr, except, expected) => {
    const block = `{to: [{ipBlock: {cidr: "${cidr}"${except}}}]}`;
    expect(verdict(policy(`podSelector: {}, egress: [${block}]`, 'shop'), { to: '[2001:db8:1::5]', port: 443 })).toBe(expected);
  });
});

test('policies of other kinds may permit more', () => {
  const cilium = '\n---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: shop}\n';
  expect(hasOtherPolicies(worldOf(MANIFESTS + cilium).world)).toBe(true);
  expect(hasOtherPolicies(worldOf(MANIFESTS + policy('podSelector: {}')).world)).toBe(false);
});
