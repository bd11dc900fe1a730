/** What is wrong in the user's own values of Traefik, whatever the rest of the stack is. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Values } from '../helm-values/user-values';
import type { Pinned } from './collector';
import { checkEntryPoints } from './exposure/entry-points';
import { checkFlags } from './own-values/flags';
import { checkRenamed } from './own-values/renamed';
import { checkStaticFile } from './own-values/static-file';
import type { TraefikRelease } from './releases';

export function checkOwnValues(user: Readonly<Values>, release: TraefikRelease, pinned: Pinned, findings: Findings): void {
  if (Object.keys(user).length === 0) return;
  checkEntryPoints(user, release, findings);
  checkFlags(user, release, pinned, findings);
  checkRenamed(user, release, pinned, findings);
  checkStaticFile(user, findings);
}
