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
 * The files beside the verified ones that extend a base with a mistake in an acceptance. Nothing else depends on them.
 * @param mistakes those in the acceptances of the verified clusters
 * @param sources the verified cluster files
 * @param others reads the cluster files beside them; not called if no base has a mistake
 */
export function besideOf(
  mistakes: readonly Finding[],
  sources: readonly ClusterSource[],
  others: () => readonly ClusterSource[],
  scope: AcceptScope,
): Beside[] {
  const shared = new Set(sources.flatMap(({ bases = [] }) => bases.map(({ file }) => file)));
  const files = new Set(mistakes.flatMap(({ place: { file } }) => (shared.has(file) ? file : [])));
  if (files.size === 0) return [];
  return others()
    .filter(({ bases = [] }) => bases.some(({ file }) => files.has(file)))
    .map((source) => {
      const { config } = readClusterFile(source);
      const own = config ? acceptancesAt(config.accept ?? [], ['accept'], new Findings(source.file, documentOf(source))) : [];
      return { source, acceptances: own, findings: mistakesIn(own, [], scope).filter(({ rule }) => rule !== UNUSED) };
    });
}
