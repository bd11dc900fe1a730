/** Judges a part of a pod by the Pod Security Standards. What it lacks may be elsewhere in the pod, so only its own fields count. */
import { minorOf } from '../../../lib/releases/version';
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import { violationsOf } from './judge';

export interface PartOfPod {
  /** The spec of a pod with this part alone. */
  readonly inPod: (part: unknown) => object;
  /** The path of the part, in the names of fields. */
  readonly prefix: string;
  /** Whether it is an item of a list. @default false */
  readonly isItem?: true;
}

/** The securityContext of a pod. */
export const OF_POD: PartOfPod = { inPod: (securityContext) => ({ securityContext }), prefix: 'securityContext.' };
/** That of a container. */
export const OF_CONTAINER: PartOfPod = {
  inPod: (securityContext) => ({ containers: [{ securityContext }] }),
  prefix: 'securityContext.',
};
export const VOLUME: PartOfPod = { inPod: (volume) => ({ volumes: [volume] }), prefix: 'volumes.0.', isItem: true };
export const CONTAINER: PartOfPod = { inPod: (container) => ({ containers: [container] }), prefix: '', isItem: true };

/** A field that `restricted` refuses. */
export interface RefusedField {
  /** From the part on. */
  readonly field: Path;
  /** Whether `baseline` refuses it too. */
  readonly isPrivileged: boolean;
}

/** @param kubernetes the version whose rules apply: `1.34` */
export function refusedFields({ inPod, prefix }: PartOfPod, part: unknown, kubernetes: string): RefusedField[] {
  if (!isMap(part)) return [];
  const fieldsAt = (level: 'baseline' | 'restricted') =>
    violationsOf({ spec: inPod(part) }, level, minorOf(kubernetes)).map(({ field }) => field);
  const privileged = fieldsAt('baseline');
  return fieldsAt('restricted').flatMap((name) => {
    const field = name.slice(prefix.length).split('.').map(step);
    const isOwn = name.startsWith(prefix) && (at(part, ...field) ?? undefined) !== undefined;
    return isOwn ? [{ field, isPrivileged: privileged.includes(name) }] : [];
  });
}

const step = (name: string): string | number => (/^\d+$/.test(name) ? Number(name) : name);
