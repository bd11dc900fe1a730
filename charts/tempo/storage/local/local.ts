/** The disk of a Tempo that is one process, on the volume of `tempo.persistence`. */
import type * as z from 'zod';
import { lazyObject } from '../../../../lib/cluster-file/schema/lazy';
import type { CheckContext, StorageBackend, StorageFinding } from '../backend';
import { LOCAL_RULES } from './rules';

/** The default of the chart tempo, which mounts its volume at /var/tempo. */
const TRACES_PATH = '/var/tempo/traces';

const localConfig = lazyObject(() => ({}));

export const local = {
  title: "Tempo's own volume",
  schema: localConfig,
  rules: LOCAL_RULES,
  reserved: { variables: [], fields: {}, otherFields: { path: 'remove it, because the volume of tempo.persistence is there' } },
  credentials: [],
  rendered: { credentials: [], findsCredentialsBy: () => true, addresses: () => [] },
  check: checkLocal,
  setup: () => ({ values: { path: TRACES_PATH }, flags: {}, variables: [], volumes: [], mounts: [], serviceAccountAnnotations: {} }),
  dependencies: () => ({ destination: 'the volume of Tempo', requirements: [], addresses: [], objects: [] }),
  declares: () => [{ field: 'path', value: TRACES_PATH, neededBy: ['tempo', 'storage', 'local'] }],
} satisfies StorageBackend<z.infer<typeof localConfig>>;

function checkLocal(_settings: object, { isMonolithic, isPersistent }: CheckContext): readonly StorageFinding[] {
  if (!isMonolithic) {
    const problem = 'is the disk of one pod, which the microservices of tempo.chart do not share';
    const fix = 'use tempo.monolithic, or a storage outside of the pods such as tempo.storage.s3';
    return [{ statement: LOCAL_RULES.says('microservices', problem, fix) }];
  }
  if (isPersistent) return [];
  const problem = 'loses all traces when the pod is replaced, because tempo.persistence is not set';
  return [{ statement: LOCAL_RULES.says('no-volume', problem, 'set tempo.persistence: {}, or use another storage') }];
}
