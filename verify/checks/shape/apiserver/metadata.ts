/** Metadata of all kinds, except names, labels and annotations, which are in `names.ts`. */
import { isMap } from '../../../../lib/yaml/parsed';
import type { Mistake } from '../mistake';
import { type Field, formed, required } from './field';
import { LABEL_KEY } from './formats';

/** 256 KiB, of all annotations together. */
const MAX_ANNOTATIONS = 256 * 1024;

export const metadata = (object: Field): Mistake[] => [
  ...tooManyAnnotations(object.at('metadata')),
  ...tooManyAnnotations(object.at('spec', 'template', 'metadata')),
  ...object.items('metadata', 'finalizers').flatMap((finalizer) => formed(finalizer, 'invalid-value', LABEL_KEY)),
  ...object
    .items('metadata', 'ownerReferences')
    .flatMap((owner) => ['apiVersion', 'kind', 'name', 'uid'].flatMap((name) => (isMap(owner.value) ? required(owner.at(name)) : []))),
];

function tooManyAnnotations(of: Field): Mistake[] {
  const size = of
    .entries('annotations')
    .reduce((sum, [key, { value }]) => sum + Buffer.byteLength(key) + (typeof value === 'string' ? Buffer.byteLength(value) : 0), 0);
  if (size <= MAX_ANNOTATIONS) return [];
  const problem = `has ${size} bytes, but at most ${MAX_ANNOTATIONS} are allowed`;
  return [of.at('annotations').refused('too-large', problem, 'move the text to a ConfigMap')];
}
