/** The input of the checks: the manifests, and the rendered output of their releases. */
import type { Finding, Place } from '../lib/findings/finding';
import type { ChartInfo } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import type { Kubernetes } from '../lib/helm/template';
import type { Synthesis } from '../synthesis/cluster-output';
import type { Declared } from './world/declared';

/** A Kubernetes object of any author. Only these fields are guaranteed. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object as in the cluster. */
export interface Placed {
  readonly object: Manifest;
  /** Its own namespace, else that of its Application or release. */
  readonly namespace?: string;
  readonly place: Place;
  /** Whether a chart rendered it, so that it is not in the manifests. */
  readonly rendered?: boolean;
  /** The name of the Application that syncs it. */
  readonly application?: string;
}

/** A Helm release in the manifests. */
export interface Installation {
  readonly place: Place;
  /** A chart in a repository, or in a folder of the manifests. */
  readonly chart: ChartRef | { readonly folder: string; readonly name: string; readonly version: string };
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly skipCrds: boolean;
  /** Whether k3s bundles it: the chart has no schema, and k3s also sets values. */
  readonly bundled: boolean;
  readonly application?: string;
  /** Whether the manifests already contain its objects, so that only its values are judged. */
  readonly isRenderedAlready?: boolean;
  /** Whether this project wrote the values, and not the author of the manifests. */
  readonly isOurs: boolean;
}

export interface RenderedRelease extends Installation {
  readonly info: ChartInfo;
  /** The folder that it was rendered from. */
  readonly folder: string;
  /** The output of Helm. */
  readonly text: string;
  readonly objects: readonly Placed[];
}

/** A source of an Application. */
export interface ApplicationSource {
  readonly repository: string;
  readonly revision: string;
  readonly chart?: string;
  readonly path?: string;
  readonly ref?: string;
  readonly helm?: Readonly<Record<string, unknown>>;
  readonly kustomize?: Readonly<Record<string, unknown>>;
  readonly directory?: Readonly<Record<string, unknown>>;
  readonly plugin?: unknown;
}

export interface Application {
  readonly name: string;
  readonly project: string;
  readonly destination: { readonly namespace: string; readonly server?: string; readonly name?: string };
  readonly sources: readonly ApplicationSource[];
  readonly syncOptions: readonly string[];
  readonly manifest: Manifest;
  readonly place: Place;
}

/** The current result of synth for one cluster file. */
export interface Made {
  /** The cluster's name. */
  readonly name: string;
  /** The path of the cluster file, as shown in messages. */
  readonly clusterFile: string;
  /** The output folder. */
  readonly out: string;
  /** The synthesis of only that cluster file. */
  readonly synthesis: Synthesis;
}

/** The manifests of one cluster, or of one folder. */
export interface Stack {
  /** The cluster's name, or the folder. */
  readonly name: string;
  /** The folder that they were read from. */
  readonly folder: string;
  /** Whether this project wrote them. */
  readonly isOurs: boolean;
  readonly applications: readonly Application[];
  readonly projects: readonly Placed[];
  /** The ApplicationSet that makes the root, with its AppProject. @default none, and an administrator applies the root */
  readonly fleet?: readonly Placed[];
  readonly installations: readonly Installation[];
  /** The objects in the manifests. */
  readonly objects: readonly Placed[];
  readonly declared: Declared;
  readonly kubernetes: Kubernetes;
  /** The current result of synth; undefined for manifests of other authors. */
  readonly made?: Made;
  /** The findings of reading them. */
  readonly findings: readonly Finding[];
  /** Why the files of the output cannot be read, so that nothing else is known of the cluster. @default they can */
  readonly damage?: readonly Finding[];
  /** What could not be judged, and why, one phrase per item. */
  readonly notJudged: readonly string[];
  /** What this project promises to judge, but could not, and why, one phrase per item. */
  readonly notProven?: readonly string[];
  /** Files of kustomize whose output lacks something, such as what plugins make. */
  readonly incomplete?: ReadonlySet<string>;
}

/** The stack with rendered releases: the input of the checks. */
export interface World extends Omit<Stack, 'objects'> {
  readonly releases: readonly RenderedRelease[];
  /** All objects in the cluster, including rendered ones. */
  readonly objects: readonly Placed[];
}
