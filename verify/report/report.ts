/** What verify finds out about a stack, as plain data: what the reports are made of. */
import type { Finding, Place } from '../../lib/findings/finding';

/** Who sends what to whom: an arrow of the picture. */
export interface Hop {
  /** `Traefik`, `Linkerd`, `emojivoto`, `Grafana`, `Tempo`, `browser`… */
  readonly from: string;
  readonly to: string;
  /** What travels: `spans`, `queries`, `requests`, `blocks`. */
  readonly what: string;
  /** `Zipkin`, `OTLP/gRPC`, `HTTP`, `S3`. */
  readonly protocol: string;
  /** `tempo-distributor.tracing:9411`, or a host outside the cluster. */
  readonly address: string;
  readonly state: 'fits' | 'broken' | 'external';
  /** What is wrong with it, or what it rests on. */
  readonly why?: string;
}

/** What leaving out one value changes. */
export interface ValueEffect {
  /** The release: `tempo (tempo-distributed 2.23.4)`. */
  readonly release: string;
  /** Its path in the values: `traces.zipkin.enabled`, `distributor.extraEnv[0].name`. */
  readonly path: string;
  /** As it is written, in JSON; a credential is masked. */
  readonly value: string;
  readonly effect: 'changes' | 'required' | 'default' | 'known' | 'conditional' | 'nothing';
  /** The objects that differ without it, `Kind/name`. */
  readonly changed: readonly string[];
}

/** A release as it was rendered. */
export interface RenderedChart {
  readonly release: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly place: Place;
  /** How many objects it renders. */
  readonly objects: number;
}

/** What a check has looked at. */
export interface CheckReport {
  /** The topic of its rules: `addresses`. */
  readonly name: string;
  readonly proves: string;
  readonly judged: number;
  /** What is wrong by its rules. */
  readonly findings: readonly Finding[];
}

/** All about one cluster, or about one folder of other people's manifests. */
export interface ClusterReport {
  /** The cluster's name, or the folder. */
  readonly name: string;
  readonly charts: readonly RenderedChart[];
  readonly hops: readonly Hop[];
  readonly values: readonly ValueEffect[];
  /** The checks in order: what each proves, what it has looked at, and what it found. */
  readonly checks: readonly CheckReport[];
  /** What could not be judged, and why, a phrase each. */
  readonly notJudged: readonly string[];
}

export interface Report {
  /** `helm v4.1.4` */
  readonly helm: string;
  readonly clusters: readonly ClusterReport[];
  /** How many times Helm rendered, and how long all of it took, in seconds. */
  readonly renders: number;
  readonly seconds: number;
}

/** Everything that is wrong with a cluster, check by check. */
export const findingsOf = ({ checks }: Pick<ClusterReport, 'checks'>): readonly Finding[] => checks.flatMap(({ findings }) => findings);
