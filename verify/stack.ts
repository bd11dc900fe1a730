/** What there is to verify: manifests as they were read, and what Helm makes of the releases that they name. */
import type { ChartInfo } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import type { Kubernetes } from '../lib/helm/template';
import type { Place, Verdict } from './verdict';
import type { Declared } from './world/declared';

/** A Kubernetes object as somebody wrote it: only what makes it one is sure. */
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

/** An object as it would stand in the cluster. */
export interface Placed {
  readonly object: Manifest;
  /** Its own, else the one that its Application or release sends it to. */
  readonly namespace?: string;
  readonly place: Place;
  /** Whether an upstream chart rendered it, and so nobody here wrote it. */
  readonly rendered?: boolean;
  /** The name of the Application that syncs it. */
  readonly application?: string;
}

/** A Helm release that something in the manifests asks for. */
export interface Installation {
  readonly place: Place;
  /** A chart of a repository, or a folder of the manifests that is one. */
  readonly chart: ChartRef | { readonly folder: string; readonly name: string; readonly version: string };
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly skipCrds: boolean;
  /** Whether it is what k3s bundles: packaged without its schema, and given values by k3s too. */
  readonly bundled: boolean;
  readonly application?: string;
  /** Whether its objects stand in the manifests already, so that only its values are judged. */
  readonly isRenderedAlready?: boolean;
  /** Whether this project chose the values, or the author of the manifests did. */
  readonly isOurs: boolean;
}

export interface Rendered extends Installation {
  readonly info: ChartInfo;
  /** The folder that it was rendered from. */
  readonly folder: string;
  /** What Helm printed. */
  readonly text: string;
  readonly objects: readonly Placed[];
}

/** A source of an Application. */
export interface Source {
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
  readonly sources: readonly Source[];
  readonly syncOptions: readonly string[];
  readonly manifest: Manifest;
  readonly place: Place;
}

/** All the manifests of one cluster, or of one folder. */
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
  /** Objects that stand there as they are. */
  readonly objects: readonly Placed[];
  readonly declared: Declared;
  readonly kubernetes: Kubernetes;
  /** What reading them found wrong. */
  readonly verdicts: readonly Verdict[];
  readonly notJudged: readonly string[];
}

/** The stack with its releases rendered: what the checks look at. */
export interface World extends Omit<Stack, 'objects'> {
  readonly releases: readonly Rendered[];
  /** Every object that would be in the cluster, the rendered ones included. */
  readonly objects: readonly Placed[];
}

/** What a check says. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** How many things it has looked at. */
  readonly judged: number;
  readonly notJudged?: readonly string[];
}
