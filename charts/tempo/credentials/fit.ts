/** Which credentials a storage takes. */
import { type Findings, keyOf } from '../../../lib/cluster-file/findings';
import type { Path } from '../../../lib/yaml/parsed';
import type { TempoConfig } from '../config';
import { CREDENTIALS_RULES } from './rules';

/** The kind of the credentials in the cluster file; undefined without any. */
function kindOf({ credentials = {} }: Pick<TempoConfig, 'credentials'>): Path | undefined {
  const [kind] = Object.keys(credentials);
  return kind === 'identity' ? [kind, ...Object.keys(credentials.identity ?? {})] : kind === undefined ? undefined : [kind];
}

/** Whether the storage takes these credentials. */
export function fitsStorage(config: Pick<TempoConfig, 'credentials' | 'storage'>): boolean {
  const kind = kindOf(config);
  return kind === undefined || config.storage.backend.credentials.includes(keyOf(kind));
}

/** `a, b or c` */
export const anyOf = (ways: readonly string[]): string => [ways.slice(0, -1).join(', '), ...ways.slice(-1)].filter(Boolean).join(' or ');

/** Reports credentials of another storage. */
export function checkFit(config: TempoConfig, findings: Findings): void {
  const kind = kindOf(config);
  if (kind === undefined || fitsStorage(config)) return;
  const { storage } = config;
  const key = ['tempo', 'credentials', ...kind];
  const ways = storage.backend.credentials;
  const problem = `cannot be used with ${storage.keyText()}, which stores traces in ${storage.title}`;
  findings.errorAtKey(key, CREDENTIALS_RULES.says('do-not-fit', problem, `use ${anyOf(ways)}`));
}
