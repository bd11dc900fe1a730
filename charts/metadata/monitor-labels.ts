/**
 * Labels of a monitor that `metadata` gives it too. A chart with one value for the labels of all objects writes both, so that a key is
 * there twice, which YAML does not allow (rendered for every release of the charts with such a value).
 */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import { metadataOf } from './of-app';
import { METADATA_RULES } from './rules';
import type { MetadataPaths } from './values';

type Labels = Readonly<Record<string, string>>;

export interface Monitor {
  /** `tempo-distributed 2.26.2` */
  readonly chart: string;
  /** The path of the value with the labels of the monitor alone. */
  readonly path: string;
  /** The values of the chart that get `metadata`; undefined if none do. */
  readonly metadata: MetadataPaths | undefined;
}

/**
 * The labels that are left for the monitor, without those that it has by `metadata`. Another value than there is a warning, unless both
 * are in one map of the values, where that of `monitoring` wins.
 * @param labels `monitoring.labels`
 */
export function labelsOfMonitor(construct: Construct, labels: Labels, { chart, path, metadata }: Monitor, findings: Findings): Labels {
  if (!metadata || metadata.labels.includes(path)) return labels;
  const general = metadataOf(construct).labels;
  const own = Object.entries(labels).filter(([key, value]) => !Object.hasOwn(general, key) || general[key] !== value);
  for (const [key, value] of own) {
    if (!Object.hasOwn(general, key)) continue;
    const problem = `${value} differs from ${findings.where(['metadata', 'labels', key])}, and a monitor of ${chart} has both, of which only one counts`;
    findings.warning(['monitoring', 'labels', key], METADATA_RULES.says('label-twice', problem, 'use the same value, or another key'));
  }
  return Object.fromEntries(own);
}
