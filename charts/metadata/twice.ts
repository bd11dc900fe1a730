/**
 * Labels of the user's own Helm values that a chart writes beside those of the cluster file: the key is there twice then, which YAML does
 * not allow. Found by rendering the charts with each of their values for labels.
 */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import { leavesOf, type Path } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { metadataOf } from './of-app';
import { METADATA_RULES } from './rules';
import type { MetadataPaths } from './values';

export interface UserLabels {
  readonly values: Values;
  /** The key of the user's values in the cluster file. */
  readonly key: Path;
  /** `tempo-distributed 2.26.2` */
  readonly chart: string;
  /** The values that get `metadata`. @default none do */
  readonly metadata?: MetadataPaths;
  /** Values with the labels of all objects, a monitor among them. @default none */
  readonly all?: readonly string[];
  /** `monitoring.labels` of the monitor. @default none */
  readonly monitorLabels?: Readonly<Record<string, string>>;
  /** Keys of subcharts, whose objects do not have them. @default none */
  readonly apart?: readonly string[];
}

export function warnOfLabelsTwice(construct: Construct, of: UserLabels, findings: Findings): void {
  const { labels } = metadataOf(construct);
  const { values, key, chart, metadata, all = [], monitorLabels = {} } = of;
  if (Object.keys(labels).length === 0 && Object.keys(monitorLabels).length === 0) return;
  for (const [path] of leavesOf(values)) {
    const map = mapOf(path);
    const name = String(path.at(-1));
    const asked =
      metadata && Object.hasOwn(labels, name) && isBeside(map, metadata, of.apart)
        ? 'metadata'
        : all.includes(map) && Object.hasOwn(monitorLabels, name)
          ? 'monitoring'
          : undefined;
    if (!asked) continue;
    const other = findings.where([asked, 'labels', name]);
    const problem = `is a label that ${other} sets too, and ${chart} writes both, of which only one counts`;
    findings.warning([...key, ...path], METADATA_RULES.says('label-twice', problem, 'remove it, or use another key'));
  }
}

/** The path of the map that has a value; empty within a list. */
const mapOf = (path: Path): string => (path.every((step) => typeof step === 'string') ? path.slice(0, -1).join('.') : '');

/** `service.labels` or `serviceMonitor.additionalLabels`, but not those of a claim, a selector or an alert. */
const LABELS = /(^|\.)(?!match|additionalRule)(\w*L|l)abels$/;
const OF_CLAIM = /(^|\.)persistence\.labels$/;
const OF_PODS = /(^|\.)podLabels$/;

function isBeside(map: string, { labels, all = [], hasAllPods = false }: MetadataPaths, apart: readonly string[] = []): boolean {
  if (labels.includes(map) || apart.some((key) => map.startsWith(`${key}.`))) return false;
  if (all.includes(map)) return true;
  if (all.some((path) => labels.includes(path))) return LABELS.test(map) && !OF_CLAIM.test(map);
  return hasAllPods && OF_PODS.test(map);
}
