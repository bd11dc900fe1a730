/** Takes the objects away from the old Applications, so that others can have them. */
import { forget, kubectl } from '../commands';
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

/** Deletes only the root: another root can then have its Applications, which stay as they are. @param names those that it gets */
export function deleteRoot({ root }: Side, names: readonly string[]): string[] {
  const namespace = root?.manifest.metadata.namespace;
  return [
    ...(root ? [kubectl(namespace, 'delete', 'application', root.name)] : []),
    ...(names.length > 0 ? forget(namespace, 'application', names) : []),
  ];
}

/** A comment in front of these commands. */
export const BEFORE_MERGE = '# before the merge; nothing in the cluster is deleted:';
