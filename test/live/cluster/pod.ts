/** The pods of workloads, as the kubelet gets them. */
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../../verify/stack';
import { type Container, containerOf } from './container-spec';

export interface Pod {
  /** `tempo-ingester-0` */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly owner: Manifest;
  /** The `spec` of the template. */
  readonly spec: unknown;
  /** Its address in the cluster's network. */
  readonly address: string;
  /** The containers that run one after the other before the others. */
  readonly first: readonly Container[];
  readonly containers: readonly Container[];
  /** The volumes of the template, and the claims of a StatefulSet. */
  readonly volumes: readonly unknown[];
  /** When a container that ended is started again. */
  readonly restart: 'Always' | 'OnFailure' | 'Never';
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Pod'];

export const isWorkload = (kind: string): boolean => WORKLOADS.includes(kind);

/**
 * The pods of all workloads. A DaemonSet has one, because there is one node. What a CronJob or an autoscaler does is not run.
 * @param addressOf the address of the next pod
 */
export function podsOf(objects: readonly Manifest[], addressOf: () => string): Pod[] {
  return objects
    .filter(({ kind }) => isWorkload(kind))
    .flatMap((owner) => Array.from({ length: replicasOf(owner) }, (_, index) => podOf(owner, nameOf(owner, index), addressOf())));
}

const replicasOf = (owner: Manifest): number =>
  ['Deployment', 'StatefulSet'].includes(owner.kind) ? Number(textAt(owner, 'spec', 'replicas') ?? 1) : 1;

/** A hook of Helm has the name of its object, and so has a Pod. */
const nameOf = ({ kind, metadata }: Manifest, index: number): string => (kind === 'Pod' ? metadata.name : `${metadata.name}-${index}`);

function podOf(owner: Manifest, name: string, address: string): Pod {
  const template = owner.kind === 'Pod' ? owner : at(owner, 'spec', 'template');
  const spec = at(template, 'spec');
  return {
    name,
    namespace: owner.metadata.namespace ?? 'default',
    labels: { ...texts(mapAt(template, 'metadata', 'labels')), 'statefulset.kubernetes.io/pod-name': name },
    annotations: texts(mapAt(template, 'metadata', 'annotations')),
    ...{ owner, spec, address },
    first: listAt(spec, 'initContainers').map(containerOf),
    containers: listAt(spec, 'containers').map(containerOf),
    volumes: [...listAt(spec, 'volumes'), ...listAt(owner, 'spec', 'volumeClaimTemplates').map(claimed)],
    restart: (textAt(spec, 'restartPolicy') as Pod['restart']) ?? 'Always',
  };
}

/** A claim of a StatefulSet as a volume. */
const claimed = (template: unknown) => {
  const name = textAt(template, 'metadata', 'name');
  return { name, persistentVolumeClaim: { claimName: name } };
};

const texts = (map: unknown): Record<string, string> =>
  isMap(map) ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, textFrom(value)])) : {};

/** Whether the labels of a pod fit a selector; an empty selector fits none. */
export const isSelected = (pod: Pod, selector: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(selector).length > 0 && Object.entries(selector).every(([key, value]) => pod.labels[key] === value);

/** The number of a container's port, which may be given by its name. */
export const portOf = (pod: Pod, port: unknown): number | undefined =>
  typeof port === 'number' ? port : pod.containers.flatMap(({ ports }) => ports).find(({ name }) => name === port)?.number;
