/** The interface of components to each other, to Argo CD and to the output. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Path } from '../lib/yaml/parsed';
import { k8s } from './cdk8s-plus';
import type { ValuesOf } from './file-comments';
import type { UnreachedIn } from './metadata/unreached';
import { namespaceRequirement, neededNamespace } from './namespaces/of-app';

/** The address of a component inside the cluster. */
export interface Endpoint {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** The path of the protocol, with a leading slash. */
  readonly path?: string;
  /** Its name as written by the user, if it is not part of this stack. @default that of the Service */
  readonly host?: string;
}

/** `service.namespace:port`, the format of OpenCensus agents and Linkerd's injector. */
export const hostPort = ({ service, namespace, port, host = `${service}.${namespace}` }: Endpoint): string => `${host}:${port}`;

/** The domain of the cluster in addresses: the default of Kubernetes. A cluster may have another one. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** The endpoint as a URL with the full name of its Service. */
export const url = ({ service, namespace, port, path = '', host = `${service}.${namespace}.svc.${CLUSTER_DOMAIN}` }: Endpoint): string =>
  `http://${host}:${port}${path}`;

/** A Helm release. */
export interface HelmSource {
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly releaseName: string;
  readonly values: object;
  /** Whether to skip the chart's CustomResourceDefinitions. @default false */
  readonly skipCrds?: boolean;
  /** What the name of the file with its manifests begins with, if synth renders it. @default the name of the component */
  readonly file?: string;
  /** The key of the cluster file with the user's part of the values. @default `values` of the component */
  readonly valuesKey?: Path;
}

/** A Helm release that synth renders into plain manifests. */
export interface ReleaseToPlan {
  readonly helm: HelmSource;
  /** The namespace to render it for. */
  readonly namespace: string;
}

/** A kustomization in a git repository, at a pinned commit. */
export interface KustomizeSource {
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  /** `old=new:tag` */
  readonly images: readonly string[];
  /** Objects that are left out, by kind and name. */
  readonly without?: readonly { readonly apiVersion: string; readonly kind: string; readonly name: string }[];
  readonly patches: readonly {
    readonly target: { readonly group?: string; readonly version: string; readonly kind: string };
    readonly operations: readonly object[];
  }[];
}

/** A kind as `group/Kind`, or `Kind` for the core group. */
export type Kind = string;

export interface RenderedClusterKind {
  readonly kind: Kind;
  readonly name: string;
  /** The name of its one object with the values in use; undefined if they turn it off. @default `name`, unless that has a wildcard */
  readonly exact?: string | undefined;
  /** What to do if another release makes it too. @default another name for it in the user's own values */
  readonly wayOut?: string;
}

/** The kinds that a source renders in addition to the emitted objects. Its AppProject must permit them. */
export interface Rendered {
  readonly namespaced: readonly Kind[];
  /** Cluster-scoped kinds, each with the rendered names (`*` is a wildcard). */
  readonly cluster?: readonly RenderedClusterKind[];
  /** Further namespaces that it writes to. */
  readonly namespaces?: readonly string[];
}

/** A field of a rendered object that the API server does not change, with its value in a release. */
export interface FixedField {
  readonly kind: string;
  readonly name: string;
  /** `spec.selector` */
  readonly field: string;
  /** Equal values are equal fields. */
  readonly value: string;
  /** The Helm value that replaces it. @default none */
  readonly replacedBy?: readonly string[];
  /** The Helm value that decides whether the object exists, the value with which it does, and the chart's default. */
  readonly exists: { readonly by: readonly string[]; readonly if: unknown; readonly byDefault: unknown };
}

/** The main source of an Application. */
export type DeliverySource = { readonly helm: HelmSource } | { readonly kustomize: KustomizeSource };

/** What Argo CD needs to install a component. */
export interface Delivery {
  /** The namespace for objects that do not set one. */
  readonly namespace: string;
  /** The main source; undefined if everything is in this repository. */
  readonly source?: DeliverySource;
  /** A Helm release of the same namespace that is removed later, such as the older one of a migration. */
  readonly older?: HelmSource;
  /** Annotations of the Application. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The kinds of all releases. */
  readonly rendered: Rendered;
  /** Fields that another controller sets. */
  readonly filledIn?: readonly { readonly kind: Kind; readonly name: string; readonly jqPath: string }[];
}

/** Helm values for a release that another Application installs. */
export interface ValuesFile extends ValuesOf {
  readonly values: object;
  /** Comments for readers of the file, one sentence per line. */
  readonly remarks: readonly string[];
}

interface NamespaceMarks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One component: the objects that it emits, and the delivery of the rest. */
export abstract class Component extends Chart {
  /** How Argo CD installs it; undefined if it does not. */
  delivery?: Delivery;
  /** Values for a release that is installed elsewhere. */
  valuesFile?: ValuesFile;
  /** A one-line comment above its manifests. */
  about?: string;
  /** The Argo CD plugin that reads the manifests. If set, they are in a separate folder. */
  plugin?: string;
  /** The name of the file with its manifests, without extension. @default the name of the component */
  file: string;
  /** What the cluster must already have, one phrase per item. */
  requirements: readonly string[] = [];
  /** Its namespaces that somebody else makes, as requirements. */
  protected neededNamespaces: readonly string[] = [];
  /** The namespaces of its pods. */
  podNamespaces: readonly string[] = [];
  /** What of its charts has no values for labels and annotations. */
  unreached: readonly UnreachedIn[] = [];

  /** All requirements, those of namespaces first. */
  get allRequirements(): readonly string[] {
    return [...this.neededNamespaces, ...this.requirements];
  }

  constructor(scope: Construct, name: string) {
    super(scope, name, { disableResourceNameHashes: true });
    this.file = name;
  }

  /** Adds the namespace that the component owns, unless somebody else makes it. It is created first and never deleted. */
  protected addNamespace(name: string, { labels: own, annotations }: NamespaceMarks = {}): void {
    const { isExisting, podSecurity } = neededNamespace(this, name);
    const labels = podSecurity ? { ...own, ...podSecurity } : own;
    if (isExisting) this.neededNamespaces = [...this.neededNamespaces, namespaceRequirement(name, labels, annotations)];
    else this.createNamespace(name, { labels, annotations });
  }

  private createNamespace(name: string, { labels, annotations }: NamespaceMarks): void {
    const metadata = { name, labels, annotations: { ...wave(WAVES.namespace), ...KEEP, ...annotations } };
    new k8s.KubeNamespace(this, 'namespace', { metadata, spec: {} });
  }
}

/**
 * Waves within one Application. An object comes before those that read it. A sync waits until every wave but the last is healthy, and
 * holds newer commits back until then, so everything that nothing reads is in the last one.
 */
export const WAVES = { namespace: -3, secret: -2, workload: 0 } as const;

/** The annotation for a sync wave. */
export const wave = (number: number): Record<string, string> => ({ 'argocd.argoproj.io/sync-wave': String(number) });

/** A namespace may contain other data too: neither pruning a manifest nor deleting an Application removes it. */
export const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

/** What keeps an object in Helm; in Argo CD only if its Application is deleted. */
export const HELM_POLICY = 'helm.sh/resource-policy';
export const HELM_KEEP = { [HELM_POLICY]: 'keep' };

/** For a custom resource whose operator another Application may install: its kind may not exist yet. */
export const KIND_MAY_COME_LATER = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };
