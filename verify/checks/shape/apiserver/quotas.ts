/** Quantities of quotas, limits and volumes. */
import type { Mistake } from '../mistake';
import { type Field, oneOf, requiredList, type Validator } from './field';
import { quantityMistakes } from './quantity';

const all = (map: Field, least: 0 | 1 = 0): Mistake[] => map.entries().flatMap(([, field]) => quantityMistakes(field, least));

export const resourceQuota: Validator = (object) => all(object.at('spec', 'hard'));

export const limitRange: Validator = (object) =>
  object
    .items('spec', 'limits')
    .flatMap((limit) => ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((name) => all(limit.at(name))));

export const persistentVolume: Validator = (object) => {
  const spec = object.at('spec');
  return [
    ...requiredList(spec.at('accessModes'), 'add one of ReadWriteOnce, ReadWriteMany, ReadOnlyMany'),
    ...(spec.at('capacity').size > 0
      ? all(spec.at('capacity'), 1)
      : [spec.at('capacity').refused('missing-field', 'is missing', 'add storage')]),
    ...oneOf(spec.at('persistentVolumeReclaimPolicy'), 'invalid-value', ['Retain', 'Delete', 'Recycle']),
  ];
};
