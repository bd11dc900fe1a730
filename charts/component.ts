/** What every component offers to the others, to Argo CD and to the writer. */
import { Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ValuesOf } from './file-comments';

/** Where a component can be reached inside the cluster. */
export interface Endpoint {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** The path that the protocol is served at, with its leading slash. */
  readonly path?: string;
}

/** `service.namespace:port`, the form that OpenCensus agents and Linkerd's injector read. */
export const hostPort = ({ service, namespace, port }: Endpoint): string => `${service}.${namespace}:${port}`;

/** The endpoint as a URL with the full name of its Service. */
export const url = ({ service, namespace, port, path = '' }: Endpoint): string =>
  `http://${service}.${namespace}.svc.cluster.local:${port}${path}`;

/** A Helm release as Argo CD installs it. */
export interface HelmSource {
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly releaseName: string;
  readonly values: object;
  /** Leave the chart's CustomResourceDefinitions alone. @default false */
  readonly skipCrds?: boolean;
}

/** A Helm release that synth renders into plain manifests. */
export interface ReleaseToPlan {
  readonly helm: HelmSource;
  /** The namespace that it is rendered for. */
  readonly namespace: string;
}

/** A kustomization in a git repository, at a pinned commit. */
export interface KustomizeSource {
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  /** `old=new:tag` */
  readonly images: readonly string[];
  readonly patches: readonly {
    readonly target: { readonly group?: string; readonly version: string; readonly kind: string };
    readonly operations: readonly object[];
  }[];
}

/** A kind as `group/Kind`; of the core group just `Kind`. */
export type Kind = string;

/** The kinds that a source renders besides what this project emits, so that its AppProject can permit them. */
export interface Rendered {
  readonly namespaced: readonly Kind[];
  /** Kinds that belong to no namespace, each with the names that are rendered (`*` as a wildcard). */
  readonly cluster?: readonly { readonly kind: Kind; readonly name: string }[];
  /** Namespaces that it writes to besides its own. */
  readonly namespaces?: readonly string[];
}

/** Where an Application's main source comes from. */
export type DeliverySource = { readonly helm: HelmSource } | { readonly kustomize: KustomizeSource };

/** What Argo CD needs in order to install a component. */
export interface Delivery {
  /** The namespace that objects without one of their own go to. */
  readonly namespace: string;
  /** The wave among the Applications: best effort, nothing may depend on it. */
  readonly wave: number;
  /** Absent, everything is in this repository. */
  readonly source?: DeliverySource;
  readonly rendered: Rendered;
  /** Fields that another controller fills in. */
  readonly filledIn?: readonly { readonly kind: Kind; readonly name: string; readonly jqPath: string }[];
}

/** Helm values for a release that another Application installs. */
export interface ValuesFile extends ValuesOf {
  readonly values: object;
  /** What a reader of the file must know, one sentence per line. */
  readonly remarks: readonly string[];
}

interface NamespaceMarks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One component: the objects that it emits itself, and how the rest of it is delivered. */
export abstract class Component extends Chart {
  /** How Argo CD installs it; absent, it does not. */
  delivery?: Delivery;
  /** Values for a release that is installed elsewhere; absent, none. */
  valuesFile?: ValuesFile;
  /** A comment above its manifests, one line. */
  about?: string;
  /** The plugin of Argo CD that reads the manifests; they have a folder of their own then. */
  plugin?: string;
  /** What the cluster must already have, one phrase each. */
  requirements: readonly string[] = [];

  constructor(scope: Construct, name: string) {
    super(scope, name, { disableResourceNameHashes: true });
  }

  /** Adds the namespace that the component owns: created before everything else, and kept. */
  protected addNamespace(name: string, { labels, annotations }: NamespaceMarks = {}): void {
    new Namespace(this, 'namespace', { metadata: { name, labels, annotations: { ...wave(WAVES.namespace), ...KEEP, ...annotations } } });
  }
}

/** Waves within one Application: what is read comes before what reads it. */
export const WAVES = { namespace: -3, secret: -2, workload: 0, ingress: 1 } as const;

/** The annotation for a wave within an Application, or of an Application among the others. */
export const wave = (number: number): Record<string, string> => ({ 'argocd.argoproj.io/sync-wave': String(number) });

/** A namespace may contain other data too: neither pruning a manifest nor deleting an Application removes it. */
export const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

/** For an object of an operator that another Application may install: its kind may be created later. */
export const KIND_MAY_COME_LATER = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };
