/** Cluster files that extend the same bases as the verified ones, and are not verified themselves. */
import { acceptancesAt } from '../../lib/cluster-file/acceptances';
import { documentOf } from '../../lib/cluster-file/bases/bases';
import { Findings } from '../../lib/cluster-file/findings';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { type Acceptance, type AcceptScope, mistakesIn } from '../../lib/findings/accept/accept';
import { ACCEPT_RULES } from '../../lib/findings/accept/rules';
import type { Finding } from '../../lib/findings/finding';
import { readClusterFile } from '../read/cluster';

/** What is known of such a file without its output. */
export interface Beside {
  readonly source: ClusterSource;
  readonly acceptances: readonly Acceptance[];
  /** The mistakes in its acceptances. Whether one matches anything is not known. */
  readonly findings: readonly Finding[];
}

const UNUSED = ACCEPT_RULES.idOf('unused');

/**
 * @param acceptances those of the verified cluster files
 * @param others the cluster files beside them; only those are read that extend a base with one of these acceptances
 */
export function besideOf(acceptances: readonly Acceptance[], others: readonly ClusterSource[], scope: AcceptScope): Beside[] {
  const files = new Set(acceptances.map(({ place }) => place.file));
  return others
    .filter(({ bases = [] }) => bases.some(({ file }) => files.has(file)))
    .map((source) => {
      const { config } = readClusterFile(source);
      const own = config ? acceptancesAt(config.accept ?? [], ['accept'], new Findings(source.file, documentOf(source))) : [];
      return { source, acceptances: own, findings: mistakesIn(own, [], scope).filter(({ rule }) => rule !== UNUSED) };
    });
}
