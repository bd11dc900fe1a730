/** What a cluster takes for itself: the objects that it installs, its host and its bucket. */
import type { Place } from '../../lib/findings/finding';

export interface Claim {
  /** What is taken, as a phrase: `Namespace tracing`. */
  readonly what: string;
  /** The key of the cluster file that takes it. */
  readonly key: string;
  readonly place: Place;
}

/** Plain data. */
export interface ClaimList {
  /** The cluster's name. */
  readonly name: Claim;
  /** Where the objects go: `the cluster https://10.0.0.1:6443`. Only equal texts are surely the same cluster. */
  readonly target: Claim;
  readonly objects: readonly Claim[];
  /** Its Applications in Argo CD, and then their AppProjects. */
  readonly applications: readonly Claim[];
  /** The host of the demo, which by default is one below the domain; undefined without it. */
  readonly host?: Claim;
  /** The bucket or container; undefined if the chart's own MinIO creates it, and for a local disk. */
  readonly bucket?: Claim;
}

/** What identifies the claims of a cluster. Plain data. */
export interface ClaimKeys {
  readonly cluster: string;
  /** The path of the cluster file, as shown in messages. */
  readonly file: string;
  /** Two clusters have a conflict only if they have one of these in common. */
  readonly keys: readonly string[];
}

/** The claims of a cluster. Of most clusters only the keys are needed. */
export class Claims implements ClaimKeys {
  readonly cluster: string;
  readonly file: string;
  readonly keys: readonly string[];
  private known?: ClaimList;

  /** @param read reads the claims when they are needed */
  constructor(
    { cluster, file, keys }: ClaimKeys,
    private readonly read: () => ClaimList,
  ) {
    this.cluster = cluster;
    this.file = file;
    this.keys = keys;
  }

  static of(cluster: string, file: string, list: ClaimList): Claims {
    return new Claims({ cluster, file, keys: [...byKey(list).keys()] }, () => list);
  }

  get list(): ClaimList {
    this.known ??= this.read();
    return this.known;
  }
}

/** The key of an object, which two clusters may have in different targets. */
export const objectKey = ({ what }: Claim, { target }: ClaimList): string => `${what} of ${target.what}`;

export function byKey(list: ClaimList): ReadonlyMap<string, Claim> {
  const { name, objects, applications, host, bucket } = list;
  const own = [name, ...applications, ...(host ? [host] : []), ...(bucket ? [bucket] : [])];
  return new Map([
    ...own.map((claim) => [claim.what, claim] as const),
    ...objects.map((claim) => [objectKey(claim, list), claim] as const),
  ]);
}

/** The key of the demo's host. */
export const HOST = ['emojivoto', 'host'] as const;
