/** A value as reports print it. */
import { withoutPassword } from '../../../lib/helm/without-password';
import { at, type Path } from '../../../lib/yaml/parsed';
import { isReference, mayBeSecret } from '../../world/secret-names';

/** In JSON; what may be a credential is masked. */
export function printedValue(path: Path, values: unknown): string {
  const value = at(values, ...path);
  // The name of a container's variable is beside its value.
  const beside = path.at(-1) === 'value' ? at(values, ...path.slice(0, -1), 'name') : undefined;
  const isSecret = mayBeSecret(path) || (typeof beside === 'string' && mayBeSecret([beside]));
  const isPlain = (typeof value === 'string' && value !== '' && !isReference(value)) || typeof value === 'number';
  return isSecret && isPlain ? '"***"' : withoutPassword(JSON.stringify(value));
}
