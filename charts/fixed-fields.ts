/** The fields of a Helm release that the API server does not change, as far as they differ between releases of its chart. */
import { at, textAt } from '../lib/yaml/parsed';
import type { FixedField } from './component';
import { distributedReleases, monolithicReleases } from './tempo/releases';
import { traefikReleases } from './traefik/releases';

const TABLES = [distributedReleases, monolithicReleases, traefikReleases] as const;

/** @param values its Helm values, which decide what exists */
export function fixedFields(chart: string, version: string, values: Readonly<Record<string, unknown>>): readonly FixedField[] {
  const table = TABLES.find((each) => each.name === chart);
  return (table?.at(version).fixed ?? [])
    .filter(({ exists }) => (at(values, ...exists.by) ?? exists.byDefault) === exists.if)
    .map((field) => renamed(field, textAt(values, 'fullnameOverride')))
    .map((field) => ({ ...field, value: (field.replacedBy && textAt(values, ...field.replacedBy)) ?? field.value }));
}

/** The names in the tables begin with the default name of the release. */
const renamed = (field: FixedField, fullname: string | undefined): FixedField =>
  fullname === undefined ? field : { ...field, name: field.name.replace(/^tempo(?=-|$)/, fullname) };
