/** Where the pods of the stack run. One declaration reaches every pod, and the user's own Helm values win. */
import type { Findings } from '../../lib/cluster-file/findings';
import { at, listAt, type Path } from '../../lib/yaml/parsed';
import { singleValue } from '../helm-values/merge-values';
import type { Values } from '../helm-values/user-values';
import { BUILT_IN_PRIORITIES, type SchedulingConfig } from './config';
import { SCHEDULING_RULES } from './rules';

/** The fields of a pod, which charts have under the same names. */
export const SCHEDULING_FIELDS = ['nodeSelector', 'tolerations', 'priorityClassName'] as const;

export type SchedulingField = (typeof SCHEDULING_FIELDS)[number];

/** Pods of a chart with values of their own. */
export interface ChartPods {
  /** `Deployment tempo-querier` */
  readonly pods: string;
  /** The path of their values; undefined if they have none of their own. */
  readonly path?: readonly string[];
  /** The fields that no value sets. @default none */
  readonly without?: readonly SchedulingField[];
  /** Other values that set a field: the user's own there win too. @default none */
  readonly elsewhere?: readonly (readonly [field: SchedulingField, path: readonly string[]])[];
  /** The path of a list of zones, each of which has a nodeSelector of its own instead. @default they are in none */
  readonly zones?: readonly string[];
}

/** A release of a chart. */
export interface ScheduledRelease {
  /** Its chart, with the version in use. */
  readonly chart: string;
  readonly pods: readonly ChartPods[];
  /** The user's own values, and their key in the cluster file. @default none */
  readonly user?: { readonly values: Values; readonly key: Path };
  /** The first release with a value for all fields of these pods, as the way out; undefined if none has. */
  readonly newer?: (pods: ChartPods, field: SchedulingField) => string | undefined;
}

const NONE: SchedulingConfig = { nodeSelector: {}, tolerations: [] };

export class Scheduling {
  constructor(
    private readonly config: SchedulingConfig = NONE,
    private readonly findings: Findings,
  ) {}

  /** The fields of a pod that are set; empty if the cluster file has none. */
  get fields(): Partial<SchedulingConfig> {
    const { nodeSelector, tolerations, priorityClassName } = this.config;
    return {
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      ...(tolerations.length > 0 && { tolerations }),
      ...(priorityClassName !== undefined && { priorityClassName }),
    };
  }

  /** Further values of a release, several to be merged. Notes which pods they do not reach, and which have values of the user's. */
  values(release: ScheduledRelease): Values[] {
    const set = SCHEDULING_FIELDS.filter((field) => this.fields[field] !== undefined);
    for (const field of set) this.noteMissing(field, release);
    return release.pods.flatMap((pods) =>
      set.flatMap((field) => {
        const { path, without = [] } = pods;
        if (path === undefined || without.includes(field) || this.isUsers(field, pods, release)) return [];
        return [singleValue([...path, field], this.fields[field])];
      }),
    );
  }

  /** What the pods need of the cluster; empty if nothing. */
  get requirements(): string[] {
    const { nodeSelector, priorityClassName } = this.fields;
    const labels = Object.entries(nodeSelector ?? {}).map(([key, value]) => (value === '' ? key : `${key}: ${value}`));
    const isOwn = priorityClassName !== undefined && !BUILT_IN_PRIORITIES.includes(priorityClassName);
    return [
      ...(labels.length > 0 ? [`nodes with the ${labels.length === 1 ? 'label' : 'labels'} ${labels.join(', ')}`] : []),
      ...(isOwn ? [`the PriorityClass ${priorityClassName}`] : []),
    ];
  }

  private isUsers(field: SchedulingField, { path = [], elsewhere = [], zones }: ChartPods, { user }: ScheduledRelease): boolean {
    if (!user) return false;
    if (zones && field === 'nodeSelector') {
      this.checkZones(zones, user);
      return true;
    }
    const own = [[...path, field], ...elsewhere.filter(([name]) => name === field).map(([, other]) => other)].find(
      (each) => at(user.values, ...each) !== undefined,
    );
    if (!own) return false;
    const key = this.findings.where(['scheduling', field]);
    this.findings.note(
      [...user.key, ...own],
      SCHEDULING_RULES.says('own-value', `replaces that of ${key} for these pods`, 'remove it, unless that is meant'),
    );
    return true;
  }

  private checkZones(path: readonly string[], { values, key }: NonNullable<ScheduledRelease['user']>): void {
    const zones = listAt(values, ...path);
    if (zones.length > 0 && zones.every((zone) => at(zone, 'nodeSelector') !== undefined)) return;
    const own = at(values, ...path) === undefined ? path.slice(0, -1) : path;
    const problem = `does not get the nodeSelector of ${this.findings.where(['scheduling'])}, because the chart takes that of each zone`;
    this.findings.warning([...key, ...own], SCHEDULING_RULES.says('by-zone', problem, `set nodeSelector in each item of ${path.at(-1)}`));
  }

  private noteMissing(field: SchedulingField, { chart, pods, newer }: ScheduledRelease): void {
    const missing = pods.filter(({ without = [] }) => without.includes(field));
    for (const version of new Set(missing.map((each) => newer?.(each, field)))) {
      const names = missing
        .filter((each) => newer?.(each, field) === version)
        .map((each) => each.pods)
        .join(' and ');
      const problem = `does not reach ${names} of ${chart}, which has no value for it`;
      const fix = version === undefined ? undefined : `pin ${version} or newer`;
      this.findings.note(['scheduling', field], SCHEDULING_RULES.says('no-value', problem, fix));
    }
  }
}
