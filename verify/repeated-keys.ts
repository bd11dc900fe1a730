/** Keys that the output of Helm has twice in one map, and whose last value is the right one. */
import { type AcceptRepeat, isSameScalar, loadYamlDocuments } from '../lib/helm/yaml';
import { leavesOf } from '../lib/yaml/parsed';
import type { Installation } from './stack';

/** `labels`, `podAnnotations` */
const METADATA = /(label|annotation)s$/i;

/**
 * Whether each duplicate key has the same value twice, such as a label of two Helm values, or is a label or an annotation of the chart that
 * the values replace. The chart tempo up to 1.21.0 writes the label `release` before those of `serviceMonitor.additionalLabels`.
 * @param text the output of Helm, which is valid YAML but for duplicate keys
 */
export function hasOnlyHarmlessRepeats(text: string, values: Installation['values']): boolean {
  const accepts: AcceptRepeat = (key, lost, kept) => isSameScalar(key, lost, kept) || isReplaced(values, key, lost, kept);
  try {
    loadYamlDocuments(text, { duplicates: accepts });
    return true;
  } catch {
    return false;
  }
}

/** Whether the values set the label or annotation to the value that counts, and nowhere to the one that is lost. */
function isReplaced(values: Installation['values'], key: unknown, lost: unknown, kept: unknown): boolean {
  const asked = leavesOf(values).flatMap(([path, value]) => (path.at(-1) === key && METADATA.test(String(path.at(-2))) ? [value] : []));
  return asked.includes(kept) && !asked.includes(lost);
}
