/** Helm values of Tempo's charts that become labels and annotations. */
import type { Metadata } from '../metadata/config';
import { isOffIn, type MetadataPaths, metadataValues, pathsOf } from '../metadata/values';
import type { Values } from '../user-values';
import { CACHE } from './metadata-releases';
import { WORKLOADS, type Workload } from './workloads';

/** @param running the microservices that run; undefined for one process @param values all other values */
export function tempoMetadata(
  metadata: Metadata,
  paths: MetadataPaths | undefined,
  running: readonly Workload[] | undefined,
  values: Values,
): object[] {
  const isOff = (part: string) =>
    part === CACHE
      ? isOffIn(values, part, true)
      : part === 'serviceMonitor'
        ? isOffIn(values, part, false)
        : running !== undefined && (WORKLOADS as readonly string[]).includes(part) && !(running as readonly string[]).includes(part);
  return metadataValues(metadata, paths && pathsOf(paths, isOff));
}
