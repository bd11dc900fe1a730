/** The parts of Kubernetes objects that the checks use. */
import type { About } from '../../lib/findings/finding';
import { isClusterKind } from '../../lib/kubernetes/cluster-kinds';
import { at, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import type { Manifest, Placed } from '../stack';

export { isClusterKind };

/** The namespace of an object: its own, else that of the destination. */
export const namespaceOf = (object: Manifest, destination: string | undefined): string | undefined =>
  isClusterKind(object) ? undefined : (object.metadata.namespace ?? destination);

/** The group of an API version; empty for the core group. */
export const groupOf = ({ apiVersion }: Pick<Manifest, 'apiVersion'>): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** Whether a CustomResourceDefinition serves the kind, so that its controller decides what the object means. */
export function isCustom(object: Pick<Manifest, 'apiVersion'>): boolean {
  const group = groupOf(object);
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/** An annotation of an object; undefined without it. Charts may render `annotations:` without a value. */
export const annotationOf = ({ metadata }: Pick<Manifest, 'metadata'>, name: string): string | undefined =>
  textAt(metadata, 'annotations', name);

/** `Deployment tempo-querier` */
export const titleOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

/** An object as the subject of a finding. */
export const aboutObject = (object: Manifest): About => ({ subject: titleOf(object), name: object.metadata.name });

export interface Container {
  readonly name: string;
  readonly image: string;
  /** Command and arguments in one list. */
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly from?: KeyRef }[];
  /** Secrets and ConfigMaps whose keys all become variables. */
  readonly envFrom: readonly Omit<KeyRef, 'key'>[];
  readonly ports: readonly { readonly name?: string; readonly number: number; readonly protocol: string }[];
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly subPath?: string; readonly readOnly: boolean }[];
  readonly isInit: boolean;
  /** The container in the manifest. */
  readonly source: unknown;
}

/** A reference to a key of a Secret or ConfigMap. */
export interface KeyRef {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key?: string;
  readonly optional: boolean;
}

export interface Pod {
  readonly placed: Placed;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly containers: readonly Container[];
  /** Volumes from Secrets or ConfigMaps, with the keys that must exist and their files. Without any, each key is a file. */
  readonly volumes: readonly (Omit<KeyRef, 'key'> & {
    readonly volume: string;
    readonly keys: readonly string[];
    readonly paths: readonly string[];
  })[];
  readonly hostNetwork: boolean;
}

/** The pods that an object creates; empty for most kinds. */
export function podsOf(placed: Placed): Pod[] {
  const template = templateOf(placed.object);
  const spec = at(template, 'spec');
  if (listAt(spec, 'containers').length === 0) return [];
  const texts = (...path: string[]) =>
    Object.fromEntries(Object.entries(mapAt(template, ...path)).map(([key, value]) => [key, textFrom(value)]));
  return [
    {
      placed,
      labels: texts('metadata', 'labels'),
      annotations: texts('metadata', 'annotations'),
      serviceAccount: textAt(spec, 'serviceAccountName') ?? 'default',
      containers: [
        ...listAt(spec, 'initContainers').map((container) => containerOf(container, true)),
        ...listAt(spec, 'containers').map((container) => containerOf(container, false)),
      ],
      volumes: listAt(spec, 'volumes').flatMap(volumesOf),
      hostNetwork: at(spec, 'hostNetwork') === true,
    },
  ];
}

/** The template of a pod, with its metadata. */
export const podTemplateOf = ({ placed: { object } }: Pod): { readonly metadata?: unknown; readonly spec?: unknown } => {
  const template = templateOf(object);
  return { metadata: at(template, 'metadata'), spec: at(template, 'spec') };
};

/** The `spec` of a pod's template. */
export const podSpecOf = ({ placed: { object } }: Pod): unknown => at(templateOf(object), 'spec');

/** An image that a node pulls for a pod: that of a container, or one whose files are mounted as a volume. */
export interface PulledImage {
  readonly image: string;
  readonly container?: string;
  readonly volume?: string;
}

export const pulledBy = (pod: Pod): PulledImage[] =>
  [
    ...pod.containers.map(({ name: container, image }) => ({ image, container })),
    ...listAt(podSpecOf(pod), 'volumes').map((volume) => ({
      image: textAt(volume, 'image', 'reference') ?? '',
      volume: textAt(volume, 'name') ?? '',
    })),
  ].filter(({ image }) => image !== '');

function templateOf(object: Manifest): unknown {
  if (object.kind === 'Pod') return object;
  return object.kind === 'CronJob' ? at(object, 'spec', 'jobTemplate', 'spec', 'template') : at(object, 'spec', 'template');
}

function containerOf(source: unknown, isInit: boolean): Container {
  return {
    name: textAt(source, 'name') ?? '',
    image: textAt(source, 'image') ?? '',
    args: [...listAt(source, 'command'), ...listAt(source, 'args')].map(textFrom),
    env: listAt(source, 'env').map((variable) => ({
      name: textAt(variable, 'name') ?? '',
      value: textAt(variable, 'value'),
      from: refOf(at(variable, 'valueFrom')),
    })),
    envFrom: listAt(source, 'envFrom').flatMap((entry) => {
      const ref = refOf({ secretKeyRef: at(entry, 'secretRef'), configMapKeyRef: at(entry, 'configMapRef') });
      return ref ? [ref] : [];
    }),
    ports: listAt(source, 'ports').map((port) => ({
      name: textAt(port, 'name'),
      number: Number(at(port, 'containerPort')),
      protocol: textAt(port, 'protocol') ?? 'TCP',
    })),
    mounts: listAt(source, 'volumeMounts').map((mount) => ({
      volume: textAt(mount, 'name') ?? '',
      path: textAt(mount, 'mountPath') ?? '',
      subPath: textAt(mount, 'subPath'),
      readOnly: at(mount, 'readOnly') === true,
    })),
    isInit,
    source,
  };
}

function refOf(valueFrom: unknown): KeyRef | undefined {
  for (const [field, kind] of [
    ['secretKeyRef', 'Secret'],
    ['configMapKeyRef', 'ConfigMap'],
  ] as const) {
    const name = textAt(valueFrom, field, 'name');
    if (at(valueFrom, field) !== undefined)
      return { kind, name: name ?? '', key: textAt(valueFrom, field, 'key'), optional: at(valueFrom, field, 'optional') === true };
  }
  return undefined;
}

function volumesOf(volume: unknown): Pod['volumes'][number][] {
  const name = textAt(volume, 'name') ?? '';
  const plain = [
    { source: at(volume, 'secret'), kind: 'Secret', nameKey: 'secretName' },
    { source: at(volume, 'configMap'), kind: 'ConfigMap', nameKey: 'name' },
  ] as const;
  const projected = listAt(volume, 'projected', 'sources').flatMap((source) => [
    { source: at(source, 'secret'), kind: 'Secret', nameKey: 'name' } as const,
    { source: at(source, 'configMap'), kind: 'ConfigMap', nameKey: 'name' } as const,
  ]);
  return [...plain, ...projected].flatMap(({ source, kind, nameKey }) =>
    source === undefined
      ? []
      : [
          {
            volume: name,
            kind,
            name: textAt(source, nameKey) ?? '',
            optional: at(source, 'optional') === true,
            keys: listAt(source, 'items').map((item) => textAt(item, 'key') ?? ''),
            paths: listAt(source, 'items').map((item) => textAt(item, 'path') ?? ''),
          },
        ],
  );
}
