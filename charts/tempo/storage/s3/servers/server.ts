/** What is known about an S3 server: what it needs of its clients, and what it does not have. Each fact has a public source. */

export interface Fact {
  /** A sentence of the page docs/s3-servers.md, without a full stop. */
  readonly says: string;
  /** The page or issue that says so, as a URL. */
  readonly source: string;
}

/** A fact that refuses a setting. */
export interface Limit extends Fact {
  /** What is wrong with the setting: a phrase after its key. */
  readonly problem: string;
  /** What to do instead. */
  readonly fix: string;
}

export interface S3Server {
  /** The name in messages: `Garage`. */
  readonly title: string;
  /** What creates users and gives them access. */
  readonly admin: string;
  /** Its name in rclone, backend/s3/provider/. */
  readonly rclone: string;
  /** Whether its address follows from the region. */
  readonly hasOwnEndpoint?: true;
  /** Why the bucket must be in the path of requests, and not in the host name. */
  readonly pathStyle?: Fact;
  /** The region if the cluster file names none. */
  readonly region?: Fact & { readonly value: string };
  /** The only regions that it accepts. */
  readonly regions?: Fact & { readonly values: readonly string[] };
  /** Names that S3 allows for a bucket, but this server does not. */
  readonly bucketNames?: Limit & { readonly refused: RegExp };
  /** Why `sse` does nothing good. */
  readonly noEncryption?: Limit;
  /** What the server needs so that it accepts `sse`. */
  readonly encryptionNeeds?: Fact & { readonly requirement: string };
  /** Whether it refuses `sse` without TLS. */
  readonly encryptionNeedsTls?: Fact;
  /** Whether all parts of an upload but the last must have the same length. */
  readonly evenParts?: Fact;
  /** Whether it has the admin API of MinIO, with users and policies. */
  readonly minioAdmin?: Fact;
  /** Whether a bucket that is created by S3 is hidden from every other key. */
  readonly bucketOfOneKey?: Fact;
  /** What else is worth knowing. */
  readonly further: readonly Fact[];
}
