/** Formats values for reports. */
import { withoutPassword } from '../../../lib/findings/without-password';
import { at, type Path } from '../../../lib/yaml/parsed';
import { isReference, mayBeSecret } from '../../world/secret-names';

/** The value as JSON. A possible credential is masked. */
export function printedValue(path: Path, values: unknown): string {
  const value = at(values, ...path);
  // For a variable of a container, the name is beside the value.
  const beside = path.at(-1) === 'value' ? at(values, ...path.slice(0, -1), 'name') : undefined;
  const isSecret = mayBeSecret(path) || (typeof beside === 'string' && mayBeSecret([beside]));
  const isPlain = (typeof value === 'string' && value !== '' && !isReference(value)) || typeof value === 'number';
  return isSecret && isPlain ? '"***"' : withoutPassword(JSON.stringify(value));
}
