/** The reasons of `tempo_discarded_spans_total` that are limits of the overrides (modules/distributor, modules/overrides). */
export const LIMIT_REASONS: readonly string[] = ['rate_limited', 'live_traces_exceeded', 'trace_too_large'];
