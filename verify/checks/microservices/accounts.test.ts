/** ServiceAccounts and roles that pods and bindings name. */
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { checkAccounts } from './accounts';

const named = (kind: string, name: string, more: object = {}, namespace: string | undefined = 'lab') => ({
  ...{ apiVersion: kind === 'ServiceAccount' ? 'v1' : 'rbac.authorization.k8s.io/v1', kind, metadata: { name, namespace } },
  ...more,
});
const pod = (serviceAccountName: string, name = 'web') => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'lab' } },
  spec: { template: { spec: { serviceAccountName, containers: [{ name: 'web' }] } } },
});
const binding = (subject: string, namespace: string, role = 'reader') =>
  named('ClusterRoleBinding', 'web', {
    roleRef: { kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name: subject, namespace }],
  });
const WEB = named('ServiceAccount', 'web');
const READER = named('ClusterRole', 'reader');

function said(objects: readonly object[], isOurs = true, declared: Declared = NOTHING_DECLARED): string[] {
  const { world, lookup } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs, declared });
  return checkAccounts(world, lookup).map((found) => `${found.severity}: ${sentence(found)}`);
}

test('accounts and roles that exist pass, and so does what every cluster has', () => {
  expect(said([WEB, READER, pod('web'), binding('web', 'lab')])).toEqual([]);
  expect(said([WEB, pod('default'), binding('web', 'lab', 'cluster-admin')])).toEqual([]);
});

test('a misspelled account of a pod is an error; of other authors a warning', () => {
  const text = 'Deployment web: runs as ServiceAccount webb, which does not exist in namespace lab, so no pod is created; use web';
  expect(said([WEB, pod('webb')])).toEqual([`error: ${text}`]);
  expect(said([WEB, pod('webb')], false)).toEqual([`warning: ${text}`]);
});

test('an account that others may create is not judged', () => {
  expect(said([WEB, pod('robot')], false)).toEqual([]);
  expect(said([pod('robot')])).toEqual([]);
  expect(said([WEB, pod('robot'), binding('web', 'lab', 'psp')])).toEqual([]);
  expect(said([WEB, pod('web'), pod('web2', 'other')], false)).toEqual([]);
  expect(said([{ ...WEB, metadata: { name: 'web' } }, binding('web', 'lab', 'view')], false)).toEqual([]);
});

test('a binding names an account in the right namespace, and a role', () => {
  expect(said([WEB, READER, binding('web', 'other')])).toEqual([
    'error: ClusterRoleBinding web: grants a role to ServiceAccount web, which does not exist in namespace other, only in lab; create it, or correct the name',
  ]);
  expect(said([WEB, READER, binding('web', 'lab', 'readers')])).toEqual([
    'error: ClusterRoleBinding web: grants ClusterRole readers, which does not exist; use reader',
  ]);
});

test("an account that the user's own values name exists elsewhere, for pods and bindings", () => {
  const objects = [WEB, READER, pod('webb'), binding('webb', 'lab')];
  const declared: Declared = { ...NOTHING_DECLARED, values: { traefik: { serviceAccount: { name: 'webb' } } } };

  expect(said(objects)).toEqual([expect.stringContaining('runs as'), expect.stringContaining('grants a role to ServiceAccount webb')]);
  expect(said(objects, true, declared)).toEqual([]);
});
