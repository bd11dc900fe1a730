/** A tier with the user's own Helm values, as it is checked. */
import type { Findings } from '../../../lib/cluster-file/findings';
import type { Release } from '../../../lib/releases/table';
import type { Path } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { CollectorRelease } from '../releases';

export interface OwnTier {
  /** The user's own values, and their key. */
  readonly user: Readonly<Values>;
  readonly key: Path;
  /** All values of the release. */
  readonly all: unknown;
  readonly release: Release<CollectorRelease>;
  readonly findings: Findings;
}
