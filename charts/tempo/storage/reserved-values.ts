/** Helm values that a user must not set because `tempo.storage` determines them. */
import type { ReservedValues } from '../../helm-values/user-values';
import { anyOf } from '../credentials/fit';
import { isDisk, type StorageBackend } from './backend';
import { BACKENDS } from './backends';
import type { Storage } from './storage';

/** The prefix of `storage` in the values of the chart tempo. */
const MONOLITHIC = 'tempo.';

/** @param prefix the prefix of `storage` in the values: `tempo.` in the chart tempo; in tempo-distributed empty, and `tempo.structuredConfig.` */
export function reservedStorageValues(storage: Storage, prefix = ''): ReservedValues {
  const { backend, name, title } = storage;
  const part = `${prefix}storage.trace.${name}`;
  const { fields, otherFields = {} } = backend.reserved;
  const isPossible = (other: StorageBackend) => !isDisk(other) || prefix === MONOLITHIC;
  const others = Object.entries<StorageBackend>(BACKENDS).flatMap(([other, each]) =>
    other !== name && isPossible(each) ? [`tempo.storage.${other}`] : [],
  );
  return [
    [`${prefix}storage.trace.backend`, `remove it, because ${storage.keyText()} stores traces in ${title}, or use ${anyOf(others)}`],
    ...Object.entries(fields).map(
      ([field, setting]) =>
        [`${part}.${field}`, `set it in ${storage.keyText(setting)}`, undefined, storage.isOff(setting) ? false : undefined] as const,
    ),
    ...backend.rendered.credentials.map(({ field }) => [`${part}.${field}`, 'set tempo.credentials'] as const),
    // Switches among them are off by default.
    ...Object.entries(otherFields).map(([field, instead]) => [`${part}.${field}`, instead, undefined, false] as const),
  ];
}

/** Flags that a user must not set, by pattern. */
export const reservedStorageFlags = (storage: Storage): readonly (readonly [flag: RegExp, instead: string])[] => [
  [new RegExp(`^--?storage\\.trace\\.(backend|${storage.name})\\b`), `set it in ${storage.keyText()}`],
];
