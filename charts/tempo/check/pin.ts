/** Which other release of the chart in use has something. */
import { keyOf } from '../../../lib/cluster-file/findings';
import type { ReleaseTable } from '../../../lib/releases/table';
import { pinnedRelease } from '../config';
import { type TempoProduct, tempoProduct } from '../product';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../releases';
import type { Checked } from './checked';

/** The release that the cluster file pins. */
type Pinned = Pick<Checked, 'config' | 'version' | 'distributed'>;

/** The nearest release with something, newer ones first: `pin tempo.chart 1.8.4 or newer`; undefined if none has it. */
export function pin({ config, version, distributed }: Pinned, has: (release: TempoRelease) => boolean): string | undefined {
  const table: ReleaseTable<TempoRelease> = distributed ? distributedReleases : monolithicReleases;
  const key = keyOf(pinnedRelease(config).key);
  const newer = table.firstAfter(version, has);
  if (newer !== undefined) return `pin ${key} ${newer} or newer`;
  const older = table.lastBefore(version, has);
  return older === undefined ? undefined : `pin ${key} ${older} or older`;
}

/** The same for what Tempo itself has: with the user's own image tag, another chart changes nothing. */
export function pinNearest(checked: Pinned, release: TempoRelease, has: (release: TempoRelease) => boolean): string | undefined {
  const table: ReleaseTable<TempoRelease> = checked.distributed ? distributedReleases : monolithicReleases;
  return table.at(checked.version).tempo.version === release.tempo.version ? pin(checked, has) : undefined;
}

/** The way to a Tempo that has something: `pin tempo.chart 1.5.0 or newer`, or `use Tempo 2.2.0 or newer` with the user's own image tag. */
export const pinTempo = (checked: Pinned, release: TempoRelease, has: (tempo: TempoProduct) => boolean): string =>
  pinNearest(checked, release, ({ tempo }) => has(tempo)) ?? `use Tempo ${tempoProduct.first(has)} or newer`;
