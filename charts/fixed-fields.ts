/** The fields of a Helm release that the API server does not change, as far as they differ between releases of its chart. */
import { at, textAt } from '../lib/yaml/parsed';
import type { FixedField } from './component';
import { distributedReleases } from './tempo/releases';
import { TRAEFIK, traefikReleases } from './traefik/releases';

/** @param values its Helm values, which decide what exists */
export function fixedFields(chart: string, version: string, values: Readonly<Record<string, unknown>>): readonly FixedField[] {
  if (chart === distributedReleases.name) return at(values, 'memcached', 'enabled') === false ? [] : distributedReleases.at(version).fixed;
  if (chart !== TRAEFIK) return [];
  const kind = textAt(values, 'deployment', 'kind') ?? 'Deployment';
  return traefikReleases.at(version).fixed.filter((field) => field.kind === kind);
}
