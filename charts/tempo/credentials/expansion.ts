/** Whether Tempo reads a credential from its environment unchanged. */
import { FAILSAFE_SCHEMA, load } from 'js-yaml';

/**
 * Tempo replaces `${NAME}` in the text of its configuration and parses the result, so a value is inserted unquoted. Quotes in
 * the Helm values do not help: toYaml removes them.
 * @returns why the value would change, as a phrase; undefined if it does not
 */
export function brokenBySplicing(value: string): string | undefined {
  if (value === '') return 'it is empty';
  // YAML 1.1, which Tempo's parser reads, has three more line breaks than YAML 1.2.
  if (/[\r\n\u0085\u2028\u2029]/.test(value)) return 'it has more than one line';
  if (value.includes('\ufeff')) return 'it has a byte order mark';
  if (value !== value.trim()) return 'it starts or ends with a space';
  if (/^(~|null|Null|NULL)$/.test(value)) return 'YAML reads it as null';
  try {
    const read = load(`key: ${value}\n`, { schema: FAILSAFE_SCHEMA });
    return (read as { key?: unknown }).key === value ? undefined : 'YAML reads another value';
  } catch {
    return 'it is not valid YAML';
  }
}
