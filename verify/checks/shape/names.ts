/** Checks names, labels and annotations by the rules of the API server. */
import type { ProblemAndFix } from '../../../lib/helm/no-chart';
import { isMap, mapAt, type Path } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { type Mistake, refused } from './mistake';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const WORD = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

const LABEL_PATTERN = new RegExp(`^(?=.{1,63}$)${LABEL}$`);
const SUBDOMAIN_PATTERN = new RegExp(`^(?=.{1,253}$)${SUBDOMAIN}$`);
const SERVICE_PATTERN = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** RBAC names only have to be valid in a URL path. */
const PATH_PATTERN = /^(?!\.\.?$)[^/%]+$/;
const KEY_PATTERN = new RegExp(`^((?=[^/]{1,253}/)${SUBDOMAIN}/)?${WORD}$`);
const VALUE_PATTERN = new RegExp(`^(${WORD})?$`);

interface NameRule extends ProblemAndFix {
  readonly pattern: RegExp;
}

const NAME: NameRule = {
  pattern: SUBDOMAIN_PATTERN,
  problem: 'is not a valid name',
  fix: 'use at most 253 lower-case letters, digits, hyphens and dots',
};
const RBAC_NAME: NameRule = { pattern: PATH_PATTERN, problem: 'is not a valid name', fix: 'use a name without / and %' };
const NAMESPACE: NameRule = {
  pattern: LABEL_PATTERN,
  problem: 'is not a valid namespace',
  fix: 'use at most 63 lower-case letters, digits and hyphens',
};
const SERVICE_NAME: NameRule = {
  pattern: SERVICE_PATTERN,
  problem: 'is not a valid Service name',
  fix: 'use at most 63 lower-case letters, digits and hyphens, starting with a letter',
};
const KEY: ProblemAndFix = {
  problem: 'is not a valid key of a label or annotation',
  fix: 'use at most 63 letters, digits, hyphens and dots, after an optional domain and slash',
};
const NOT_TEXT: ProblemAndFix = { problem: 'is not text', fix: 'quote it' };
const LABEL_VALUE: ProblemAndFix = {
  problem: 'is not a valid label value',
  fix: 'use at most 63 letters, digits, hyphens and dots, starting and ending with a letter or digit',
};

function nameRuleOf({ apiVersion, kind }: Manifest): NameRule {
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return RBAC_NAME;
  if (apiVersion !== 'v1') return NAME;
  return kind === 'Namespace' ? NAMESPACE : kind === 'Service' ? SERVICE_NAME : NAME;
}

export function nameMistakes({ object, namespace }: Placed): Mistake[] {
  return [
    ...ownNameMistakes(object),
    ...(namespace && !NAMESPACE.pattern.test(namespace) ? [mistake('invalid-namespace', ['metadata', 'namespace'], NAMESPACE)] : []),
    ...keyMistakes(mapAt(object, 'metadata'), ['metadata']),
    ...keyMistakes(mapAt(templateOf(object), 'metadata'), ['spec', 'template', 'metadata']),
  ];
}

function ownNameMistakes(object: Manifest): Mistake[] {
  const { name, generateName } = mapAt(object, 'metadata');
  const path = ['metadata', 'name'];
  if (name === undefined || name === null || name === '')
    return generateName === undefined ? [refused('missing-field', path, 'is missing', 'add it')] : [];
  const rule = nameRuleOf(object);
  return typeof name === 'string' && !rule.pattern.test(name) ? [mistake('invalid-name', path, rule)] : [];
}

/** The pod template of a workload. */
export const templateOf = ({ spec }: Manifest): Readonly<Record<string, unknown>> | undefined =>
  isMap(spec) && isMap(spec.template) ? spec.template : undefined;

const keyMistakes = (metadata: Readonly<Record<string, unknown>>, path: Path): Mistake[] =>
  ['labels', 'annotations'].flatMap((field) =>
    Object.entries(mapAt(metadata, field)).flatMap(([key, value]) => {
      const wrong = keyMistake(key, value, field === 'labels');
      return wrong ? [mistake('invalid-label', [...path, field, key], wrong)] : [];
    }),
  );

function keyMistake(key: string, value: unknown, isLabel: boolean): ProblemAndFix | undefined {
  // The API server ignores the case of annotation keys, but not of label keys.
  if (!KEY_PATTERN.test(isLabel ? key : key.toLowerCase())) return KEY;
  if (value === null) return undefined;
  if (typeof value !== 'string') return NOT_TEXT;
  return isLabel && !VALUE_PATTERN.test(value) ? LABEL_VALUE : undefined;
}

const mistake = (rule: Mistake['rule'], path: Path, { problem, fix }: ProblemAndFix): Mistake => refused(rule, path, problem, fix);
