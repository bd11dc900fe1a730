/** What there is to verify: manifests as they were read, and what Helm renders for the releases that they name. */
import type { Finding, Place } from '../lib/findings/finding';
import type { ChartInfo } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import type { Kubernetes } from '../lib/helm/template';
import type { Made } from './checks/freshness/freshness';
import type { Declared } from './world/declared';

/** A Kubernetes object from any author: only the fields that make it one are certain. */
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

/** An object as it would be in the cluster. */
export interface Placed {
  readonly object: Manifest;
  /** Its own, else that of its Application or release. */
  readonly namespace?: string;
  readonly place: Place;
  /** Whether an upstream chart rendered it, so that it is not written in the manifests. */
  readonly rendered?: boolean;
  /** The name of the Application that syncs it. */
  readonly application?: string;
}

/** A Helm release that the manifests ask for. */
export interface Installation {
  readonly place: Place;
  /** A chart of a repository, or a folder of the manifests. */
  readonly chart: ChartRef | { readonly folder: string; readonly name: string; readonly version: string };
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly skipCrds: boolean;
  /** Whether k3s bundles it: packaged without its schema, and given values by k3s too. */
  readonly bundled: boolean;
  readonly application?: string;
  /** Whether the manifests contain its objects already, so that only its values are judged. */
  readonly isRenderedAlready?: boolean;
  /** Whether this project chose the values, or the author of the manifests did. */
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
  readonly installations: readonly Installation[];
  /** Objects that are written in the manifests. */
  readonly objects: readonly Placed[];
  readonly declared: Declared;
  readonly kubernetes: Kubernetes;
  /** What synth makes of the cluster file now; absent for manifests of other authors. */
  readonly made?: Made;
  /** What is wrong with them, found by reading them. */
  readonly findings: readonly Finding[];
  /** What could not be judged, and why, a phrase each. */
  readonly notJudged: readonly string[];
}

/** The stack with its releases rendered: what the checks look at. */
export interface World extends Omit<Stack, 'objects'> {
  readonly releases: readonly RenderedRelease[];
  /** Every object that would be in the cluster, including the rendered ones. */
  readonly objects: readonly Placed[];
}
