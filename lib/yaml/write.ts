/** YAML as this project writes it. */
import { dump } from 'js-yaml';

/**
 * One value as YAML, the same bytes everywhere: no anchors, no folding, and everything in quotes that a YAML 1.1 reader, such
 * as the one of Helm and kubectl, would take for something else.
 */
export const toYaml = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** Several objects as one file of YAML documents. */
export const toYamlDocuments = (objects: readonly unknown[]): string => objects.map(toYaml).join('---\n');
