/** Where the charts of Tempo have a setting that a user wrote elsewhere: the retention, and limits whose key was renamed. */
import { nestedLimit } from '../../../charts/tempo/config-fields/fields';
import { isTempoChart } from '../../../charts/tempo/installed';
import { distributedReleases, monolithicReleases } from '../../../charts/tempo/releases';
import type { ChartNames } from '../../world/renamed-values';

/** The limits of all tenants, before and after 1.33.0 of tempo-distributed and 1.19.0 of tempo, where they are below `tempo`. */
const LIMITS = [['global_overrides'], ['overrides', 'defaults']] as const;

/** The switch of usage reports, by which the charts render this field. */
const [REPORTS, REPORTS_VALUE] = ['usage_report.reporting_enabled', 'reportingEnabled'];

const RETENTION = /^(block_)?retention(_?period)?$/i;

/** Paths that may have an effect instead of this one, the best first. */
export function tempoKeys(steps: readonly string[], { name, version }: Pick<ChartNames, 'name' | 'version'>): string[][] {
  if (!isTempoChart(name)) return [];
  const below = steps[0] === 'tempo' ? steps.slice(1) : steps;
  // What was overrides became per_tenant_overrides in 1.33.0 of tempo-distributed.
  if (steps[0] === 'per_tenant_overrides' && name === distributedReleases.name) return [['overrides', ...steps.slice(1)]];
  const limits = LIMITS.flatMap((old, index) => {
    const now = LIMITS[1 - index];
    const rest = below.slice(old.length);
    if (now === undefined || !old.every((step, place) => below[place] === step)) return [];
    const [flat = ''] = rest;
    // The new ones have another format too.
    const nested = now.at(-1) === 'defaults' && rest.length === 1 ? nestedLimit(flat) : undefined;
    const places = name === monolithicReleases.name && steps[0] !== 'tempo' ? [old, now] : [now];
    return places.map((place) => [
      ...(name === monolithicReleases.name ? ['tempo'] : []),
      ...place,
      ...((place === now && nested) || rest),
    ]);
  });
  const reports = below.join('.') === REPORTS ? [[...(name === monolithicReleases.name ? ['tempo'] : []), REPORTS_VALUE]] : [];
  return [...limits, ...reports, ...(limits.length === 0 && RETENTION.test(steps.at(-1) ?? '') ? retentionKey(name, version) : [])];
}

/** The value of the chart that says how long traces are kept. */
function retentionKey(name: string, version: string): string[][] {
  const { release } = name === monolithicReleases.name ? monolithicReleases.find(version) : distributedReleases.find(version);
  return release ? [[...release.retention.value]] : [];
}
