/** Judges a pod by a level of the Pod Security Standards. */
import { compareVersions } from '../../../lib/releases/version';
import { at, isMap, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { PodSecurityLevel } from '../config';
import { APP_ARMOR, RESTRICTED_VOLUMES, STANDARDS, type Standard } from './standards';

/** A field that a level does not allow. */
export interface Violation {
  /** The container; undefined for a field of the pod. */
  readonly container?: string;
  /** From the spec of the pod or of the container on: `securityContext.runAsNonRoot` */
  readonly field: string;
  /** `must be true` */
  readonly must: string;
}

export interface PodTemplate {
  readonly metadata?: unknown;
  readonly spec?: unknown;
}

/** Why the API server refuses a pod; empty if it does not. @param version of the level: `1.34` */
export function violationsOf({ metadata, spec }: PodTemplate, level: PodSecurityLevel, version: string): Violation[] {
  if (level === 'privileged') return [];
  const isWindows = textAt(spec, 'os', 'name') === 'windows';
  const standards = STANDARDS.filter(
    (standard) =>
      (standard.level === 'baseline' || level === 'restricted') &&
      !(isWindows && standard.notOnWindows) &&
      (standard.since === undefined || compareVersions(version, standard.since) >= 0) &&
      (standard.before === undefined || compareVersions(version, standard.before) < 0),
  );
  const found = [
    ...standards.flatMap((standard) => violated(spec, standard)),
    ...profiles(metadata),
    ...(level === 'restricted' ? volumes(spec) : []),
  ];
  // What baseline refuses, restricted need not say again.
  const key = ({ container, field }: Violation) => `${container} ${field}`;
  return found.filter((each, index) => found.findIndex((other) => key(other) === key(each)) === index);
}

const CONTAINERS = 'containers[].';

interface Found {
  readonly field: string;
  readonly value: unknown;
}

function violated(spec: unknown, { fields, allows, must, isInherited }: Standard): Violation[] {
  const ofPod = fields.filter((field) => !field.startsWith(CONTAINERS)).flatMap((field) => valuesAt(spec, field));
  const wrong = ofPod.filter(({ value }) => (isInherited && value === undefined ? false : !allows(value)));
  const inherited = isInherited && ofPod.some(({ value }) => allows(value));
  const ofContainers = containersOf(spec).flatMap((container) =>
    fields
      .filter((field) => field.startsWith(CONTAINERS))
      .flatMap((field) => valuesAt(container, field.slice(CONTAINERS.length)))
      .filter(({ value }) => !(inherited && value === undefined) && !allows(value))
      .map(({ field }) => ({ container: textAt(container, 'name') ?? '', field, must })),
  );
  return [...wrong.map(({ field }) => ({ field, must })), ...ofContainers];
}

const containersOf = (spec: unknown): readonly unknown[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => listAt(spec, list));

/** The values of a path, with indices in place of `[]`; one that is absent has the value undefined. */
function valuesAt(parent: unknown, path: string): Found[] {
  const [head = '', tail] = split(path);
  const value = at(parent, ...head.split('.')) ?? undefined;
  if (tail === undefined) return [{ field: head, value }];
  const items = Array.isArray(value) ? value : [];
  return items.flatMap((item: unknown, index): Found[] => {
    const here = `${head}.${index}`;
    return tail === ''
      ? [{ field: here, value: item }]
      : valuesAt(item, tail).map((found) => ({ ...found, field: `${here}.${found.field}` }));
  });
}

/** The part before the first list and the part after it; no second one without a list. */
function split(path: string): [head: string, tail?: string] {
  const list = path.indexOf('[]');
  return list < 0 ? [path] : [path.slice(0, list), path.slice(list + 2).replace(/^\./, '')];
}

/** A volume of no known type counts as an emptyDir, which the API server makes of it. */
function volumes(spec: unknown): Violation[] {
  return listAt(spec, 'volumes').flatMap((volume, index) => {
    const types = isMap(volume) ? Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== null) : [];
    const wrong = types.find((type) => !RESTRICTED_VOLUMES.includes(type));
    const must = `must be one of ${RESTRICTED_VOLUMES.join(', ')}`;
    return wrong === undefined ? [] : [{ field: `volumes.${index}.${wrong}`, must }];
  });
}

function profiles(metadata: unknown): Violation[] {
  const annotations = at(metadata, 'annotations');
  const all = isMap(annotations) ? Object.entries(annotations) : [];
  return all
    .filter(([key, value]) => key.startsWith(APP_ARMOR.prefix) && !APP_ARMOR.allows.test(textFrom(value)))
    .map(([key]) => ({ field: `annotation ${key}`, must: 'must be runtime/default' }));
}
