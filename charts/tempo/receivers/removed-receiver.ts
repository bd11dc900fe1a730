/** A receiver that the Tempo in use no longer has: the release that removed it, and the last release with it. */
import type { ReleaseTable } from '../../../lib/releases/table';
import type { Path } from '../../../lib/yaml/parsed';
import { pinnedRelease, type TempoConfig } from '../config';
import { imageTagKey } from '../own-values/image-tag';
import { tempoProduct } from '../product';
import type { Receiver } from '../receivers';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../releases';

/** What pins a Tempo without the receiver. */
interface Pin {
  /** The key of the cluster file. */
  readonly key: Path;
  /** The release that it pins. */
  readonly version: string;
  /** Whether that is a release of Tempo, by the tag of its image, and not of the chart. */
  readonly isImage: boolean;
}

export interface RemovedReceiver extends Pin {
  /** The release of Tempo that removed it. */
  readonly tempo: string;
  /** The first chart release without it; undefined if an image tag pins Tempo. */
  readonly chart?: string;
  /** The last release with it, of the chart or image that `key` pins. */
  readonly last: string | undefined;
}

const tableOf = ({ chart }: TempoConfig): ReleaseTable<TempoRelease> => (chart === undefined ? monolithicReleases : distributedReleases);

/** @returns undefined if Tempo has the receiver */
export function removingPin(name: Receiver, { tempo }: TempoRelease, config: TempoConfig): Pin | undefined {
  if (tempo.receivers.includes(name)) return undefined;
  const pinned = pinnedRelease(config);
  const isImage = tableOf(config).at(pinned.version)?.tempo.receivers.includes(name);
  return isImage ? { key: imageTagKey(config), version: tempo.version, isImage } : { ...pinned, isImage: false };
}

/** The same, with the releases that a message needs, which takes a hundred times as long. */
export function removedReceiver(name: Receiver, release: TempoRelease, config: TempoConfig): RemovedReceiver | undefined {
  const pin = removingPin(name, release, config);
  if (!pin) return undefined;
  const has = ({ receivers }: Pick<TempoRelease['tempo'], 'receivers'>) => receivers.includes(name);
  const { version } = release.tempo;
  const since = tempoProduct.since(version, (tempo) => !has(tempo)) ?? version;
  if (pin.isImage) return { ...pin, tempo: since, last: tempoProduct.lastBefore(version, has) };
  const table = tableOf(config);
  const chart = table.since(pin.version, ({ tempo }) => !has(tempo));
  return { ...pin, tempo: since, ...(chart !== undefined && { chart }), last: table.lastBefore(pin.version, ({ tempo }) => has(tempo)) };
}
