/** The limits of single tenants, in the file that the configuration of a Tempo names. */
import { loadYaml } from '../../lib/helm/yaml';
import { mapAt, textAt } from '../../lib/yaml/parsed';
import type { World } from '../stack';
import { type MountedFile, mountedFile } from './mounted-file';
import type { RunningTempo } from './tempo';

type Files = Pick<RunningTempo, 'config' | 'readers'>;

/** The file of `overrides.per_tenant_override_config`; undefined if no process of Tempo mounts it. */
export function tenantLimitsFile({ config, readers }: Files, world: World): MountedFile | undefined {
  const path = textAt(config, 'overrides', 'per_tenant_override_config');
  const files = path ? readers.map((reader) => mountedFile(path, reader, world)) : [];
  return files.find((file) => file !== undefined);
}

/**
 * The limits in that file, by tenant. They inherit nothing, in every release: `getOverridesForUser` of
 * modules/overrides/runtime_config_overrides.go (overrides.go up to 2.1) returns the entry of the tenant, else that of `*`, else the defaults.
 */
export function tenantLimitsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return mapAt(loadYaml(text), 'overrides');
  } catch {
    return {}; // Tempo does not start with it either
  }
}
