/** What to do about an unknown field by which limits are at a wrong level, or in the configuration instead of the file of the tenants. */
import type { FieldType, TempoFields } from '../../../charts/tempo/config-fields/fields';
import { mistakesIn } from '../../../charts/tempo/config-fields/mistakes';
import { distributedReleases, monolithicReleases, type TempoRelease } from '../../../charts/tempo/releases';
import { at, isMap, type Path } from '../../../lib/yaml/parsed';
import { nameOfPath } from '../../world/value-path';

/** A repeated level, without which all is well: `overrides.overrides`. */
export interface Repeated {
  readonly path: Path;
  readonly fix: string;
}

/**
 * @param path of the unknown field
 * @param value of the whole file
 * @returns undefined if no level is repeated, or if the field is unknown without it too
 */
export function repeatedLevel(path: Path, value: unknown, type: FieldType): Repeated | undefined {
  const index = path.findIndex((step, place) => place > 0 && step === path[place - 1]);
  const level = path.slice(0, index + 1);
  if (index === -1 || !isMap(at(value, ...level))) return undefined;
  const isBelow = (other: Path) => path.slice(0, index).every((step, place) => other[place] === step);
  if (mistakesIn(withoutLevel(value, level), type).some((mistake) => isBelow(mistake.path))) return undefined;
  return { path: level, fix: `remove one of the two levels ${nameOfPath(path.slice(index, index + 1))}` };
}

/** The value with what is in a level one level up. */
function withoutLevel(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined || !isMap(value)) return value;
  const { [step]: child, ...others } = value;
  return rest.length === 0 ? { ...others, ...(isMap(child) ? child : {}) } : { ...value, [step]: withoutLevel(child, rest) };
}

const isRenamed = ({ overrides }: Pick<TempoRelease, 'overrides'>): boolean => overrides === 'overrides.defaults';
const RENAMED = [distributedReleases, monolithicReleases].map((table) => `${table.name} ${table.first(isRenamed)}`);
const VALUE = `per_tenant_overrides (of overrides before ${RENAMED.join(' and ')})`;

/** Where limits of tenants belong if they are in the configuration itself; undefined for another field. */
export function tenantsPlace([first, name, ...more]: Path, value: unknown, { overrides }: TempoFields): string | undefined {
  if (first !== 'overrides' || name === undefined || more.length > 0 || !isMap(value) || Object.keys(value).length === 0) return undefined;
  const fits = [{ [name]: value }, value].some((limits) => mistakesIn({ overrides: limits }, overrides).length === 0);
  return fits ? `write limits of tenants into the file of per_tenant_override_config, which the charts make of ${VALUE}` : undefined;
}
