/** PersistentVolumeClaims, and the templates of claims. */
import type { Mistake } from '../mistake';
import { type Field, formed, oneOf, required, requiredList } from './field';
import { SUBDOMAIN } from './formats';
import { quantityMistakes, quantityOf } from './quantity';
import { labelSelector } from './selectors';

export const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

export function claimSpec(spec: Field): Mistake[] {
  const modes = spec.at('accessModes');
  const size = spec.at('resources', 'requests', 'storage');
  return [
    ...requiredList(modes, 'add one of ReadWriteOnce, ReadWriteMany, ReadOnlyMany, ReadWriteOncePod'),
    ...modes.items().flatMap((mode) => oneOf(mode, 'access-modes', MODES)),
    ...(modes.size > 1 && modes.texts().includes('ReadWriteOncePod')
      ? [modes.refused('access-modes', 'has ReadWriteOncePod and others', 'keep one of them')]
      : []),
    ...required(size),
    ...['requests', 'limits'].flatMap((part) =>
      spec
        .entries('resources', part)
        .flatMap(([name, field]) => quantityMistakes(field, part === 'requests' && name === 'storage' ? 1 : 'any')),
    ),
    ...limitMistakes(spec),
    ...formed(spec.at('storageClassName'), 'invalid-reference', SUBDOMAIN),
    ...oneOf(spec.at('volumeMode'), 'invalid-value', ['Filesystem', 'Block']),
    ...labelSelector(spec.at('selector')),
  ];
}

/** The API server does not compare them, but provisioners do. */
function limitMistakes(spec: Field): Mistake[] {
  const limit = spec.at('resources', 'limits', 'storage');
  const [asked, most] = [quantityOf(spec.at('resources', 'requests', 'storage').value), quantityOf(limit.value)];
  if (asked === undefined || most === undefined || asked <= most) return [];
  const { rule, path, problem, fix } = limit.refused(
    'requests-over-limits',
    `is ${limit.printed}, but more is requested`,
    'raise it, or remove it',
  );
  return [{ rule, path, problem, fix, outcome: 'taken' }];
}
