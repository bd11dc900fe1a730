/** What a cluster takes for itself: the objects that it installs, its host and its bucket. */
import type { Place } from '../../lib/findings/finding';

export interface Claim {
  /** What is taken, as a phrase: `Namespace tracing`. */
  readonly what: string;
  /** The key of the cluster file that takes it. */
  readonly key: string;
  readonly place: Place;
  /** What to do if another cluster file takes it too. @default another namespace */
  readonly wayOut?: string;
}

/** Plain data. */
export interface ClaimList {
  /** The cluster's name. */
  readonly name: Claim;
  /** Where the objects go: `the cluster https://10.0.0.1:6443`. Only equal texts are surely the same cluster. */
  readonly target: Claim;
  readonly domain: string;
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
  /** What the claims are about, but for objects. Two clusters have a conflict only if they have one of these in common. */
  readonly keys: readonly string[];
  /** The objects, as phrases, one in each line. Two clusters have a conflict about one only in the same target, so most are never compared. */
  readonly objects: string;
  /** Where the objects go, as a phrase. */
  readonly target: string;
}

/** The claims of a cluster. Of most clusters only the keys are needed. */
export class Claims {
  readonly cluster: string;
  readonly file: string;
  private known?: ClaimList;

  /** @param read reads the claims when they are needed */
  constructor(
    readonly keys: ClaimKeys,
    private readonly read: () => ClaimList,
  ) {
    this.cluster = keys.cluster;
    this.file = keys.file;
  }

  static of(cluster: string, file: string, list: ClaimList): Claims {
    const keys = othersIn(list).map(({ what }) => what);
    return new Claims(
      { cluster, file, keys, objects: list.objects.map(({ what }) => what).join('\n'), target: list.target.what },
      () => list,
    );
  }

  get list(): ClaimList {
    this.known ??= this.read();
    return this.known;
  }
}

/** The key of an object, which two clusters may have in different targets. */
export const objectKey = (what: string, target: string): string => `${what} of ${target}`;

/** The objects of a cluster, as phrases. */
export const objectsIn = ({ objects }: ClaimKeys): string[] => objects.split('\n').filter((what) => what !== '');

/** All keys of a cluster. */
export const keysOf = (keys: ClaimKeys): string[] => [...keys.keys, ...objectsIn(keys).map((what) => objectKey(what, keys.target))];

export const byKey = (list: ClaimList): ReadonlyMap<string, Claim> =>
  new Map([
    ...othersIn(list).map((claim) => [claim.what, claim] as const),
    ...list.objects.map((claim) => [objectKey(claim.what, list.target.what), claim] as const),
  ]);

/** The claims to anything but objects. */
const othersIn = ({ name, applications, host, bucket }: ClaimList): Claim[] => [
  name,
  ...applications,
  ...(host ? [host] : []),
  ...(bucket ? [bucket] : []),
];

/** The key of the demo's host. */
export const HOST = ['emojivoto', 'host'] as const;
