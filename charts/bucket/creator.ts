/** The Job that creates the bucket. */
export interface BucketCreator {
  /** The key of the cluster file that asks for it. */
  readonly key: 'minio' | 'bucket';
  /** Whether it uses Tempo's own keys, to which the bucket then belongs. */
  readonly hasOwnKeys: boolean;
}
