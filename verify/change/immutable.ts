/** The fields that the API server of Kubernetes refuses to change, by kind (pkg/apis/<group>/validation). */
import { bytesOf } from '../../lib/kubernetes/quantity';
import { at, entryOf, isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Manifest } from '../stack';
import { annotationOf } from '../world/kubernetes';

/** The fields with their values, with the defaults of the API server; equal values compare as equal in JSON. */
type Fields = Readonly<Record<string, unknown>>;

const READERS: Readonly<Record<string, (object: Manifest) => Fields>> = {
  StatefulSet: ({ spec }) => ({
    'spec.selector': at(spec, 'selector'),
    'spec.serviceName': textAt(spec, 'serviceName') ?? '',
    'spec.podManagementPolicy': textAt(spec, 'podManagementPolicy') ?? 'OrderedReady',
    'spec.volumeClaimTemplates': listAt(spec, 'volumeClaimTemplates').map(claimTemplate),
  }),
  Deployment: ({ spec }) => ({ 'spec.selector': at(spec, 'selector') }),
  DaemonSet: ({ spec }) => ({ 'spec.selector': at(spec, 'selector') }),
  ReplicaSet: ({ spec }) => ({ 'spec.selector': at(spec, 'selector') }),
  Job: ({ spec }) => ({
    'spec.template': at(spec, 'template'),
    'spec.selector': at(spec, 'selector'),
    'spec.completionMode': textAt(spec, 'completionMode') ?? 'NonIndexed',
    // An Indexed Job may change its completions, together with its parallelism.
    ...(textAt(spec, 'completionMode') !== 'Indexed' && { 'spec.completions': at(spec, 'completions') ?? 1 }),
    'spec.podFailurePolicy': at(spec, 'podFailurePolicy'),
  }),
  PersistentVolumeClaim: ({ spec }) => ({
    'spec.storageClassName': at(spec, 'storageClassName'),
    'spec.accessModes': at(spec, 'accessModes'),
    'spec.volumeMode': textAt(spec, 'volumeMode') ?? 'Filesystem',
    'spec.selector': at(spec, 'selector'),
  }),
  RoleBinding: ({ roleRef }) => ({ roleRef }),
  ClusterRoleBinding: ({ roleRef }) => ({ roleRef }),
  Secret: (object) => ({ type: textAt(object, 'type') ?? 'Opaque' }),
  PriorityClass: ({ value, preemptionPolicy }) => ({ value, preemptionPolicy: preemptionPolicy ?? 'PreemptLowerPriority' }),
  StorageClass: ({ provisioner, parameters, reclaimPolicy, volumeBindingMode }) => ({
    provisioner,
    parameters,
    reclaimPolicy: reclaimPolicy ?? 'Delete',
    volumeBindingMode: volumeBindingMode ?? 'Immediate',
  }),
  IngressClass: ({ spec }) => ({ 'spec.controller': at(spec, 'controller') }),
  CustomResourceDefinition: ({ spec }) => ({ 'spec.scope': at(spec, 'scope') }),
};

/** Only names, sizes, classes and modes: an API server fills in the rest. */
const claimTemplate = (template: unknown) => ({
  name: textAt(template, 'metadata', 'name'),
  labels: mapAt(template, 'metadata', 'labels'),
  annotations: mapAt(template, 'metadata', 'annotations'),
  accessModes: at(template, 'spec', 'accessModes'),
  storageClassName: at(template, 'spec', 'storageClassName'),
  bytes: bytesOf(textAt(template, 'spec', 'resources', 'requests', 'storage') ?? ''),
  limits: at(template, 'spec', 'resources', 'limits'),
  volumeMode: textAt(template, 'spec', 'volumeMode') ?? 'Filesystem',
});

/** A Service without an address in the manifest keeps the one that it has, also None. */
function serviceChanges(before: Manifest, after: Manifest): string[] {
  const typeOf = ({ spec }: Manifest) => textAt(spec, 'type') ?? 'ClusterIP';
  const [old, now] = [before, after].map(({ spec }) => textAt(spec, 'clusterIP'));
  const family = ({ spec }: Manifest) => listAt(spec, 'ipFamilies')[0];
  const areBalancers = typeOf(before) === 'LoadBalancer' && typeOf(after) === 'LoadBalancer';
  const classOf = ({ spec }: Manifest) => at(spec, 'loadBalancerClass');
  const becomesHeadless = now === 'None' && old !== 'None' && typeOf(before) !== 'ExternalName';
  // A headless Service can only be of type ClusterIP, or become an ExternalName.
  const isBound = old === 'None' && ['NodePort', 'LoadBalancer'].includes(typeOf(after));
  const isMoved = Boolean(old && now) && old !== now;
  return [
    ...(becomesHeadless || isBound || isMoved ? ['spec.clusterIP'] : []),
    ...(family(before) && family(after) && family(before) !== family(after) ? ['spec.ipFamilies'] : []),
    ...(areBalancers && classOf(before) !== classOf(after) && !(isLive(before) && classOf(after) === undefined)
      ? ['spec.loadBalancerClass']
      : []),
  ];
}

/** A Secret or ConfigMap with `immutable: true` keeps that and its content. */
function frozenChanges(before: Manifest, after: Manifest): string[] {
  if (before.immutable !== true) return [];
  const fields = ['immutable', ...(isLive(before) ? [] : ['data', 'stringData', 'binaryData'])];
  return fields.filter((field) => canonical(before[field]) !== canonical(after[field]));
}

/** The fields that differ and that the API server refuses to change: `spec.selector`. */
export function immutableChanges(before: Manifest, after: Manifest): string[] {
  // A Job in a cluster has fields that the API server filled in.
  if (isRecreated(after) || (isLive(before) && after.kind === 'Job')) return [];
  const reader = entryOf(READERS, after.kind);
  const [old = {}, now = {}] = [reader?.(before), reader?.(after)];
  return [
    ...Object.keys(now)
      .filter((field) => !(isLive(before) && now[field] === undefined))
      .filter((field) => canonical(old[field]) !== canonical(now[field])),
    ...(entryOf(OTHERS, after.kind)?.(before, after) ?? []),
  ];
}

/** What a comparison of single fields cannot tell. */
const OTHERS: Readonly<Record<string, (before: Manifest, after: Manifest) => string[]>> = {
  Service: serviceChanges,
  Secret: frozenChanges,
  ConfigMap: frozenChanges,
  PersistentVolumeClaim: (before, after) => (isShrunk(before, after) ? ['spec.resources.requests.storage'] : []),
};

/** Whether an object was read from a cluster, so that it has the defaults of the API server. */
const isLive = ({ metadata }: Manifest): boolean => 'uid' in metadata;

/** Whether more than size, class and existence of a StatefulSet's claim templates differ: labels, annotations and modes count too. */
export function changesClaimMarks(before: Manifest, after: Manifest): boolean {
  const marksOf = ({ spec }: Manifest) =>
    new Map(
      listAt(spec, 'volumeClaimTemplates').map((template) => {
        const { name, bytes: _, storageClassName: __, ...marks } = claimTemplate(template);
        return [name, canonical(marks)];
      }),
    );
  const old = marksOf(before);
  return [...marksOf(after)].some(([name, marks]) => old.has(name) && old.get(name) !== marks);
}

/** Argo CD deletes a hook before it creates it again. */
const isRecreated = (object: Manifest): boolean =>
  ['helm.sh/hook', 'argocd.argoproj.io/hook'].some((hook) => annotationOf(object, hook) !== undefined);

/** A claim may grow. */
function isShrunk(before: Manifest, after: Manifest): boolean {
  const size = ({ spec }: Manifest) => bytesOf(textAt(spec, 'resources', 'requests', 'storage') ?? '') ?? 0;
  return size(after) < size(before);
}

/** JSON with sorted keys. An absent field is null, and an empty map is absent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, child]) => child !== null && child !== undefined);
  if (entries.length === 0) return 'null';
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${key}:${canonical(child)}`)
    .join(',')}}`;
}
