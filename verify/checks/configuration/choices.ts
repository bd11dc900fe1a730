/** Checks the fields of Tempo's configuration whose value is one of a few words. With another word, no process starts. */
import { BACKENDS } from '../../../charts/tempo/storage/backends';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listedOr } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { type RunningTempo, tempoVersionOf } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

/** Those of storage.trace.backend (tempodb/tempodb.go). */
const STORAGE: readonly string[] = Object.keys(BACKENDS);

/** What a cache can keep (`allRoles` of modules/cache/config.go, the same from 2.4 to 3.0). */
const ROLES: readonly string[] = [
  'bloom',
  'trace-id-index',
  'parquet-footer',
  'parquet-column-idx',
  'parquet-offset-idx',
  'parquet-page',
  'frontend-search',
];

export function checkChoices({ config, readers, placed, key }: RunningTempo, { declared }: World): Finding[] {
  if (!readers.some((reader) => tempoVersionOf(reader) !== undefined)) return [];
  return [...(declared.storage ? [] : storage(config)), ...roles(config)].map((statement) =>
    error(placed.place, statement, { ...aboutObject(placed.object), part: key }),
  );
}

function storage(config: RunningTempo['config']): Statement[] {
  const name = textAt(config, 'storage', 'trace', 'backend');
  return name === undefined ? [] : unknown('storage.trace.backend', name, STORAGE);
}

function roles(config: RunningTempo['config']): Statement[] {
  const claimed = listAt(config, 'cache', 'caches').flatMap((cache, index) =>
    listAt(cache, 'roles').map((role) => ({ role: textFrom(role), field: `cache.caches[${index}].roles` })),
  );
  return claimed.flatMap(({ role, field }, index) => {
    const earlier = claimed.slice(0, index).find((other) => other.role === role);
    if (!earlier) return unknown(field, role, ROLES);
    const problem = `${field} has ${role}, which ${earlier.field === field ? 'is there twice' : `${earlier.field} has too`}, so Tempo does not start`;
    return [CONFIGURATION_RULES.says('impossible-value', problem, 'remove one of them')];
  });
}

/** A variable has its value only in the process. */
function unknown(field: string, word: string, known: readonly string[]): Statement[] {
  if (known.includes(word) || word.includes('$')) return [];
  const problem = `${field} is ${word || 'empty'}, and Tempo does not start with it`;
  return [CONFIGURATION_RULES.says('impossible-value', problem, `use ${nearest(word, known) ?? listedOr(known)}`)];
}
