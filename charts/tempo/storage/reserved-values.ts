/** Helm values that a user must not set because `tempo.storage` determines them. */
import type { ReservedValues } from '../../user-values';
import type { Storage } from './storage';

/** @param prefix the prefix of `storage` in the values: `tempo.` in the chart tempo, empty in tempo-distributed */
export const reservedStorageValues = (storage: Storage, prefix = ''): ReservedValues => [
  [`${prefix}storage.trace.backend`, `remove it, because ${storage.keyText()} stores traces in ${storage.title}`],
  [`${prefix}storage.trace.${storage.name}`, `set it in ${storage.keyText()}`],
];

/** Flags that a user must not set, by pattern. */
export const reservedStorageFlags = (storage: Storage): readonly (readonly [flag: RegExp, instead: string])[] => [
  [new RegExp(`^--?storage\\.trace\\.(backend|${storage.name})\\b`), `set it in ${storage.keyText()}`],
];
