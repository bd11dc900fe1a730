/** The results of verify as plain data, for all reports. */
import type { Finding, Place } from '../../lib/findings/finding';

/** A connection between two components: an arrow of the picture. */
export interface Hop {
  /** `Traefik`, `Linkerd`, `emojivoto`, `Grafana`, `Tempo`, `browser`… */
  readonly from: string;
  readonly to: string;
  /** What is sent: `spans`, `queries`, `requests`, `blocks`. */
  readonly what: string;
  /** `Zipkin`, `OTLP/gRPC`, `HTTP`, `S3`. */
  readonly protocol: string;
  /** `tempo-distributor.tracing:9411`, or a host outside the cluster. */
  readonly address: string;
  /** `unproven` if a chart is missing, so that it could not be judged. */
  readonly state: 'fits' | 'broken' | 'external' | 'unproven';
  /** Why it is broken or not judged, or why it is assumed to work. */
  readonly why?: string;
}

/** A line about each component, by its name in the hops: `2.10.8 in tracing`. */
export type Nodes = Readonly<Record<string, string>>;

/** The effect of one value. */
export interface ValueEffect {
  /** The release: `tempo (tempo-distributed 2.23.4)`. */
  readonly release: string;
  /** Its path in the values: `traces.zipkin.enabled`, `distributor.extraEnv[0].name`. */
  readonly path: string;
  /** The value in JSON; a credential is masked. */
  readonly value: string;
  readonly effect: 'changes' | 'required' | 'default' | 'known' | 'conditional' | 'nothing';
  /** The objects that differ without it, `Kind/name`. */
  readonly changed: readonly string[];
}

/** A rendered release. */
export interface RenderedChart {
  readonly release: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly place: Place;
  /** The number of rendered objects. */
  readonly objects: number;
}

/** The results of a check. */
export interface CheckReport {
  /** The topic of its rules: `addresses`. */
  readonly name: string;
  readonly proves: string;
  readonly judged: number;
  /** The findings of its rules. */
  readonly findings: readonly Finding[];
  /** What the check promises to judge, but could not, and why, one phrase per item. @default nothing */
  readonly notProven?: readonly string[];
}

/** The results for one cluster, or for one folder of manifests of other authors. */
export interface ClusterReport {
  /** The cluster's name, or the folder. */
  readonly name: string;
  /** The cluster file, as shown in messages. @default manifests of other authors */
  readonly file?: string;
  readonly charts: readonly RenderedChart[];
  readonly hops: readonly Hop[];
  /** @default nothing is known about the components */
  readonly nodes?: Nodes;
  readonly values: readonly ValueEffect[];
  /** The checks in order, with their results. */
  readonly checks: readonly CheckReport[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
}

export interface Report {
  /** `helm v4.1.4` */
  readonly helm: string;
  /** The commit that is checked out: `1a2b3c4`, or `1a2b3c4 with changes`. @default not in git */
  readonly commit?: string;
  readonly clusters: readonly ClusterReport[];
  /** The number of renderings by Helm, and the total time in seconds. */
  readonly renders: number;
  readonly seconds: number;
}

/** What was promised for a cluster, but could not be judged, without duplicates. */
export const notProvenIn = ({ checks }: Pick<ClusterReport, 'checks'>): readonly string[] => [
  ...new Set(checks.flatMap(({ notProven = [] }) => notProven)),
];

/** All findings of a cluster, in the order of the checks. */
export const findingsOf = ({ checks }: Pick<ClusterReport, 'checks'>): readonly Finding[] => checks.flatMap(({ findings }) => findings);
