/** YAML as this project writes it. */
import { dump } from 'js-yaml';

/**
 * One value as YAML, with the same bytes on every machine: no anchors, no folding, and quotes around texts that a YAML 1.1
 * reader, such as that of Helm and kubectl, reads differently.
 */
export const toYaml = (value: unknown): string => dump(value, { noRefs: true, lineWidth: -1 });

/** Several objects as one file of YAML documents. */
export const toYamlDocuments = (objects: readonly unknown[]): string => objects.map(toYaml).join('---\n');
