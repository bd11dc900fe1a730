/** The folders in which each process of Tempo keeps data, by its configuration. */
import { tempoProduct } from '../../../../charts/tempo/product';
import { textAt } from '../../../../lib/yaml/parsed';
import { processorsOf, type Reader, type RunningTempo, SEVERAL_IN_ONE, targetOf, tempoVersionOf } from '../../../world/tempo';

export interface DataFolder {
  /** The field of the configuration: `live_store.wal.path`. */
  readonly field: string;
  readonly folder: string;
  /** What follows if the process cannot write there. */
  readonly otherwise: string;
  /** Whether traces are there that are nowhere else. */
  readonly keeps: boolean;
}

export const NO_START = 'Tempo does not start';

interface Row {
  readonly field: string;
  /** Undefined if nothing is written without the field. */
  readonly byDefault?: string;
  readonly targets: readonly string[];
  /** Those of the targets whose traces are nowhere else. */
  readonly keptBy?: readonly string[];
  readonly otherwise?: string;
  readonly isUsed?: (tempo: Pick<RunningTempo, 'config'>) => boolean;
}

const SINGLE_1_TO_2 = SEVERAL_IN_ONE.map((target) => `${target} with ingesters`);
const SINGLE_3 = SEVERAL_IN_ONE.map((target) => `${target} with live-stores`);
const SINGLE = [...SINGLE_1_TO_2, ...SINGLE_3];

/** Those that open the storage when they start (initStore in cmd/tempo/app/modules.go). */
const WITH_STORE = [
  ...['ingester', 'querier', 'query-frontend', 'compactor', 'block-builder', 'backend-scheduler', 'backend-worker'],
  ...SINGLE,
];

const GENERATORS = ['metrics-generator', 'metrics-generator-no-local-blocks'];

/** All are made when the process starts, but those of the scheduler and of the generator's traces. */
const ROWS: readonly Row[] = [
  // tempodb/wal/wal.go
  { field: 'storage.trace.wal.path', byDefault: '/var/tempo/wal', targets: WITH_STORE, keptBy: ['ingester', ...SINGLE_1_TO_2] },
  // tempodb/backend/local/local.go
  {
    field: 'storage.trace.local.path',
    targets: WITH_STORE,
    keptBy: SINGLE,
    isUsed: ({ config }) => textAt(config, 'storage', 'trace', 'backend') === 'local',
  },
  // modules/livestore/config.go, live_store.go
  {
    field: 'live_store.wal.path',
    byDefault: '/var/tempo/live-store/traces',
    targets: ['live-store', ...SINGLE_3],
    keptBy: ['live-store', ...SINGLE_3],
  },
  {
    field: 'live_store.shutdown_marker_dir',
    byDefault: '/var/tempo/live-store/shutdown-marker',
    targets: ['live-store', ...SINGLE_3],
  },
  // modules/blockbuilder/config.go, blockbuilder.go
  { field: 'block_builder.wal.path', byDefault: '/var/tempo/block-builder/traces', targets: ['block-builder'] },
  // modules/backendscheduler/backendscheduler.go: a job that cannot be written is not given to a worker
  {
    field: 'backend_scheduler.local_work_path',
    byDefault: '/var/tempo',
    targets: ['backend-scheduler', ...SINGLE_3],
    otherwise: 'no block is compacted or deleted',
  },
  // modules/generator/generator.go: `traces_storage` is read from 2.2 to 2.10, where a tenant gets its processors
  { field: 'metrics_generator.storage.path', targets: [...GENERATORS, ...SINGLE] },
  ...['traces_storage', 'traces_query_storage'].map((part) => ({
    field: `metrics_generator.${part}.path`,
    targets: ['metrics-generator', ...SINGLE_1_TO_2],
    otherwise: 'no metrics are made of spans',
    isUsed: (tempo: Pick<RunningTempo, 'config'>) => processorsOf(tempo).names.length > 0,
  })),
];

/** @returns nothing for a program that is not known to be Tempo */
export function dataFolders(tempo: Pick<RunningTempo, 'config'>, reader: Reader): DataFolder[] {
  const version = tempoVersionOf(reader);
  if (version === undefined) return [];
  // Without an ingester, a whole Tempo has a live-store and a backend-scheduler.
  const { kafka } = tempoProduct.at(version);
  const targets = targetOf(reader)
    .split(',')
    .map((target) => (SEVERAL_IN_ONE.includes(target) ? `${target} with ${kafka ? 'live-stores' : 'ingesters'}` : target));
  const runs = (names: readonly string[] = []) => names.some((name) => targets.includes(name));
  return ROWS.filter((row) => runs(row.targets) && (row.isUsed?.(tempo) ?? true)).flatMap((row) => {
    const folder = textAt(tempo.config, ...row.field.split('.')) ?? row.byDefault;
    if (folder === undefined || folder === '') return [];
    return [{ field: row.field, folder, otherwise: row.otherwise ?? NO_START, keeps: runs(row.keptBy) }];
  });
}
