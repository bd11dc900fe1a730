/** Checks consistency within a workload or Service: selectors and labels, mounts and volumes, and unique names. */
import { at, isMap, mapAt, type Path } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../stack';
import { fieldText, type Item, itemsOf, type Mistake, refused, repeated } from './mistake';
import { templateOf } from './names';

type Fields = Readonly<Record<string, unknown>>;

const SELECTING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
const TEMPLATED = new Set([...SELECTING, 'Job', 'ReplicationController']);

export function workloadMistakes(object: Manifest): Mistake[] {
  const { apiVersion, kind } = object;
  if (!['v1', 'apps/v1', 'batch/v1'].includes(apiVersion)) return [];
  if (kind === 'Service') return serviceMistakes(object);
  const pod = podOf(object);
  return [...(SELECTING.has(kind) ? selectorMistakes(object) : []), ...(pod ? podMistakes(pod.spec, pod.path, claimsOf(object)) : [])];
}

const POD_PATHS = new Map([
  ['Pod', ['spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
]);

/** The pod spec of an object, with its path. */
function podOf(object: Manifest): { readonly spec: Fields; readonly path: Path } | undefined {
  const path = POD_PATHS.get(object.kind) ?? (TEMPLATED.has(object.kind) ? ['spec', 'template', 'spec'] : undefined);
  const spec = path && at(object, ...path);
  return path && isMap(spec) ? { spec, path } : undefined;
}

function selectorMistakes(object: Manifest): Mistake[] {
  const path = ['spec', 'selector', 'matchLabels'];
  const labels = mapAt(templateOf(object), 'metadata', 'labels');
  return Object.entries(mapAt(object, ...path)).flatMap(([key, value]) => {
    if (labels[key] === value) return [];
    const problem = `is ${quoted(value)}, but its pods have ${key in labels ? quoted(labels[key]) : 'no such label'}`;
    return [refused('selector-mismatch', [...path, key], problem, 'use the same value')];
  });
}

/** Volumes that a StatefulSet creates for each pod. */
const claimsOf = ({ spec }: Manifest): string[] =>
  itemsOf(isMap(spec) ? spec : {}, 'volumeClaimTemplates', ['spec']).flatMap(({ item }) => {
    const name = at(item, 'metadata', 'name');
    return typeof name === 'string' ? [name] : [];
  });

function podMistakes(spec: Fields, path: Path, claims: readonly string[]): Mistake[] {
  const volumes = itemsOf(spec, 'volumes', path);
  // Both kinds of containers share names and volumes.
  const containers = [...itemsOf(spec, 'initContainers', path), ...itemsOf(spec, 'containers', path)];
  const known = new Set([...claims, ...volumes.map(({ item }) => item.name)]);
  return [
    ...duplicates(volumes, 'name'),
    ...duplicates(containers, 'name'),
    ...containers.flatMap((container) => containerMistakes(container, known)),
  ];
}

function containerMistakes({ item, path }: Item, volumes: ReadonlySet<unknown>): Mistake[] {
  const mounts = itemsOf(item, 'volumeMounts', path);
  const missing = [...mounts, ...itemsOf(item, 'volumeDevices', path)].filter((mount) => !volumes.has(mount.item.name));
  return [
    ...missing.map((mount) => {
      const problem = `is ${quoted(mount.item.name)}, which is not a volume of the pod`;
      return refused('no-such-volume', [...mount.path, 'name'], problem, 'add it to volumes');
    }),
    ...duplicates(mounts, 'mountPath'),
    ...duplicates(itemsOf(item, 'ports', path), 'name'),
    ...duplicateVariables(itemsOf(item, 'env', path)),
  ];
}

const duplicateVariables = (variables: readonly Item[]): Mistake[] =>
  repeated(variables, ({ name }) => name).map(({ key, path, first }) => ({
    rule: 'duplicate-variable',
    path: [...path, 'name'],
    problem: `is a duplicate of ${quoted(key)} in ${fieldText(first)}, and the last one counts`,
    fix: 'remove one of them',
    outcome: 'taken',
  }));

function serviceMistakes({ spec }: Manifest): Mistake[] {
  const ports = itemsOf(isMap(spec) ? spec : {}, 'ports', ['spec']);
  const numbers = repeated(ports, ({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`);
  return [
    ...duplicates(ports, 'name'),
    ...numbers.map(({ key, path, first }) =>
      refused('duplicate-name', [...path, 'port'], `is a duplicate of ${key} in ${fieldText(first)}`, 'remove one of them'),
    ),
  ];
}

/** Mistakes in a field that must be unique in its list. */
const duplicates = (items: readonly Item[], field: string): Mistake[] =>
  repeated(items, (item) => item[field]).map(({ key, path, first }) =>
    refused('duplicate-name', [...path, field], `is a duplicate of ${quoted(key)} in ${fieldText(first)}`, 'rename or remove one of them'),
  );

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : 'not text');
