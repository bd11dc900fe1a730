/** On which nodes a pod may run, by its nodeSelector, its nodeAffinity and its tolerations (component-helpers/scheduling/corev1 of Kubernetes). */
import { isDeepStrictEqual } from 'node:util';
import { at, listAt, mapAt, textAt, textFrom } from '../yaml/parsed';

/** The fields of a pod. */
export interface NodeSelection {
  readonly nodeSelector: Readonly<Record<string, unknown>>;
  readonly affinity: Readonly<Record<string, unknown>>;
  readonly tolerations: readonly unknown[];
}

/** @param pod the spec of a pod, or values with the same fields */
export const nodeSelectionOf = (pod: unknown): NodeSelection => ({
  nodeSelector: mapAt(pod, 'nodeSelector'),
  affinity: mapAt(pod, 'affinity'),
  tolerations: listAt(pod, 'tolerations'),
});

/** What a node must have. */
interface Requirement {
  /** Of its labels, or of its fields. */
  readonly of: 'labels' | 'fields';
  readonly key?: string;
  readonly operator?: string;
  readonly values: readonly string[];
}

/** All of them are needed. */
type Term = readonly Requirement[];

/** What a pod needs that it did not need before. */
export interface Narrowed {
  readonly labels: readonly (readonly [label: string, value: unknown])[];
  /** Whether its nodeAffinity no longer permits a node that it may have run on. */
  readonly byAffinity: boolean;
  /** The tolerations that are gone. A taint that only asks to avoid its node keeps no pod away. */
  readonly tolerations: readonly unknown[];
}

export function narrowed(old: NodeSelection, now: NodeSelection): Narrowed {
  const labels = labelTerm(old);
  const earlier = termsOf(old).map((term) => [...term, ...labels]);
  // Without terms, labels alone decide.
  const alternatives = earlier.length > 0 ? earlier : [labels];
  const terms = termsOf(now);
  const wasNeeded = (requirement: Requirement) => alternatives.every((term) => implies(term, [requirement]));
  return {
    labels: Object.entries(now.nodeSelector).filter(([label, value]) => !wasNeeded(labelRequirement(label, value))),
    byAffinity: terms.length > 0 && !alternatives.every((alternative) => terms.some((term) => implies(alternative, term))),
    tolerations: old.tolerations.filter(
      (toleration) => at(toleration, 'effect') !== 'PreferNoSchedule' && !now.tolerations.some((other) => covers(other, toleration)),
    ),
  };
}

const labelRequirement = (key: string, value: unknown): Requirement => ({ of: 'labels', key, operator: 'In', values: [textFrom(value)] });

const labelTerm = ({ nodeSelector }: NodeSelection): Term =>
  Object.entries(nodeSelector).map(([label, value]) => labelRequirement(label, value));

/** One of the terms is enough. */
const termsOf = ({ affinity }: NodeSelection): Term[] =>
  listAt(affinity, 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').map((term) => [
    ...listAt(term, 'matchExpressions').map((requirement) => requirementOf('labels', requirement)),
    ...listAt(term, 'matchFields').map((requirement) => requirementOf('fields', requirement)),
  ]);

const requirementOf = (of: Requirement['of'], requirement: unknown): Requirement => ({
  ...{ of, key: textAt(requirement, 'key'), operator: textAt(requirement, 'operator') },
  values: listAt(requirement, 'values').map(textFrom),
});

/** Whether every node with the first also has the second, as far as single requirements tell. */
const implies = (term: Term, other: Term): boolean =>
  other.every((requirement) =>
    term.some((each) => each.of === requirement.of && each.key === requirement.key && ensures(each, requirement)),
  );

/** The same for two requirements of one key. */
function ensures({ operator, values }: Requirement, other: Requirement): boolean {
  switch (other.operator) {
    case 'In':
      return operator === 'In' && values.every((value) => other.values.includes(value));
    case 'NotIn':
      if (operator === 'In') return !values.some((value) => other.values.includes(value));
      return operator === 'DoesNotExist' || (operator === 'NotIn' && other.values.every((value) => values.includes(value)));
    case 'Exists':
      return ['In', 'Exists', 'Gt', 'Lt'].includes(operator ?? '');
    default:
      return operator === other.operator && isDeepStrictEqual(values, other.values);
  }
}

/** Whether a toleration tolerates all taints that the other one does. */
function covers(toleration: unknown, other: unknown): boolean {
  if (isDeepStrictEqual(toleration, other)) return true;
  const [key, effect] = [textAt(toleration, 'key'), textAt(toleration, 'effect')];
  const isAny = (field: unknown) => at(field, 'operator') === 'Exists';
  const isOfEffect = !effect || effect === textAt(other, 'effect');
  if (!key) return isAny(toleration) && isOfEffect;
  const hasValue = isAny(toleration) || (!isAny(other) && (textAt(toleration, 'value') ?? '') === (textAt(other, 'value') ?? ''));
  return isOfEffect && key === textAt(other, 'key') && hasValue;
}
