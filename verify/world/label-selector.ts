/** Label selectors of Kubernetes (`metav1.LabelSelector`). */
import { at, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';

type Labels = Readonly<Record<string, unknown>>;

/** Whether a selector with `matchLabels` and `matchExpressions` selects an object with these labels. An empty one selects everything. */
export const selectsLabels = (selector: unknown, labels: Labels): boolean =>
  Object.entries(mapAt(selector, 'matchLabels')).every(([key, value]) => textFrom(labels[key]) === textFrom(value)) &&
  listAt(selector, 'matchExpressions').every((expression) => fits(expression, labels));

function fits(expression: unknown, labels: Labels): boolean {
  const key = textAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values').map(textFrom);
  const has = Object.hasOwn(labels, key);
  switch (at(expression, 'operator')) {
    case 'In':
      return has && values.includes(textFrom(labels[key]));
    case 'NotIn':
      return !has || !values.includes(textFrom(labels[key]));
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      // The API server refuses any other, which another check reports.
      return true;
  }
}

/** The labels `key=value` that a selector in a text asks for; those of other forms are not judged. */
const EQUAL = /^([^!=\s]+)\s*==?\s*([^=\s]*)$/;

/** The first label that a selector in a text, as in a flag, asks for and that an object does not have: `team=a`. */
export const missingLabel = (selector: string, labels: Labels): string | undefined =>
  selector
    .split(',')
    .map((each) => EQUAL.exec(each.trim()))
    .filter((found) => found !== null)
    .find(([, key = '', value]) => textFrom(labels[key]) !== value)?.[0];
