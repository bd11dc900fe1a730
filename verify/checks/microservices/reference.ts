/** References of pods to Secrets and ConfigMaps. */
import type { Container, KeyRef, Pod } from '../../world/kubernetes';

export interface Reference {
  readonly ref: KeyRef;
  readonly by: 'variable' | 'envFrom' | 'volume' | 'script';
  /** The name of the variable or volume; undefined for `envFrom` and `script`. */
  readonly name?: string;
  /** Undefined for volumes, which belong to the pod. */
  readonly container?: string;
}

/** `variable NAME of container querier`, `volume tls`, `script of container mc` */
export const partOf = ({ by, name, container }: Reference): string =>
  [by, name, container && `of container ${container}`].filter(Boolean).join(' ');

/** The references in the manifest of a pod. */
export const manifestReferences = ({ containers, volumes }: Pod): Reference[] => [
  ...containers.flatMap(ofContainer),
  ...volumes.flatMap(ofVolume),
];

const ofContainer = ({ name: container, env, envFrom }: Container): Reference[] => [
  ...env.flatMap(({ name, from }) => (from ? [{ ref: from, by: 'variable' as const, name, container }] : [])),
  ...envFrom.map((ref) => ({ ref, by: 'envFrom' as const, container })),
];

const ofVolume = ({ keys, volume, ...ref }: Pod['volumes'][number]): Reference[] =>
  (keys.length > 0 ? keys : [undefined]).map((key) => ({ ref: { ...ref, key }, by: 'volume', name: volume }));
