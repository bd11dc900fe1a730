/** Fields that cannot be changed in place, in the rendered objects. */
import { fixedFields } from '../../../charts/helm-values/fixed-fields';
import { at, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../../verify/stack';
import { objectsOf, type Sighting, sighting, type View } from './fact';

/** In the words of `FixedField.value`. */
function valueIn(object: Manifest, field: string): string {
  const value = textAt(object, ...field.split('.'));
  if (field === 'spec.clusterIP') return value === 'None' ? 'None' : 'an address';
  if (field !== 'spec.selector') return value ?? '';
  const labels = mapAt(object, 'spec', 'selector', 'matchLabels');
  const parts = ['app.kubernetes.io/instance', 'app.kubernetes.io/managed-by', 'helm.sh/chart'].map((label) => at(labels, label));
  return parts.filter((part) => part !== undefined).join(' ');
}

export function fixedIn(view: View): Sighting[] {
  const { chart, values } = view.release;
  return fixedFields(chart.name, chart.version, values).flatMap(({ kind, name, field, value }) => {
    const object = objectsOf(view).find((each) => each.kind === kind && each.metadata.name === name);
    return object ? [sighting('fixed', value, valueIn(object, field), `${kind} ${name}, ${field}`)] : [];
  });
}
