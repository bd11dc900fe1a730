/** The fields of a Helm release that the API server does not change, as far as they differ between releases of its chart. */
import { at, textAt } from '../../lib/yaml/parsed';
import type { FixedField } from '../component';
import { fullnameOf } from '../tempo/names/names';
import { TEMPO } from '../tempo/names/workloads';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { traefikReleases } from '../traefik/releases';

const TABLES = [distributedReleases, monolithicReleases, traefikReleases] as const;

/**
 * @param values its Helm values, which decide what exists
 * @param release the name of the Helm release, which begins the names of Tempo's objects
 */
export function fixedFields(
  chart: string,
  version: string,
  values: Readonly<Record<string, unknown>>,
  release = TEMPO,
): readonly FixedField[] {
  const table = TABLES.find((each) => each.name === chart);
  return (table?.at(version).fixed ?? [])
    .filter(({ exists }) => (at(values, ...exists.by) ?? exists.byDefault) === exists.if)
    .map((field) => renamed(field, fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') })))
    .map((field) => ({ ...field, value: (field.replacedBy && textAt(values, ...field.replacedBy)) ?? field.value }));
}

/** The names in the tables begin with the default name of the release. */
const renamed = (field: FixedField, fullname: string): FixedField => ({
  ...field,
  name: field.name.replace(new RegExp(`^${TEMPO}(?=-|$)`), fullname),
});
