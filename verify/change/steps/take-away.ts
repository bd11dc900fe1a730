/** Takes the objects away from the old Applications, so that others can have them. */
import { kubectl } from '../commands';
import type { Side } from '../side';

/** Deletes the root, which has no finalizer, and then its Applications without their objects. */
export function deleteWithoutObjects({ root, applications }: Side): string[] {
  const namespace = (root ?? applications[0])?.manifest.metadata.namespace;
  const names = applications.map(({ name }) => name);
  return [
    ...(root ? [kubectl(namespace, 'delete', 'application', root.name)] : []),
    ...names.map((name) => kubectl(namespace, 'patch', 'application', name, '--type', 'merge', '-p', '{"metadata":{"finalizers":null}}')),
    ...(names.length > 0 ? [kubectl(namespace, 'delete', 'application', ...names)] : []),
  ];
}

/** A comment in front of these commands. */
export const BEFORE_MERGE = '# before the merge; nothing in the cluster is deleted:';
