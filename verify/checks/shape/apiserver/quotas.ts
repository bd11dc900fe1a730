/** ResourceQuotas, LimitRanges and PersistentVolumes. */
import type { Mistake } from '../mistake';
import { MODES } from './claims';
import { type Field, formed, oneOf, oneOfOrEmpty, requiredFormed, requiredList, type Validator } from './field';
import { LABEL_KEY, SUBDOMAIN } from './formats';
import { isWhole, quantityMistakes, quantityOf } from './quantity';
import { duplicates } from './unique';

const all = (map: Field, least: 0 | 1 | 'any' = 0): Mistake[] => map.entries().flatMap(([, field]) => quantityMistakes(field, least));

/** Objects are counted, so that their quota is a whole number. */
const COUNTED = /^(pods|services(\..*)?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|count\/.*)$/;
const SCOPES = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];

export const resourceQuota: Validator = (object) => [
  ...all(object.at('spec', 'hard')),
  ...object.entries('spec', 'hard').flatMap(([name, field]) => {
    const quantity = quantityOf(field.value);
    return COUNTED.test(name) && quantity !== undefined && !isWhole(quantity)
      ? [field.refused('invalid-quantity', `is ${field.printed}, but must be a whole number`, 'use a whole number')]
      : [];
  }),
  ...object.items('spec', 'scopes').flatMap((scope) => oneOf(scope, 'invalid-value', SCOPES)),
];

/** From the least to the most. */
const ORDER = ['min', 'defaultRequest', 'default', 'max'];

export const limitRange: Validator = (object) => {
  const limits = object.items('spec', 'limits');
  return [
    ...duplicates(limits, 'type'),
    ...limits.flatMap((limit) => [
      ...requiredFormed(limit.at('type'), 'invalid-value', LABEL_KEY),
      ...[...ORDER, 'maxLimitRequestRatio'].flatMap((name) => all(limit.at(name), 'any')),
      ...ORDER.flatMap((name, index) => ORDER.slice(index + 1).flatMap((other) => inOrder(limit.at(name), limit.at(other)))),
    ]),
  ];
};

const inOrder = (low: Field, high: Field): Mistake[] =>
  low.entries().flatMap(([name, field]) => {
    const [least, most] = [quantityOf(field.value), quantityOf(high.at(name).value)];
    if (least === undefined || most === undefined || least <= most) return [];
    return [field.refused('requests-over-limits', `is ${field.printed}, but ${high.path.at(-1)} is ${high.at(name).printed}`, 'lower it')];
  });

/** Fields of a PersistentVolume that are not its source. */
const NO_SOURCES = [
  ...['accessModes', 'capacity', 'claimRef', 'mountOptions', 'nodeAffinity', 'persistentVolumeReclaimPolicy', 'storageClassName'],
  ...['volumeAttributesClassName', 'volumeMode'],
];

export const persistentVolume: Validator = (object) => {
  const spec = object.at('spec');
  const sources = spec.entries().flatMap(([name]) => (NO_SOURCES.includes(name) ? [] : [name]));
  return [
    ...requiredList(spec.at('accessModes'), 'add one of ReadWriteOnce, ReadWriteMany, ReadOnlyMany'),
    ...(spec.at('capacity').size > 0
      ? all(spec.at('capacity'), 1)
      : [spec.at('capacity').refused('missing-field', 'is missing', 'add storage')]),
    ...spec.items('accessModes').flatMap((mode) => oneOf(mode, 'access-modes', MODES)),
    ...formed(spec.at('storageClassName'), 'invalid-reference', SUBDOMAIN),
    ...oneOf(spec.at('volumeMode'), 'invalid-value', ['Filesystem', 'Block']),
    ...oneOfOrEmpty(spec.at('persistentVolumeReclaimPolicy'), 'invalid-value', ['Retain', 'Delete', 'Recycle']),
    ...(sources.length === 1
      ? []
      : [
          spec.refused(
            'volume-source',
            sources.length > 1 ? `has ${sources.join(' and ')}` : 'names no source',
            'name one source, such as csi or nfs',
          ),
        ]),
  ];
};
