/** The user of a container. */
import { readFileSync } from 'node:fs';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Container } from './container-spec';
import type { Pod } from './pod';

export interface Ids {
  readonly user?: number;
  readonly group?: number;
  readonly groups: readonly number[];
  readonly fsGroup?: number;
}

/** Whether this process may use other users than its own: root may, and the only user of a user namespace may not. */
export const hasOtherUsers = readFileSync('/proc/self/uid_map', 'utf8')
  .trim()
  .split('\n')
  .some((line) => Number(line.trim().split(/\s+/)[2]) > 1);

const NOBODY_ELSE: Ids = { groups: [] };

/**
 * The ids of a pod, overridden by those of a container; none where other users are not available.
 * @param ofImage the user of the image
 */
export function idsOf(pod: Pod, container?: Container, ofImage?: number): Ids {
  if (!hasOtherUsers) return NOBODY_ELSE;
  const security = { ...(at(pod.spec, 'securityContext') as object), ...container?.security };
  const number = (field: string) => {
    const text = textAt(security, field);
    return text === undefined ? undefined : Number(text);
  };
  const fsGroup = number('fsGroup');
  const supplemental = (at(security, 'supplementalGroups') as number[] | undefined) ?? [];
  const groups = [...supplemental, ...(fsGroup === undefined ? [] : [fsGroup])];
  return { user: number('runAsUser') ?? ofImage, group: number('runAsGroup'), groups, fsGroup };
}
