/** The label by which Helm's charts mark what they render. */
import { textAt } from '../../lib/yaml/parsed';
import type { Manifest } from '../stack';

/** The chart that rendered an object, by its label `tempo-distributed-2.23.4`. */
export function chartLabelOf({ metadata }: Manifest): { readonly chart: string; readonly version: string } | undefined {
  const [, chart, version] = /^(.+)-(\d+\.\d+\.\d+)/.exec(textAt(metadata, 'labels', 'helm.sh/chart') ?? '') ?? [];
  return chart === undefined || version === undefined ? undefined : { chart, version };
}
