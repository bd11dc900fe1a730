/** Switches in the user's own Helm values with which a release fails: always, without another value, or on a newer Kubernetes. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listedOr } from '../../lib/findings/listed';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { compareVersions, minorOf } from '../../lib/releases/version';
import { at, type Path } from '../../lib/yaml/parsed';
import type { Kind, Rendered } from '../component';
import { CLUSTER_RULES } from '../rules';

const pathOf = (name: string): string[] => name.split('.');

const isOn = ({ by, is }: Pick<Switch, 'by' | 'is'>, values: unknown): boolean => {
  const value = at(values, ...pathOf(by));
  return is === undefined ? isTrueInTemplate(value) : value === is;
};

export interface Switch {
  /** Its path, as `autoscaling.enabled`. A map is on if it has anything. */
  readonly by: string;
  /** The text with which it is on, or a null, which removes its default. @default anything that Helm takes for true */
  readonly is?: string | null;
  /** The path of a value that must be on too. @default none */
  readonly within?: string;
}

/** A value with which a release fails, or what it renders. */
export interface BrokenSwitch extends Switch {
  /** What the chart does with it: `does not render`. */
  readonly problem: string;
  /** The first release of the chart that works with it, if there is one. */
  readonly newer?: string;
  /** The paths of values with each of which it works. @default none */
  readonly unless?: readonly string[];
}

/** A value that needs another one. */
export interface IncompleteSwitch extends Switch {
  /** The paths of the others, each of which is enough. */
  readonly needs: readonly string[];
  /** What the chart does without: `does not render`. */
  readonly without: string;
}

/** A value for an object of an API that newer releases of Kubernetes do not serve. */
export interface RemovedApi extends Switch {
  /** `autoscaling/v2beta1 HorizontalPodAutoscaler` */
  readonly object: string;
  /** The first release of Kubernetes without it. */
  readonly since: string;
  /** The first release of the chart that renders another API, if there is one. */
  readonly newer?: string;
}

/** Those of a release. */
export interface Switches {
  readonly broken?: readonly BrokenSwitch[];
  readonly incomplete?: readonly IncompleteSwitch[];
  readonly removed?: readonly RemovedApi[];
  /** The cluster-scoped kinds that only values turn on, with the names of the objects. */
  readonly cluster?: readonly { readonly by: string; readonly kind: Kind; readonly name: string }[];
}

/** The cluster-scoped kinds that values turn on. */
export const turnedOnCluster = ({ cluster = [] }: Switches, values: unknown): NonNullable<Rendered['cluster']> =>
  cluster.filter((each) => isOn(each, values)).map(({ kind, name }) => ({ kind, name }));

/** What Helm does not do: it fails. */
export const FAILS = 'does not render';

export interface OwnSwitches extends Switches {
  /** The user's own values, and their key in the cluster file. */
  readonly values: unknown;
  readonly key: Path;
  /** All values of the release. */
  readonly all: unknown;
  /** The chart with its release, for messages: `traefik 41.3.0`. */
  readonly chart: string;
  /** The version of Kubernetes, and what says so: `kubernetes.version (line 4)`. @default nothing depends on it */
  readonly kubernetes?: { readonly version: string; readonly from: string };
  /** The key of the cluster file that pins the chart; undefined if another one decides about it. */
  readonly pin?: string;
  readonly findings: Findings;
}

/** Reports each at its place in the cluster file. */
export function checkSwitches(own: OwnSwitches): void {
  const counts = (each: Switch) => isOn(each, own.values) && (each.within === undefined || isOn({ by: each.within }, own.all));
  for (const each of (own.broken ?? []).filter(counts)) checkWorks(each, own);
  for (const each of (own.incomplete ?? []).filter(counts)) checkComplete(each, own);
  for (const each of (own.removed ?? []).filter(counts)) checkServed(each, own);
}

function checkWorks({ by, is, problem, newer, unless = [] }: BrokenSwitch, { all, key, chart, pin, findings }: OwnSwitches): void {
  if (unless.some((other) => isOn({ by: other }, all))) return;
  const statement =
    is === null
      ? CLUSTER_RULES.says('broken-value', `null removes its defaults, without which ${chart} ${problem}`, 'remove this null')
      : CLUSTER_RULES.says('broken-value', `${chart} ${problem}`, removedOr(newer, pin));
  findings.error([...key, ...pathOf(by)], statement);
}

function checkComplete({ by, needs, without }: IncompleteSwitch, { all, key, chart, findings }: OwnSwitches): void {
  if (needs.some((need) => isTrueInTemplate(at(all, ...pathOf(need))))) return;
  const either = listedOr(needs);
  const statement = CLUSTER_RULES.says('incomplete-value', `without ${either}, ${chart} ${without}`, `set ${either} too, or remove this`);
  findings.error([...key, ...pathOf(by)], statement);
}

function checkServed({ by, object, since, newer }: RemovedApi, { key, chart, kubernetes, pin, findings }: OwnSwitches): void {
  if (!kubernetes || compareVersions(minorOf(kubernetes.version), since) < 0) return;
  const problem = `${chart} renders ${object}, which Kubernetes ${since} removed, and ${kubernetes.from} is ${kubernetes.version}`;
  findings.error([...key, ...pathOf(by)], CLUSTER_RULES.says('removed-api', problem, removedOr(newer, pin)));
}

const removedOr = (newer: string | undefined, pin: string | undefined): string =>
  newer !== undefined && pin !== undefined ? `pin ${pin} ${newer} or newer, or remove it` : 'remove it';
