/** Finds the objects of a folder that Flux objects name. */
import { mapAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { isEncrypted } from './sops';

/** A reference of a Flux object: `{kind: HelmRepository, name: grafana}`. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** Undefined if it is unknown. */
  readonly namespace?: string;
}

/** The object with that name. One without a namespace of its own gets it from elsewhere, so it may be the one. */
export function named(objects: readonly Placed[], { kind, name, namespace }: Reference): Manifest | undefined {
  const all = objects.filter(({ object }) => object.kind === kind && object.metadata.name === name);
  const exact = all.find((placed) => namespace !== undefined && placed.namespace === namespace);
  return (exact ?? all.find((placed) => namespace === undefined || placed.namespace === undefined))?.object;
}

/** `HelmRepository grafana in flux-system` */
export const referenceText = ({ kind, name, namespace }: Reference): string =>
  `${kind} ${name}${namespace === undefined ? '' : ` in ${namespace}`}`;

/** The texts of a ConfigMap or Secret by key; `encrypted` if SOPS encrypted them. */
export function dataOf(object: Manifest): ReadonlyMap<string, string> | 'encrypted' {
  const decode = ([key, value]: [string, unknown]): [string, string] => [key, Buffer.from(textFrom(value), 'base64').toString('utf8')];
  const plain = ([key, value]: [string, unknown]): [string, string] => [key, textFrom(value)];
  const data = Object.entries(mapAt(object, 'data'));
  const texts = Object.entries(mapAt(object, 'stringData'));
  const read = new Map([...data.map(object.kind === 'Secret' ? decode : plain), ...texts.map(plain)]);
  return [...data.map(([, value]) => textFrom(value)), ...read.values()].some(isEncrypted) ? 'encrypted' : read;
}
