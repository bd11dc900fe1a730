/** Checks names, labels and annotations by the rules of the API server. */
import type { ProblemAndFix } from '../../../lib/helm/no-chart';
import { mapAt, type Path } from '../../../lib/yaml/parsed';
import type { Manifest, Placed } from '../../stack';
import { groupOf } from '../../world/kubernetes';
import type { Format } from './apiserver/field';
import { LABEL, LABEL_KEY, LABEL_VALUE, PATH_SEGMENT, SERVICE_NAME, SUBDOMAIN } from './apiserver/formats';
import { type Mistake, refused } from './mistake';

const RELAXED_GROUPS = ['rbac.authorization.k8s.io'];

/** Kinds whose names have another form than a subdomain. */
const NAMES: Readonly<Record<string, Format>> = {
  'v1/Namespace': { ...LABEL, what: 'a valid namespace' },
  'v1/Service': SERVICE_NAME,
  'apps/v1/StatefulSet': LABEL,
  // The API server forgot them.
  'policy/v1/PodDisruptionBudget': PATH_SEGMENT,
};

const NOT_TEXT: ProblemAndFix = { problem: 'is not text', fix: 'quote it' };

const formatOf = (object: Manifest): Format =>
  RELAXED_GROUPS.includes(groupOf(object)) ? PATH_SEGMENT : (NAMES[`${object.apiVersion}/${object.kind}`] ?? SUBDOMAIN);

export function nameMistakes({ object, namespace }: Placed): Mistake[] {
  return [
    ...ownNameMistakes(object),
    ...(namespace && !LABEL.isValid(namespace)
      ? [refused('invalid-namespace', ['metadata', 'namespace'], 'is not a valid namespace', LABEL.fix)]
      : []),
    ...keyMistakes(mapAt(object, 'metadata'), ['metadata']),
    ...TEMPLATES.flatMap((path) => keyMistakes(mapAt(object, ...path, 'metadata'), [...path, 'metadata'])),
  ];
}

function ownNameMistakes(object: Manifest): Mistake[] {
  const { name, generateName } = mapAt(object, 'metadata');
  const path = ['metadata', 'name'];
  if (name === undefined || name === null || name === '')
    return generateName === undefined ? [refused('missing-field', path, 'is missing', 'add it')] : [];
  const { isValid, what, fix } = formatOf(object);
  return typeof name === 'string' && !isValid(name) ? [refused('invalid-name', path, `is not ${what}`, fix)] : [];
}

/** The templates of pods. */
const TEMPLATES = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

const keyMistakes = (metadata: Readonly<Record<string, unknown>>, path: Path): Mistake[] =>
  ['labels', 'annotations'].flatMap((field) =>
    Object.entries(mapAt(metadata, field)).flatMap(([key, value]) => {
      const wrong = keyMistake(key, value, field === 'labels');
      return wrong ? [refused('invalid-label', [...path, field, key], wrong.problem, wrong.fix)] : [];
    }),
  );

function keyMistake(key: string, value: unknown, isLabel: boolean): ProblemAndFix | undefined {
  // The API server ignores the case of annotation keys, but not of label keys.
  if (!LABEL_KEY.isValid(isLabel ? key : key.toLowerCase())) return sayingNot(LABEL_KEY);
  if (value === null) return undefined;
  if (typeof value !== 'string') return NOT_TEXT;
  return isLabel && !LABEL_VALUE.isValid(value) ? sayingNot(LABEL_VALUE) : undefined;
}

const sayingNot = ({ what, fix }: Format): ProblemAndFix => ({ problem: `is not ${what}`, fix });
