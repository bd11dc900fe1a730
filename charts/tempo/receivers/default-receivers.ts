/** The receivers that the chart tempo lists by default. */
import type { Checked } from '../check/checked';
import { pin } from '../check/pin';
import { imageTagKey } from '../own-values/image-tag';
import { tempoProduct } from '../product';
import { monolithicReleases, type TempoRelease } from '../releases';
import { TEMPO_RULES } from '../rules';

/**
 * The chart lists all receivers of the Tempo that it ships. A newer Tempo, by the user's image tag, does not start with one that it no
 * longer has.
 */
export function checkDefaultReceivers(checked: Checked, { tempo }: TempoRelease): void {
  const { findings, config, chart, version } = checked;
  const shipped = monolithicReleases.at(version).tempo;
  for (const name of shipped.receivers) {
    if (tempo.receivers.includes(name) || config.receivers.includes(name)) continue;
    const problem = `Tempo ${tempo.version} does not start with the receiver ${name}, which ${chart} lists by default`;
    const last = tempoProduct.lastBefore(tempo.version, ({ receivers }) => receivers.includes(name));
    const newer = pin(checked, (other) => !other.tempo.receivers.includes(name));
    const ways = [...(last === undefined ? [] : [`use ${last} or older`]), ...(newer === undefined ? [] : [newer])];
    findings.errorAtKey(imageTagKey(config), TEMPO_RULES.says('removed-by-default', problem, ways.join(', or ')));
  }
}
