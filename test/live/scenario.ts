/** One situation to try on real programs. */
import type { Manifest } from '../../verify/stack';
import type { Authority } from './cluster/certificates';
import type { Live } from './live';

/** What a cluster has beside the output of synth. */
export interface Outside {
  /** Pods, Services and Secrets that somebody else made. */
  readonly objects: readonly Manifest[];
  /** Names outside the cluster, each with the pod `NAMESPACE/NAME` that it leads to. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** The name of its cluster: the part of its name before the first hyphen. */
export const clusterOf = ({ name }: Scenario): string => name.split('-')[0] ?? name;

export interface Scenario {
  /** `picluster`, `lab-wrong-key` */
  readonly name: string;
  /** What it shows, in one line. */
  readonly shows: string;
  /** The text of the cluster file. */
  readonly clusterFile: string;
  /** The text of the one whose output runs, where that is not the cluster file of smoke. @default the same */
  readonly running?: string;
  /** @param authority issues certificates, which all images trust unless `isPrivate` */
  readonly outside: (authority: Authority) => Outside;
  /** Namespaces whose pods do not run: there are no binaries of them outside of their images. @default all run */
  readonly without?: readonly string[];
  /** Programs of which no other version will do. @default the same major version does */
  readonly exact?: readonly string[];
  /** Whether images do not trust the authority, as with a private one. @default they do */
  readonly isPrivate?: boolean;
  /** Changes what Helm rendered, for a failure that no cluster file yields. @default nothing is changed */
  readonly damage?: (objects: readonly Manifest[]) => Manifest[];
  /** What is tried, once all pods are started. A rejection is a failure. */
  readonly run: (live: Live) => Promise<void>;
}
