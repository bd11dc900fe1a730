/** A receiver that the Tempo in use no longer has: the release that removed it, and the last release with it. */
import type { Release, ReleaseTable } from '../../../lib/releases/table';
import type { Path } from '../../../lib/yaml/parsed';
import { pinnedRelease, type TempoConfig } from '../config';
import { imageTagKey } from '../own-values/image-tag';
import { tempoProduct } from '../product';
import type { Receiver } from '../receivers';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../releases';

export interface RemovedReceiver {
  /** The release of Tempo that removed it. */
  readonly tempo: string;
  /** The key of the cluster file that pins a Tempo without it, and the release that it pins. */
  readonly key: Path;
  readonly version: string;
  /** The first chart release without it; undefined if an image tag pins Tempo. */
  readonly chart?: string;
  /** The last release with it, of the chart or image that `key` pins. */
  readonly last: string | undefined;
}

/** @returns undefined if Tempo has the receiver */
export function removedReceiver(name: Receiver, { tempo }: TempoRelease, config: TempoConfig): RemovedReceiver | undefined {
  if (tempo.receivers.includes(name)) return undefined;
  const pinned = pinnedRelease(config);
  const table: ReleaseTable<TempoRelease> = config.chart === undefined ? monolithicReleases : distributedReleases;
  const has = ({ tempo: { receivers } }: Pick<TempoRelease, 'tempo'>) => receivers.includes(name);
  const since = tempoProduct.since(tempo.version, (release) => !release.receivers.includes(name)) ?? tempo.version;
  const shipped = table.at(pinned.version)?.tempo;
  if (shipped?.receivers.includes(name)) {
    const last = tempoProduct.lastBefore(tempo.version, ({ receivers }) => receivers.includes(name));
    return { tempo: since, key: imageTagKey(config), version: tempo.version, last };
  }
  const chart = table.since(pinned.version, (release: Release<TempoRelease>) => !has(release));
  return { tempo: since, ...pinned, ...(chart !== undefined && { chart }), last: table.lastBefore(pinned.version, has) };
}
