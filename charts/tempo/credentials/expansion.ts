/** Whether a credential survives the way that Tempo takes it into its configuration. */
import { FAILSAFE_SCHEMA, load } from 'js-yaml';

/**
 * Tempo expands `${NAME}` in the text of its configuration and parses the result, so that a value lands there unquoted,
 * and Helm's toYaml strips any quotes that one would put around it.
 * @returns what breaks it, in words; undefined for a value that arrives as it is
 */
export function brokenBySplicing(value: string): string | undefined {
  if (value === '') return 'it is empty';
  if (/[\r\n]/.test(value)) return 'it has more than one line';
  if (value !== value.trim()) return 'it starts or ends with a blank';
  if (/^(~|null|Null|NULL)$/.test(value)) return 'YAML reads it as nothing';
  try {
    const read = load(`key: ${value}\n`, { schema: FAILSAFE_SCHEMA });
    return (read as { key?: unknown }).key === value ? undefined : 'YAML reads it as something else';
  } catch {
    return 'YAML cannot read it';
  }
}
