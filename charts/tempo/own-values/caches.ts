/** The caches of tempo-distributed: none without memcached, and Tempo uses and reaches those that are on. */
import { at, listAt, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { Checked } from '../check/checked';
import { valuesKeyOf } from '../config';
import { cachesOf } from '../pods/labels';
import type { DistributedRelease } from '../releases';
import { CACHE } from '../releases/metadata';
import { TEMPO_RULES } from '../rules';

/** The paths of the user's own list of caches: as a value of the chart, or in the configuration, where it wins. */
const LISTS = [
  ['cache', 'caches'],
  ['tempo', 'structuredConfig', 'cache', 'caches'],
] as const;

const hasList = (values: Readonly<Values>): boolean => LISTS.some((path) => at(values, ...path) !== undefined);

/** The values with which Tempo uses no cache, where the chart writes the address of a memcached that is off. */
export const cacheDefaults = (values: Readonly<Values>, release: DistributedRelease): Values[] =>
  release.withoutCache && !cachesOf(values, release).includes(CACHE) && !hasList(values) ? [release.withoutCache] : [];

/** Of a cache for one role, the chart writes the address into Tempo's configuration only if the cache for all roles is on. */
export function checkCaches({ config: { values, keys }, findings, chart }: Checked, release: DistributedRelease): void {
  const caches = cachesOf(values, release);
  const key = valuesKeyOf({ keys });
  for (const cache of caches.filter((each) => textAt(values, each, 'replicas') === '0')) {
    const problem = `0 leaves no pod behind the address that ${chart} writes into Tempo's configuration`;
    findings.error(
      [...key, cache, 'replicas'],
      TEMPO_RULES.says('workload-without-replicas', problem, 'use 1 or more, or set enabled: false'),
    );
  }
  if (caches.includes(CACHE) || LISTS.some((path) => listAt(values, ...path).length > 0)) return;
  for (const cache of caches) {
    const problem = `Tempo does not use it, because ${chart} configures it only beside ${findings.where([...key, CACHE, 'enabled'])}, which is off`;
    findings.warning(
      [...key, cache, 'enabled'],
      TEMPO_RULES.says('cache-unused', problem, 'turn memcached on, or list it in cache.caches of tempo.values'),
    );
  }
}
