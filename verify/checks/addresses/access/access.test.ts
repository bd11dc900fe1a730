/** What the ServiceAccount of a handwritten Traefik may do. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkAccess } from './access';

const RULES = [
  { apiGroups: [''], resources: ['services', 'endpoints', 'secrets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['extensions', 'networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: ['get', 'list', 'watch'] },
];
const SUBJECT = { kind: 'ServiceAccount', name: 'traefik', namespace: 'traefik' };

interface Parts {
  readonly args?: readonly string[];
  readonly rules?: readonly object[];
  readonly subject?: object;
  readonly role?: string;
}

function said({ args = [], rules = RULES, subject = SUBJECT, role = 'traefik' }: Parts, isOurs = true): string[] {
  const group = 'rbac.authorization.k8s.io';
  const container = {
    name: 't',
    image: 'traefik:v3.5.0',
    args: ['--entrypoints.web.address=:80', '--providers.kubernetesingress', ...args],
  };
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'traefik', namespace: 'traefik' } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'traefik', namespace: 'traefik' } },
      spec: { template: { spec: { serviceAccountName: 'traefik', containers: [container] } } },
    },
    { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name: 'traefik' }, rules },
    {
      ...{ apiVersion: `${group}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'traefik' } },
      ...{ roleRef: { apiGroup: group, kind: 'ClusterRole', name: role }, subjects: [subject] },
    },
  ];
  const { world, lookup } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs });
  return checkAccess(world, lookup, []).map((finding) => `${finding.severity}: ${sentence(finding)}`);
}

const without = (resource: string) => RULES.map((rule) => ({ ...rule, resources: rule.resources.filter((each) => each !== resource) }));

test.each<[string, Parts]>([
  ['the role of its chart', {}],
  ['everything', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }],
  ['a role that is elsewhere', { role: 'cluster-admin' }],
  ['a group that it belongs to', { subject: { kind: 'Group', name: 'system:serviceaccounts:traefik' } }],
  ['namespaces, for which Roles are enough', { args: ['--providers.kubernetesingress.namespaces=shop'], rules: [] }],
  [
    'no permission for what it does not need',
    { args: ['--providers.kubernetesingress.disableingressclasslookup=true'], rules: without('ingressclasses') },
  ],
])('%s is enough', (_, parts) => {
  expect(said(parts)).toEqual([]);
});

const LACKS = 'because no role here permits it to ServiceAccount traefik; add it to the rules of its ClusterRole';

test.each<[Parts, string]>([
  [{ rules: without('ingressclasses') }, `error: Deployment traefik: may not list and watch ingressclasses, ${LACKS}`],
  [
    { args: ['--providers.kubernetesingress.ingressendpoint.hostname=a.example.org'] },
    `error: Deployment traefik: may not update ingresses/status, ${LACKS}`,
  ],
  [{ rules: without('services') }, `error: Deployment traefik: may not list and watch services, ${LACKS}`],
  [
    { rules: RULES.map((rule) => ({ ...rule, verbs: ['get', 'list'] })) },
    `error: Deployment traefik: may not watch services, secrets, endpointslices, ingresses and ingressclasses, ${LACKS}`,
  ],
  [
    { args: ['--providers.kubernetescrd'], rules: [...RULES, { apiGroups: ['traefik.com'], resources: ['*'], verbs: ['*'] }] },
    `error: Deployment traefik: may not list and watch ingressroutes, middlewares, tlsoptions, tlsstores and traefikservices, ${LACKS}`,
  ],
  [
    { subject: { ...SUBJECT, namespace: 'default' } },
    'warning: Deployment traefik: may not list and watch services, secrets, endpointslices, ingresses and ingressclasses, because no binding here permits it to ServiceAccount traefik; bind a ClusterRole to it',
  ],
])('%j is not', (parts, text) => {
  expect(said(parts)).toEqual([text]);
});

test('a binding may be elsewhere in manifests of other authors', () => {
  expect(said({ subject: { ...SUBJECT, namespace: 'default' } }, false)).toEqual([]);
});

test('in manifests of other authors, a role for it beside it that nothing binds is a warning', () => {
  const unbound = { role: 'other' };
  expect(said({ ...unbound, subject: { ...SUBJECT, name: 'other' } }, false)).toEqual([
    'warning: Deployment traefik: may not list and watch services, secrets, endpointslices, ingresses and ingressclasses, because no binding here permits it to ServiceAccount traefik; bind a ClusterRole to it',
  ]);
  expect(said({ ...unbound, subject: { ...SUBJECT, name: 'other' }, rules: without('ingresses') }, false)).toEqual([]);
});
