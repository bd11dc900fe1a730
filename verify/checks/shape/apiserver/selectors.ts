/** Selectors of labels. */
import type { Mistake } from '../mistake';
import { type Field, formed, required, requiredList } from './field';
import { LABEL_KEY, LABEL_VALUE } from './formats';

/** A map of labels. */
export const labelMap = (map: Field): Mistake[] =>
  map
    .entries()
    .flatMap(([key, value]) => [
      ...(LABEL_KEY.isValid(key) ? [] : [value.refused('invalid-selector', `is not ${LABEL_KEY.what}`, LABEL_KEY.fix)]),
      ...formed(value, 'invalid-selector', LABEL_VALUE),
    ]);

/** `matchLabels` and `matchExpressions`. */
export const labelSelector = (selector: Field): Mistake[] => [
  ...labelMap(selector.at('matchLabels')),
  ...selector.items('matchExpressions').flatMap((expression) => requirement(expression)),
];

/** @param isOfNodes whether values can be compared, as for labels of nodes */
export function requirement(expression: Field, isOfNodes = false): Mistake[] {
  const [operator, values, key] = [expression.at('operator'), expression.at('values'), expression.at('key')];
  return [
    ...required(key),
    ...formed(key, 'invalid-selector', LABEL_KEY),
    ...operatorMistakes(operator, values, isOfNodes),
    ...values.items().flatMap((value) => formed(value, 'invalid-selector', LABEL_VALUE)),
  ];
}

function operatorMistakes(operator: Field, values: Field, isOfNodes: boolean): Mistake[] {
  switch (operator.text) {
    case undefined:
      return required(operator);
    case 'In':
    case 'NotIn':
      return requiredList(values, `add values, or use ${operator.text === 'In' ? 'Exists' : 'DoesNotExist'}`);
    case 'Exists':
    case 'DoesNotExist':
      return values.size > 0 ? [values.refused('invalid-selector', `is set beside operator ${operator.text}`, 'remove it, or use In')] : [];
    case 'Gt':
    case 'Lt':
      if (!isOfNodes) break;
      return values.size === 1
        ? []
        : [values.refused('invalid-selector', `has ${values.size} values, but must have one`, 'use one number')];
  }
  const known = ['In', 'NotIn', 'Exists', 'DoesNotExist', ...(isOfNodes ? ['Gt', 'Lt'] : [])];
  return [operator.refused('invalid-selector', `is ${operator.printed}`, `use one of ${known.join(', ')}`)];
}

/** Whether labels match a selector; undefined if that is unknown. */
export function isSelected(selector: Field, labels: Field): boolean {
  const of = (key: string) => labels.at(key).value ?? undefined;
  return (
    selector.entries('matchLabels').every(([key, value]) => of(key) === value.value) &&
    selector.items('matchExpressions').every((expression) => {
      const value = of(expression.at('key').text ?? '');
      const values = expression.items('values').map((item) => item.value);
      switch (expression.at('operator').text) {
        case 'In':
          return values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return true;
      }
    })
  );
}
