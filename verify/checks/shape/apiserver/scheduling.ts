/** What decides on which node a pod runs. */
import type { Mistake } from '../mistake';
import { type Field, formed, oneOf, required, requiredFormed, requiredList, within } from './field';
import { LABEL, LABEL_KEY, LABEL_VALUE } from './formats';
import { labelMap, labelSelector, requirement } from './selectors';
import { repeated } from './unique';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export const scheduling = (spec: Field): Mistake[] => [
  ...labelMap(spec.at('nodeSelector')),
  ...nodeAffinity(spec.at('affinity', 'nodeAffinity')),
  ...['podAffinity', 'podAntiAffinity'].flatMap((name) => podAffinity(spec.at('affinity', name))),
  ...spec.items('tolerations').flatMap(toleration),
  ...spreading(spec),
];

function nodeAffinity(affinity: Field): Mistake[] {
  const terms = affinity.at(REQUIRED, 'nodeSelectorTerms');
  return [
    ...(affinity.at(REQUIRED).isSet ? requiredList(terms, 'add a term') : []),
    ...terms.items().flatMap((term) => term.items('matchExpressions').flatMap((expression) => requirement(expression, true))),
    ...affinity.items(PREFERRED).flatMap((term) => weight(term)),
    ...affinity
      .items(PREFERRED)
      .flatMap((term) => term.items('preference', 'matchExpressions'))
      // Values of a preference may be anything.
      .flatMap((expression) => requirement(expression, true).filter(({ path }) => path.at(-2) !== 'values')),
  ];
}

const weight = (term: Field): Mistake[] => within(term.at('weight'), 1, 100);

const podAffinity = (affinity: Field): Mistake[] => [
  ...affinity.items(REQUIRED).flatMap(podTerm),
  ...affinity.items(PREFERRED).flatMap((term) => [...weight(term), ...podTerm(term.at('podAffinityTerm'))]),
];

const podTerm = (term: Field): Mistake[] => [
  ...required(term.at('topologyKey')),
  ...formed(term.at('topologyKey'), 'invalid-selector', LABEL_KEY),
  ...labelSelector(term.at('labelSelector')),
  ...labelSelector(term.at('namespaceSelector')),
  ...term.items('namespaces').flatMap((name) => requiredFormed(name, 'invalid-namespace', LABEL)),
];

function toleration(field: Field): Mistake[] {
  const [key, operator, value, effect] = [field.at('key'), field.at('operator'), field.at('value'), field.at('effect')];
  const isExists = operator.text === 'Exists';
  return [
    ...formed(key, 'invalid-selector', LABEL_KEY),
    ...(key.text === undefined && !isExists
      ? [operator.refused('invalid-toleration', 'is not Exists, and there is no key', 'add key, or use operator: Exists')]
      : []),
    ...(isExists && value.text !== undefined
      ? [value.refused('invalid-toleration', 'is set beside operator Exists', 'remove it, or use operator: Equal')]
      : []),
    ...(isExists ? [] : formed(value, 'invalid-toleration', LABEL_VALUE)),
    ...(field.at('tolerationSeconds').isSet && effect.text !== 'NoExecute'
      ? [
          effect.refused(
            'invalid-toleration',
            'is not NoExecute, and tolerationSeconds is set',
            'use NoExecute, or remove tolerationSeconds',
          ),
        ]
      : []),
  ];
}

function spreading(spec: Field): Mistake[] {
  const constraints = spec.items('topologySpreadConstraints');
  const key = (item: Field) =>
    item.at('topologyKey').text &&
    item.at('whenUnsatisfiable').text &&
    `${item.at('topologyKey').text} ${item.at('whenUnsatisfiable').text}`;
  return [
    ...constraints.flatMap((constraint) => {
      const domains = constraint.at('minDomains');
      return [
        ...within(constraint.at('maxSkew'), 1),
        ...required(constraint.at('topologyKey')),
        ...required(constraint.at('whenUnsatisfiable')),
        ...within(domains, 1),
        ...(domains.isSet && constraint.at('whenUnsatisfiable').text === 'ScheduleAnyway'
          ? [domains.refused('conflicting-fields', 'is set beside whenUnsatisfiable ScheduleAnyway', 'remove it, or use DoNotSchedule')]
          : []),
        ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap((name) => oneOf(constraint.at(name), 'invalid-value', ['Honor', 'Ignore'])),
        ...labelSelector(constraint.at('labelSelector')),
        ...matchedTwice(constraint),
      ];
    }),
    ...repeated(constraints, (item) => key(item) || undefined).map(({ item }) =>
      item
        .at('topologyKey')
        .refused('duplicate-name', `${item.at('topologyKey').printed} has two constraints of this kind`, 'remove one of them'),
    ),
  ];
}

/** A key in `matchLabelKeys` that the selector has too. */
function matchedTwice(constraint: Field): Mistake[] {
  const keys = constraint.items('matchLabelKeys');
  const selector = constraint.at('labelSelector');
  const selected = new Set([
    ...selector.entries('matchLabels').map(([key]) => key),
    ...selector.items('matchExpressions').flatMap((expression) => expression.at('key').text ?? []),
  ]);
  if (keys.length > 0 && !selector.isSet)
    return [constraint.at('matchLabelKeys').refused('conflicting-fields', 'is set without labelSelector', 'add labelSelector')];
  return keys.flatMap((key) => [
    ...requiredFormed(key, 'invalid-selector', LABEL_KEY),
    ...(selected.has(key.text ?? '')
      ? [key.refused('conflicting-fields', `is ${key.printed}, which labelSelector has too`, 'remove one of the two')]
      : []),
  ]);
}
