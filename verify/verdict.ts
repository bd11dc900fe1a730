/** What verify finds out, as plain data: what the reports are made of. */

/** The checks, in the order in which they are reported, and what each one proves. */
export const CHECKS = {
  render: 'every chart renders, with the values as they are',
  argocd: 'Argo CD may sync everything, in an order that works',
  values: 'every value does something at this version',
  microservices: 'every process of Tempo can read its configuration, and nothing else its credentials',
  addresses: 'every address has a Service, a port and a process that listens there',
  identity: 'a trace keeps its id from the first request to the log line',
  shape: 'every object has the fields of its kind, and no other',
  hygiene: 'images are pinned, and no credential is in the open',
} as const;

export type Check = keyof typeof CHECKS;

/** Where something stands: a file, and the object or release in it. */
export interface Place {
  /** As it is printed: `dist/picluster/applications.k8s.yaml`. */
  readonly file: string;
  /** The name of the Application, HelmChart or other object; absent for the file as a whole. */
  readonly name?: string;
}

/** `dist/picluster/applications.k8s.yaml picluster-tracing-tempo` */
export const nameOf = ({ file, name }: Place): string => (name ? `${file} ${name}` : file);

export interface Verdict {
  readonly severity: 'error' | 'warning' | 'note';
  readonly check: Check;
  readonly place: Place;
  /** `what is wrong; what to do` */
  readonly text: string;
}

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
  /** As it stands there, in JSON; a credential is masked. */
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

/** All about one cluster, or about one folder of other people's manifests. */
export interface ClusterReport {
  /** The cluster's name, or the folder. */
  readonly name: string;
  readonly verdicts: readonly Verdict[];
  readonly charts: readonly RenderedChart[];
  readonly hops: readonly Hop[];
  readonly values: readonly ValueEffect[];
  /** How many things each check has looked at. */
  readonly judged: Readonly<Record<Check, number>>;
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
