/** The output of Helm with each key once, as some parsers of YAML require. */
import { YAMLException } from 'js-yaml';
import { isMap } from '../yaml/parsed';
import { toYamlDocuments } from '../yaml/write';
import { loadYamlDocuments, type YamlOptions } from './yaml';

/**
 * Manifests in which the last of several equal keys of a map is left, which is the one that Kubernetes gets. Documents without such keys
 * stay as they are.
 */
export const withSingleKeys = (text: string): string =>
  repeatsKeys(text)
    ? text
        .split(/^(?=---)/m)
        .map((document) => (repeatsKeys(document) ? rewritten(document) : document))
        .join('')
    : text;

const repeatsKeys = (text: string): boolean => !isValid(text) && isValid(text, { duplicates: true });

function isValid(text: string, options?: YamlOptions): boolean {
  try {
    loadYamlDocuments(text, options);
    return true;
  } catch (error) {
    if (error instanceof YAMLException) return false;
    throw error;
  }
}

/** Helm writes a comment with the template above each manifest. */
function rewritten(document: string): string {
  const [, start = '', comments = ''] = /^(---[ \t]*\n)?((?:#.*\n)*)/.exec(document) ?? [];
  return start + comments + toYamlDocuments(loadYamlDocuments(document, { duplicates: true }).filter(isMap));
}
