/** What must agree within one workload or Service: selectors with labels, mounts with volumes, and no name twice. */
import { isMap } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../stack';
import { itemsOf, type Mistake, repeated, within } from './mistake';
import { templateOf } from './names';

type Fields = Record<string, unknown>;
type Item = ReturnType<typeof itemsOf>[number];

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

/** The pod that an object runs, with its path. */
function podOf(object: Manifest): { spec: Fields; path: string } | undefined {
  const path = POD_PATHS.get(object.kind) ?? (TEMPLATED.has(object.kind) ? ['spec', 'template', 'spec'] : []);
  if (path.length === 0) return undefined;
  const spec = path.reduce<unknown>((parent, step) => (isMap(parent) ? parent[step] : undefined), object);
  return isMap(spec) ? { spec, path: path.join('.') } : undefined;
}

function selectorMistakes(object: Manifest): Mistake[] {
  const { spec } = object;
  const selector = isMap(spec) && isMap(spec.selector) ? spec.selector.matchLabels : undefined;
  const metadata = templateOf(object)?.metadata;
  const labels = isMap(metadata) && isMap(metadata.labels) ? metadata.labels : {};
  return Object.entries(isMap(selector) ? selector : {}).flatMap(([key, value]) =>
    labels[key] === value
      ? []
      : [
          refused(
            within('spec.selector.matchLabels', key),
            `is ${quoted(value)}, and its pods have ${key in labels ? quoted(labels[key]) : 'no such label'}; make the two alike`,
          ),
        ],
  );
}

/** Volumes that a StatefulSet makes for each pod. */
const claimsOf = ({ spec }: Manifest): string[] =>
  itemsOf(isMap(spec) ? spec : {}, 'volumeClaimTemplates', 'spec').flatMap(({ item }) =>
    isMap(item.metadata) && typeof item.metadata.name === 'string' ? [item.metadata.name] : [],
  );

function podMistakes(spec: Fields, path: string, claims: readonly string[]): Mistake[] {
  const volumes = itemsOf(spec, 'volumes', path);
  // Both kinds of containers share their names and their volumes.
  const containers = [...itemsOf(spec, 'initContainers', path), ...itemsOf(spec, 'containers', path)];
  const known = new Set([...claims, ...volumes.map(({ item }) => item.name)]);
  return [
    ...twice(volumes, 'name'),
    ...twice(containers, 'name'),
    ...containers.flatMap((container) => containerMistakes(container, known)),
  ];
}

function containerMistakes({ item, path }: Item, volumes: ReadonlySet<unknown>): Mistake[] {
  const mounts = itemsOf(item, 'volumeMounts', path);
  const missing = [...mounts, ...itemsOf(item, 'volumeDevices', path)].filter((mount) => !volumes.has(mount.item.name));
  return [
    ...missing.map((mount) =>
      refused(within(mount.path, 'name'), `is ${quoted(mount.item.name)}, a volume that the pod does not have; add it to volumes`),
    ),
    ...twice(mounts, 'mountPath'),
    ...twice(itemsOf(item, 'ports', path), 'name'),
    ...repeated(itemsOf(item, 'env', path), ({ name }) => name).map(({ key, path: at, first }) => ({
      path: within(at, 'name'),
      text: `is ${key} again, as in ${first}, and the last one counts; remove one of the two`,
      outcome: 'taken' as const,
    })),
  ];
}

function serviceMistakes({ spec }: Manifest): Mistake[] {
  const ports = itemsOf(isMap(spec) ? spec : {}, 'ports', 'spec');
  const numbers = repeated(ports, ({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`);
  return [
    ...twice(ports, 'name'),
    ...numbers.map(({ key, path, first }) => refused(within(path, 'port'), `is ${key} again, as in ${first}; remove one of the two`)),
  ];
}

/** A field that is to be unique in its list. */
const twice = (items: readonly Item[], field: string): Mistake[] =>
  repeated(items, (item) => item[field]).map(({ key, path, first }) =>
    refused(within(path, field), `is ${key} again, as in ${first}; rename or remove one of the two`),
  );

const refused = (path: string, text: string): Mistake => ({ path, text, outcome: 'refused' });

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : 'no text');
