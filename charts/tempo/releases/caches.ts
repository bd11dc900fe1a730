/** What each release of tempo-distributed decides about memcached. Found by rendering every release without it. */
import type { Values } from '../../helm-values/user-values';

export interface CacheFacts {
  /** The caches that only a user's values turn on, each for one role, by their keys in the values. */
  readonly roleCaches: readonly string[];
  /** The values with which Tempo uses no cache, where the chart writes the address of memcached also if it is off. @default none */
  readonly withoutCache?: Values;
}

type Row = readonly [since: string, facts: Partial<CacheFacts>];

/** Tempo reads no address of a cache without a kind (`New` in tempodb/tempodb.go of Tempo 1.5.0 to 2.3.1). */
const NO_KIND: Values = { tempo: { structuredConfig: { storage: { trace: { cache: '' } } } } };

/** From 2.11.0, each may have a memcached of its own. */
export const ROLE_CACHES: readonly string[] = ['memcachedBloom', 'memcachedParquetFooter', 'memcachedFrontendSearch'];

export const DISTRIBUTED_CACHES: readonly Row[] = [
  ['0.27.0', { withoutCache: NO_KIND }],
  ['1.2.6', { withoutCache: undefined }], // its configuration asks for memcached.enabled
  ['1.9.0', { withoutCache: { cache: { caches: [] } } }], // `cache` of Tempo 2.4, a value that names memcached by default
  ['2.11.0', { roleCaches: ROLE_CACHES }],
];
