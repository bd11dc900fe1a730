/**
 * The units of durations, for examples in messages: a retention of 48 means hours, and an example in seconds would delete the traces.
 * From the defaults of Tempo 2.10: modules/<name>/config.go, tempodb/config.go and modules/frontend/config.go.
 */

/** Fields whose default is an hour or more, and those of limits, which have the same meaning. */
const HOURS = [
  ...['block_retention', 'compacted_block_retention', 'compaction_window', 'max_duration', 'max_search_duration', 'max_metrics_duration'],
  ...['cache_max_block_age', 'empty_tenant_deletion_age', 'shuffle_sharding_ingesters_lookback_period', 'prune_age', 'dead_job_timeout'],
  ...['delete_inactive_partition_after', 'complete_block_timeout', 'metrics_generator_processor_local_blocks_complete_block_timeout'],
];

/** Fields whose default is several minutes. */
const MINUTES = [
  ...['query_backend_after', 'query_ingesters_until', 'max_block_duration', 'blocklist_poll', 'blocklist_poll_stale_tenant_index'],
  ...['consume_cycle_duration', 'max_time_per_tenant', 'flush_op_timeout', 'stale_duration', 'wait_stability_max_duration'],
];

const HOUR = 3600;

/**
 * A duration as it was probably meant.
 * @param number as written, without a unit
 */
export function withUnit(field: string, number: number): string {
  // Nobody writes so many hours or minutes.
  if (number >= HOUR) return `${number}s`;
  return `${number}${HOURS.includes(field) ? 'h' : MINUTES.includes(field) ? 'm' : 's'}`;
}

/** A duration that is usual for a field. */
export const durationFor = (field: string): string => (HOURS.includes(field) ? '48h' : MINUTES.includes(field) ? '10m' : '10s');

/** Whether so many nanoseconds cannot be meant: less than a millisecond, and of hours less than a minute. */
export const isWithoutUnit = (field: string, nanoseconds: number): boolean =>
  nanoseconds > 0 && nanoseconds < (HOURS.includes(field) ? 60_000_000_000 : 1_000_000);
