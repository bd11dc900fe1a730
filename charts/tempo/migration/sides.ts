/** The two releases of a migration. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import { TEMPO } from '../names/workloads';

/** Whether senders and Grafana use the older release. */
export const usesOlder = ({ migration }: Pick<TempoConfig, 'migration'>): boolean => migration?.stage === 'side-by-side';

/** The older release as the cluster file described it before; undefined without a migration. */
export function olderConfig(config: TempoConfig): TempoConfig | undefined {
  const { migration } = config;
  if (!migration) return undefined;
  const { from, values } = migration;
  const keys = { pinned: ['tempo', 'migration', 'from'], values: ['tempo', 'migration', 'values'] };
  return { ...config, chart: from, releaseName: TEMPO, fullnameOverride: undefined, kafka: undefined, values, migration: undefined, keys };
}

/** The newer release: during a migration, `persistence` is that of the ingesters of the older one. */
export const newerConfig = (config: TempoConfig): TempoConfig => (config.migration ? { ...config, persistence: undefined } : config);

/** Those that run: one, or two during a migration. */
export const runningConfigs = (config: TempoConfig): TempoConfig[] => {
  const older = olderConfig(config);
  return [newerConfig(config), ...(older ? [older] : [])];
};

/**
 * The values of the newer release during a migration: two systems must not compact the same bucket. The limits of a tenant inherit
 * nothing from the defaults. With it, Tempo deletes no old traces either (modules/backendscheduler/provider/retention.go).
 */
export function withoutCompaction(values: Values): Values {
  const tenants = Object.entries(mapAt(values, 'per_tenant_overrides')).map(([tenant, limits]) => [tenant, withOff(limits)]);
  return {
    ...values,
    overrides: { ...mapAt(values, 'overrides'), defaults: withOff(at(values, 'overrides', 'defaults')) },
    ...(tenants.length > 0 && { per_tenant_overrides: Object.fromEntries(tenants) }),
  };
}

const withOff = (limits: unknown): Values => ({
  ...(isMap(limits) ? limits : {}),
  compaction: { ...mapAt(limits, 'compaction'), compaction_disabled: true },
});

/**
 * The values of the older release in the last stage: what compacts is stopped before the newer one starts to. A change of its
 * configuration would do it too, but replace the ingesters.
 */
export function withoutCompactors(values: Values): Values {
  const stopped = (name: string) => ({ ...mapAt(values, name), replicas: 0, autoscaling: { enabled: false } });
  return isTrueInTemplate(at(values, 'backendScheduler', 'enabled'))
    ? { ...values, backendWorker: stopped('backendWorker') }
    : { ...values, compactor: stopped('compactor') };
}
