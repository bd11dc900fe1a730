/** What a user's own Helm values must leave alone because `tempo.storage` decides it. */
import type { ReservedValues } from '../../user-values';
import type { Storage } from './storage';

/** @param prefix where the values of the chart have `storage`: `tempo.` in the chart tempo, nothing in tempo-distributed */
export const reservedStorageValues = (storage: Storage, prefix = ''): ReservedValues => [
  [`${prefix}storage.trace.backend`, `remove it, because ${storage.keyText()} stores traces in ${storage.title}`],
  [`${prefix}storage.trace.${storage.name}`, `set it in ${storage.keyText()}`],
];

/** Flags by pattern. */
export const reservedStorageFlags = (storage: Storage): readonly (readonly [flag: RegExp, instead: string])[] => [
  [new RegExp(`^--?storage\\.trace\\.(backend|${storage.name})\\b`), `set it in ${storage.keyText()}`],
];
