/** What labels and annotations do not reach, because a chart has no value for it. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listed } from '../../lib/findings/listed';
import type { Metadata } from './config';
import { METADATA_RULES } from './rules';

/** The kinds of which some objects have no value for labels, and for annotations. */
export interface Unreached {
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
}

/** The same for one release of a chart. */
export interface UnreachedIn extends Unreached {
  /** `tempo-distributed 2.26.2` */
  readonly chart: string;
}

/** The kinds that exist. */
export const unreachedIn = (chart: string, { labels, annotations }: Unreached, exists: (kind: string) => boolean = () => true) => ({
  ...{ chart, labels: labels.filter(exists), annotations: annotations.filter(exists) },
});

/** With what further objects lack, each kind once. @param further undefined for nothing */
export function withFurther(unreached: Unreached, ...further: readonly (Partial<Unreached> | undefined)[]): Unreached {
  const all = (kind: keyof Unreached) => [...new Set([unreached, ...further].flatMap((each) => each?.[kind] ?? []))].toSorted();
  return { labels: all('labels'), annotations: all('annotations') };
}

/** One note for each chart. @param helm who renders the charts: what synth renders has them everywhere */
export function noteUnreached(charts: readonly UnreachedIn[], metadata: Metadata | undefined, helm: string, findings: Findings): void {
  if (!metadata || helm === 'manifests') return;
  for (const { chart, ...unreached } of charts)
    for (const kind of ['labels', 'annotations'] as const) {
      if (unreached[kind].length === 0 || Object.keys(metadata[kind]).length === 0) continue;
      const problem = `do not reach ${listed(unreached[kind])} of ${chart}, which has no value for ${kind} there`;
      const fix = 'use gitops.helm: manifests, which adds them to all';
      findings.note(['metadata', kind], METADATA_RULES.says('no-value', problem, fix));
    }
}
