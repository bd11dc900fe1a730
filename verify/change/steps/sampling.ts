/** Traces that wait for a decision in the memory of the second tier of the collector. */
import { SAMPLING, SAMPLING_COMPONENT } from '../../../charts/collector/collector';
import { collectorReleases } from '../../../charts/collector/releases';
import { keyOfComponent } from '../../../charts/component-keys';
import { type Finding, note } from '../../../lib/findings/finding';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** What the end of its pods loses, as the end of a sentence; empty if it is not known. */
export function lossOfSampling({ sampling }: Pick<Side, 'sampling'>): string {
  const release = sampling && collectorReleases.find(sampling.version).release;
  if (!release) return '';
  const traces = `the traces of the last ${sampling.decisionWait}, which wait for a decision,`;
  return release.decidesAtEnd ? `; ${traces} are decided from the spans that have arrived` : `; ${traces} are lost`;
}

/** Fewer of its pods, while the others run on. */
export function fewerSamplers({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.sampling?.replicas, after.sampling?.replicas];
  if (old === undefined || now === undefined || now >= old) return [];
  const key = keyOfComponent(SAMPLING_COMPONENT);
  const problem = `${now} instead of ${old} pods of ${SAMPLING}${lossOfSampling(before)}`;
  return [note(where([...key, 'replicas']), CHANGE_RULES.says('scaled-down', problem), { subject: key.join('.'), name: SAMPLING })];
}
