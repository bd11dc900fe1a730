/** Where the charts of Tempo have a setting that a user wrote elsewhere: the retention, and limits whose key was renamed. */
import { nestedLimit } from '../../../charts/tempo/config-fields/fields';
import { isTempoChart } from '../../../charts/tempo/installed';
import { distributedReleases, monolithicReleases } from '../../../charts/tempo/releases';
import { retentionIn } from '../../../charts/tempo/retention/retention';
import { isMap } from '../../../lib/yaml/parsed';
import type { ChartNames } from '../../world/renamed-values';

type Chart = Pick<ChartNames, 'name' | 'version'>;

/** The limits of all tenants, before and after 1.33.0 of tempo-distributed and 1.19.0 of tempo, where they are below `tempo`. */
const LIMITS = [['global_overrides'], ['overrides', 'defaults']] as const;

/** The switch of usage reports, by which the charts render this field. */
const [REPORTS, REPORTS_VALUE] = ['usage_report.reporting_enabled', 'reportingEnabled'];

const OF_TENANTS = 'per_tenant_overrides';

const isMonolithic = ({ name }: Chart): boolean => name === monolithicReleases.name;

/** Without the `tempo` that the values of the chart tempo begin with. */
const below = (steps: readonly string[]): readonly string[] => (steps[0] === 'tempo' ? steps.slice(1) : steps);

/** Whether it is the limit of one tenant, which must not become one of all. */
export const isOfTenant = (steps: readonly string[], { name }: Chart): boolean => isTempoChart(name) && below(steps)[0] === OF_TENANTS;

/** Paths that may have an effect instead of this one, the best first. */
export function tempoKeys(steps: readonly string[], chart: Chart): string[][] {
  if (!isTempoChart(chart.name)) return [];
  const path = below(steps);
  const start = isMonolithic(chart) ? ['tempo'] : [];
  // What was overrides became per_tenant_overrides in the same releases.
  const tenants = isOfTenant(steps, chart) ? [OF_TENANTS, 'overrides'].map((key) => [...start, key, ...path.slice(1)]) : [];
  const limits = LIMITS.flatMap((old, index) => {
    const now = LIMITS[1 - index];
    const rest = path.slice(old.length);
    if (now === undefined || !old.every((step, place) => path[place] === step)) return [];
    const [name, ...more] = rest;
    const places = isMonolithic(chart) && steps[0] !== 'tempo' ? [old, now] : [now];
    return places.map((place) =>
      name === undefined || more.length > 0 ? [...start, ...place, ...rest] : limitKey([...start, ...place], name),
    );
  });
  const reports = path.join('.') === REPORTS ? [[...start, REPORTS_VALUE]] : [];
  return [...tenants.filter((key) => key.join('.') !== steps.join('.')), ...limits, ...reports];
}

/**
 * Where a setting of `global_overrides` is below this key. The newer key has another format, and the file of the tenants beside it.
 * @param key of the limits of all tenants: `global_overrides`, `overrides.defaults`
 */
export function limitKey(key: readonly string[], name: string): string[] {
  if (key.at(-1) !== 'defaults') return [...key, name];
  return name.startsWith('per_tenant_override_') ? [...key.slice(0, -1), name] : [...key, ...(nestedLimit(name) ?? [name])];
}

const RETENTION = /^(block_)?retention(_?period)?$/i;

/** What the retention of blocks may be below. A retention elsewhere, such as that of the metrics-generator, is another one. */
const OF_BLOCKS = /^(tempo|config|compactor|compaction|backend(Scheduler|Worker)|provider|storage|trace|blocks?)$/;

/** Whether it probably says how long traces are kept. */
export const meansRetention = (steps: readonly string[]): boolean =>
  RETENTION.test(steps.at(-1) ?? '') && steps.slice(0, -1).every((step) => OF_BLOCKS.test(step));

/**
 * The value of the chart that says how long traces are kept; undefined if the chart is another one or not known.
 * @param values all values of the release
 */
export function retentionKey(chart: Chart, values: unknown): readonly string[] | undefined {
  if (!isTempoChart(chart.name)) return undefined;
  const { release } = isMonolithic(chart) ? monolithicReleases.find(chart.version) : distributedReleases.find(chart.version);
  return release && retentionIn(isMap(values) ? values : {}, release).value;
}
