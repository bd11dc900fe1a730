/** Names, labels and annotations, by the rules of the API server. */
import { isMap } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { type Mistake, within } from './mistake';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const WORD = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

const LABEL_PATTERN = new RegExp(`^(?=.{1,63}$)${LABEL}$`);
const SUBDOMAIN_PATTERN = new RegExp(`^(?=.{1,253}$)${SUBDOMAIN}$`);
const SERVICE_PATTERN = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** RBAC names end up in a path, and that is all that is asked of them. */
const PATH_PATTERN = /^(?!\.\.?$)[^/%]+$/;
const KEY_PATTERN = new RegExp(`^((?=[^/]{1,253}/)${SUBDOMAIN}/)?${WORD}$`);
const VALUE_PATTERN = new RegExp(`^(${WORD})?$`);

interface Rule {
  readonly pattern: RegExp;
  readonly what: string;
}

const NAME: Rule = { pattern: SUBDOMAIN_PATTERN, what: 'is no name; write at most 253 lower-case letters, digits, hyphens and dots' };
const NAMESPACE: Rule = { pattern: LABEL_PATTERN, what: 'is no namespace; write at most 63 lower-case letters, digits and hyphens' };

function ruleOf({ apiVersion, kind }: Manifest): Rule {
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return { pattern: PATH_PATTERN, what: 'is no name; write it without / and %' };
  if (apiVersion !== 'v1') return NAME;
  if (kind === 'Namespace') return NAMESPACE;
  if (kind !== 'Service') return NAME;
  return {
    pattern: SERVICE_PATTERN,
    what: 'is no name of a Service; write at most 63 lower-case letters, digits and hyphens, a letter first',
  };
}

export function nameMistakes({ object, namespace }: Placed): Mistake[] {
  const metadata: Record<string, unknown> = isMap(object.metadata) ? object.metadata : {};
  const { name, generateName } = metadata;
  const rule = ruleOf(object);
  const mistakes: Mistake[] = [];
  const refuse = (field: string, text: string) => mistakes.push({ path: `metadata.${field}`, text, outcome: 'refused' });
  if ((name === undefined || name === null || name === '') && generateName === undefined) refuse('name', 'is missing; add it');
  else if (typeof name === 'string' && name !== '' && !rule.pattern.test(name)) refuse('name', rule.what);
  if (namespace && !NAMESPACE.pattern.test(namespace)) refuse('namespace', NAMESPACE.what);
  const template = templateOf(object);
  return [
    ...mistakes,
    ...keyMistakes(metadata, 'metadata'),
    ...(template && isMap(template.metadata) ? keyMistakes(template.metadata, 'spec.template.metadata') : []),
  ];
}

/** The pod template of a workload. */
export function templateOf({ spec }: Manifest): Record<string, unknown> | undefined {
  return isMap(spec) && isMap(spec.template) ? spec.template : undefined;
}

function keyMistakes(metadata: Record<string, unknown>, path: string): Mistake[] {
  return ['labels', 'annotations'].flatMap((field) => {
    const map = metadata[field];
    if (!isMap(map)) return [];
    return Object.entries(map).flatMap(([key, value]) => {
      const text = keyMistake(key, value, field === 'labels');
      return text ? [{ path: within(within(path, field), key), text, outcome: 'refused' as const }] : [];
    });
  });
}

function keyMistake(key: string, value: unknown, isLabel: boolean): string | undefined {
  // Annotations are compared in lower case, labels are not.
  if (!KEY_PATTERN.test(isLabel ? key : key.toLowerCase()))
    return 'is no key of a label or annotation; write at most 63 letters, digits, hyphens and dots, after a domain and a slash if any';
  if (value === null) return undefined;
  if (typeof value !== 'string') return `is no text; write it in quotes`;
  return isLabel && !VALUE_PATTERN.test(value)
    ? 'is no value of a label; write at most 63 letters, digits, hyphens and dots, a letter or digit first and last'
    : undefined;
}
