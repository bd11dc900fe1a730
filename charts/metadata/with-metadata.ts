/** Adds labels and annotations to objects of Kubernetes. What an object has already, stays. */
import { at, isMap, textAt } from '../../lib/yaml/parsed';
import type { Metadata } from './config';
import { isEmpty } from './of-app';

type Fields = Readonly<Record<string, unknown>>;

/** Where objects have the metadata of other objects that a controller makes of them and changes with them. */
const TEMPLATES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [['spec', 'template', 'metadata']],
  StatefulSet: [['spec', 'template', 'metadata']],
  DaemonSet: [['spec', 'template', 'metadata']],
  CronJob: [
    ['spec', 'jobTemplate', 'metadata'],
    ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
  ],
  SealedSecret: [['spec', 'template', 'metadata']],
  Certificate: [['spec', 'secretTemplate']],
};

/**
 * Its metadata, and that of its pods. Selectors never change. The template of a Job and the claims of a StatefulSet stay as they are,
 * because the API server does not change them; a Job that Argo CD makes anew for each sync has a new template.
 */
export function withMetadata<Object extends object>(object: Object, metadata: Metadata): Object {
  if (isEmpty(metadata)) return object;
  const fields = object as unknown as Fields;
  if (textAt(fields, 'kind') === 'List' && Array.isArray(fields.items))
    return { ...object, items: fields.items.map((item: object) => withMetadata(item, metadata)) };
  return [['metadata'], ...templatesOf(fields)].reduce((changed, path) => changedAt(changed, path, metadata), fields) as Object;
}

/** The paths of the metadata of what an object makes. */
export function templatesOf(object: Fields): readonly (readonly string[])[] {
  const kind = textAt(object, 'kind') ?? '';
  if (kind === 'Job' && isHook(object)) return [['spec', 'template', 'metadata']];
  const paths = Object.hasOwn(TEMPLATES, kind) ? (TEMPLATES[kind] ?? []) : [];
  return paths.filter((path) => isMap(at(object, ...path.slice(0, -1))));
}

const isHook = (object: Fields): boolean =>
  ['helm.sh/hook', 'argocd.argoproj.io/hook'].some((key) => textAt(object, 'metadata', 'annotations', key) !== undefined);

function changedAt(object: Fields, [first = '', ...rest]: readonly string[], metadata: Metadata): Fields {
  const own = object[first];
  const fields = isMap(own) ? own : {};
  return { ...object, [first]: rest.length > 0 ? changedAt(fields, rest, metadata) : merged(fields, metadata) };
}

function merged(own: Fields, metadata: Metadata): Fields {
  const result: Record<string, unknown> = { ...own };
  for (const key of ['labels', 'annotations'] as const)
    if (Object.keys(metadata[key]).length > 0) result[key] = { ...(own[key] as Fields | undefined), ...missing(own[key], metadata[key]) };
  return result;
}

const missing = (own: unknown, wanted: Fields): Fields =>
  Object.fromEntries(Object.entries(wanted).filter(([key]) => !(isMap(own) && Object.hasOwn(own, key))));
