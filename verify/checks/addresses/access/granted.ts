/** What RBAC lets a ServiceAccount do. */
import { isPermitted, type Wanted } from '../../../../lib/kubernetes/rbac';
import { at, listAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../../stack';
import { groupOf } from '../../../world/kubernetes';

/** The rules that are bound to a ServiceAccount here. */
export interface Grants {
  /** Whether any binding here names it. */
  readonly isBound: boolean;
  /** Whether a binding has a role that is not here, or that others complete, so that it may permit anything. */
  readonly isUnknown: boolean;
  readonly permits: (wanted: Wanted) => boolean;
  /** Whether a role here is for requests: one with only `use` permits the settings of a pod. */
  readonly asksApi: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';

/** @param namespace that of the ServiceAccount @param name its name */
export function grantsOf(namespace: string, name: string, { objects }: Pick<World, 'objects'>): Grants {
  const ofRbac = objects.filter(({ object }) => groupOf(object) === RBAC);
  const bindings = ofRbac.filter(
    ({ object }) =>
      object.kind.endsWith('RoleBinding') && listAt(object, 'subjects').some((subject) => isSubject(subject, namespace, name)),
  );
  const roles = bindings.map((binding) => roleOf(binding, ofRbac));
  const rules = roles.flatMap((role) => listAt(role, 'rules'));
  return {
    isBound: bindings.length > 0,
    isUnknown: roles.some((role) => role === undefined || at(role, 'aggregationRule') !== undefined),
    permits: (wanted) => isPermitted(rules, wanted),
    asksApi: rules.some((rule) => listAt(rule, 'verbs').some((verb) => verb !== 'use')),
  };
}

/** The ClusterRoles in the file of an object, or of its release, that no binding here names. */
export function unboundRoles({ place }: Placed, { objects }: Pick<World, 'objects'>): Manifest[] {
  const ofRbac = objects.filter(({ object }) => groupOf(object) === RBAC);
  const bound = ofRbac.map(({ object }) => textAt(object, 'roleRef', 'name'));
  return ofRbac.flatMap(({ object, place: own }) =>
    object.kind === 'ClusterRole' && own.file === place.file && !bound.includes(object.metadata.name) ? [object] : [],
  );
}

/** Whether a role permits a request. */
export const permittedBy =
  (role: Manifest) =>
  (wanted: Wanted): boolean =>
    isPermitted(listAt(role, 'rules'), wanted);

function isSubject(subject: unknown, namespace: string, name: string): boolean {
  const [kind, own] = [textAt(subject, 'kind'), textAt(subject, 'name')];
  if (kind === 'ServiceAccount') return own === name && textAt(subject, 'namespace') === namespace;
  if (kind === 'User') return own === `system:serviceaccount:${namespace}:${name}`;
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'].includes(own ?? '');
}

const roleOf = ({ object, namespace }: Placed, all: readonly Placed[]): Manifest | undefined =>
  all.find(
    ({ object: role, namespace: own }) =>
      role.kind === textAt(object, 'roleRef', 'kind') &&
      role.metadata.name === textAt(object, 'roleRef', 'name') &&
      (role.kind === 'ClusterRole' || own === namespace),
  )?.object;
