/** Which other release of the chart in use has something. */
import { keyOf } from '../../lib/cluster-file/findings';
import type { ReleaseTable } from '../../lib/releases/table';
import type { Checked } from './checked';
import { pinnedRelease } from './config';
import { distributedReleases, monolithicReleases, type TempoRelease } from './releases';

/** The nearest release with something, newer ones first: `pin tempo.chart 1.8.4 or newer`; undefined if none has it. */
export function pin({ config, version, distributed }: Checked, has: (release: TempoRelease) => boolean): string | undefined {
  const table: ReleaseTable<TempoRelease> = distributed ? distributedReleases : monolithicReleases;
  const key = keyOf(pinnedRelease(config).key);
  const newer = table.firstAfter(version, has);
  if (newer !== undefined) return `pin ${key} ${newer} or newer`;
  const older = table.lastBefore(version, has);
  return older === undefined ? undefined : `pin ${key} ${older} or older`;
}

/** The same for what Tempo itself has: with the user's own image tag, another chart changes nothing. */
export function pinNearest(checked: Checked, release: TempoRelease, has: (release: TempoRelease) => boolean): string | undefined {
  const table: ReleaseTable<TempoRelease> = checked.distributed ? distributedReleases : monolithicReleases;
  return table.at(checked.version).tempo.version === release.tempo.version ? pin(checked, has) : undefined;
}
