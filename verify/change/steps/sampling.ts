/** Traces that wait for a decision in the memory of the second tier of the collector. */
import { SAMPLING } from '../../../charts/collector/collector';
import { collectorReleases } from '../../../charts/collector/releases';
import { textAt } from '../../../lib/yaml/parsed';
import type { Side } from '../side';

/** What the end of its pods loses, as the end of a sentence; empty if it is not known. */
export function lossOfSampling({ releases }: Side): string {
  const tier = releases.find(({ releaseName }) => releaseName === SAMPLING);
  const release = tier && collectorReleases.find(tier.chart.version).release;
  if (!tier || !release) return '';
  const wait = textAt(tier.values, 'alternateConfig', 'processors', 'tail_sampling', 'decision_wait');
  const traces = `the traces of the last ${wait}, which wait for a decision,`;
  return release.decidesAtEnd ? `; ${traces} are decided from the spans that have arrived` : `; ${traces} are lost`;
}
