/** Where the values of Tempo's two charts say how long traces are kept, by release. */

/** How long traces are kept, which is `block_retention` in the configuration of the process that deletes them. */
export interface Retention {
  /** The path of the Helm value that sets it. */
  readonly value: readonly string[];
  /** The paths of other values that set it and win over that one, the strongest first. */
  readonly stronger: readonly (readonly string[])[];
  /** What applies without any of them: of the chart, or of Tempo if the chart sets nothing. */
  readonly default: string;
}

type Paths = readonly (readonly string[])[];
/** `block_retention` for all tenants in Tempo's overrides, in both formats that it reads. */
const GLOBAL_OVERRIDES: Paths = [
  ['global_overrides', 'defaults', 'compaction', 'block_retention'],
  ['global_overrides', 'block_retention'],
];
const OVERRIDES: Paths = [['overrides', 'defaults', 'compaction', 'block_retention']];

/** In tempo.yaml: compactor.compaction.block_retention. */
const byCompactor = (overrides: Paths): Retention => ({
  value: ['compactor', 'config', 'compaction', 'block_retention'],
  stronger: [...overrides, ['tempo', 'structuredConfig', 'compactor', 'compaction', 'block_retention']],
  default: '48h',
});

/**
 * In tempo.yaml: backend_worker.compaction.block_retention (`processRetentionJob` of modules/backendworker/backendworker.go). The chart
 * copies it there from the scheduler's, which Tempo itself does not read.
 */
export const BY_WORKER: Retention = {
  value: ['backendScheduler', 'config', 'provider', 'compaction', 'compaction', 'block_retention'],
  stronger: [
    ...OVERRIDES,
    ['tempo', 'structuredConfig', 'backend_worker', 'compaction', 'block_retention'],
    ['backendWorker', 'config', 'compaction', 'block_retention'],
  ],
  default: '48h',
};

type Rows = readonly (readonly [since: string, facts: { readonly retention: Retention }])[];

export const FIRST_RETENTION = byCompactor(GLOBAL_OVERRIDES);

export const DISTRIBUTED_RETENTION: Rows = [
  ['1.33.0', { retention: byCompactor(OVERRIDES) }],
  ['3.0.0', { retention: BY_WORKER }],
];

const inTempo = (paths: Paths): Paths => paths.map((path) => ['tempo', ...path]);
const FLAG = ['tempo', 'extraArgs', 'compactor.compaction.block-retention'];

/**
 * The chart sets only `compacted_block_retention`, so the default is Tempo's own, 14 days (modules/compactor/config.go). The flag
 * of that name wins over tempo.yaml (`loadConfig` of cmd/tempo/main.go).
 */
export const MONOLITHIC_FIRST_RETENTION: Retention = { value: FLAG, stronger: inTempo(GLOBAL_OVERRIDES), default: '336h' };

/** In tempo.yaml: compactor.compaction.block_retention. */
const byRetention = (overrides: Paths): Retention => ({
  value: ['tempo', 'retention'],
  stronger: [...inTempo(overrides), FLAG],
  default: '24h',
});

export const MONOLITHIC_RETENTION: Rows = [
  ['0.16.6', { retention: byRetention(GLOBAL_OVERRIDES) }], // before, tempo.retention was rendered as compacted_block_retention
  ['1.19.0', { retention: byRetention(OVERRIDES) }],
];
