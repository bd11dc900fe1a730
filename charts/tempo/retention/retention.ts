/** How long Tempo keeps traces. */
import { load } from 'js-yaml';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap, leavesOf, listAt, textAt } from '../../../lib/yaml/parsed';
import type { ReservedValues, Values } from '../../helm-values/user-values';
import type { TempoConfig } from '../config';
import type { DistributedRelease, TempoRelease } from '../releases';
import type { Retention } from '../releases/retention';

/** A release of either chart. */
type AnyRelease = TempoRelease & Partial<Pick<DistributedRelease, 'optional'>>;

const SET = 'remove it, and set tempo.retention';

/** Where the retention is set, which depends on the microservices that the values turn on. */
export function retentionIn(values: Values, { optional = [], retention }: AnyRelease): Retention {
  const added = optional.find((workloads) => workloads.retention && isTrueInTemplate(at(values, workloads.enabledBy, 'enabled')));
  return added?.retention ?? retention;
}

/** How long an installed Tempo keeps traces. */
export interface EffectiveRetention {
  /** A duration of Go: `336h`. */
  readonly duration: string;
  /** The path of the Helm value that sets it: `compactor.config.compaction.block_retention`; undefined if none does, or if it is unknown. */
  readonly setBy?: string;
}

const FLAG = /^--?(?:compactor|backend-worker)\.compaction\.block-retention=(.+)$/;

/** The value of the flag in the arguments of the process that deletes; undefined without it. It wins over tempo.yaml. */
const flagIn = (args: readonly unknown[]): string | undefined => args.flatMap((arg) => FLAG.exec(String(arg))?.[1] ?? []).at(-1);

/**
 * How long traces are kept with these Helm values, as Tempo reads it. Limits of single tenants are not read.
 * @param values of the chart, complete or only the user's own
 */
export function retentionOf(values: Values, release: AnyRelease): EffectiveRetention {
  const { value, stronger, default: ofChart } = retentionIn(values, release);
  const workload = ['compactor', 'backendWorker'].find((name) => flagIn(listAt(values, name, 'extraArgs')) !== undefined);
  if (workload) return { duration: flagIn(listAt(values, workload, 'extraArgs')) ?? ofChart, setBy: `${workload}.extraArgs` };
  const path = [...stronger, value].find((each) => textAt(values, ...each) !== undefined);
  return path ? { duration: textAt(values, ...path) ?? ofChart, setBy: path.join('.') } : { duration: ofChart };
}

/** The value with the limits of single tenants. Charts up to the rename of the overrides read them from `overrides`. */
export const tenantLimitsKey = ({ overrides }: Pick<TempoRelease, 'overrides'>): 'per_tenant_overrides' | 'overrides' =>
  overrides === 'overrides.defaults' ? 'per_tenant_overrides' : 'overrides';

/**
 * The limits of single tenants, by tenant, from a map or from text.
 * @param values those of tempo-distributed, or those below `tempo` of the chart tempo
 */
export function tenantLimits(values: unknown, release: Pick<TempoRelease, 'overrides'>): Values {
  const written = at(values, tenantLimitsKey(release));
  const limits = typeof written === 'string' ? at(parsed(written), 'overrides') : written;
  return isMap(limits) ? limits : {};
}

/** Those that differ from the retention. */
export const tenantRetentions = (values: Values, release: AnyRelease): ReadonlyMap<string, string> =>
  limitsOf(tenantLimits(values, release));

/** The same from the text of the overrides file. */
export const tenantRetentionsIn = (file: string): ReadonlyMap<string, string> => limitsOf(at(parsed(file), 'overrides'));

function limitsOf(tenants: unknown): ReadonlyMap<string, string> {
  const limits = Object.entries(isMap(tenants) ? tenants : {}).flatMap(([tenant, limit]): [string, string][] => {
    const duration = textAt(limit, 'block_retention') ?? textAt(limit, 'compaction', 'block_retention');
    return duration === undefined ? [] : [[tenant, duration]];
  });
  return new Map(limits);
}

function parsed(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined; // Tempo does not start with it either
  }
}

/** The default of Tempo itself, in every release. */
const DEFAULT = '336h';

/**
 * The same from the configuration of its processes.
 * @param hasWorkers whether backend-workers delete old traces, and not compactors
 * @param args the arguments of its processes
 */
export function retentionInConfig(config: Values, hasWorkers: boolean, args: readonly string[] = []): EffectiveRetention {
  const flag = flagIn(args);
  if (flag !== undefined) return { duration: flag };
  const limit = textAt(config, 'overrides', 'defaults', 'compaction', 'block_retention');
  const own = textAt(config, hasWorkers ? 'backend_worker' : 'compactor', 'compaction', 'block_retention');
  return { duration: limit ?? own ?? DEFAULT };
}

/** The value that sets `tempo.retention`; empty without it. */
export function retentionValues({ retention, values }: TempoConfig, release: AnyRelease): Values {
  if (retention === undefined) return {};
  return retentionIn(values, release).value.reduceRight<unknown>((value, key) => ({ [key]: value }), retention) as Values;
}

/** With `tempo.retention`, no value of the user's may set the retention too, nor stop the deletion; without it, all may. */
export function reservedWithRetention({ retention, values }: TempoConfig, release: AnyRelease): ReservedValues {
  if (retention === undefined) return [];
  const leaves = leavesOf(values).map(([path, value]) => [path.filter((step) => typeof step === 'string'), value] as const);
  return [
    [retentionIn(values, release).value.join('.'), SET],
    ...leaves.filter(([path]) => path.at(-1) === 'block_retention').map(([path]) => [path.join('.'), SET] as const),
    ...leaves
      .filter(([path, value]) => path.at(-1) === 'compaction_disabled' && value === true && release.tempo.retentionNeedsCompaction)
      .map(([path]) => [path.join('.'), 'remove it, or remove tempo.retention', 'stops the deletion of old traces too'] as const),
  ];
}

/** The flags that set the retention, which win over every value. */
export const reservedRetentionFlags = ({ retention }: TempoConfig): readonly (readonly [flag: RegExp, instead: string])[] =>
  retention === undefined ? [] : [[/^--?[a-z.-]*\.block-retention\b/, SET]];

/** How long traces are kept by the cluster file: `tempo.retention`, else the user's own values, else the default. */
export const effectiveRetention = (config: TempoConfig, release: AnyRelease): string =>
  config.retention ?? retentionOf(config.values, release).duration;
