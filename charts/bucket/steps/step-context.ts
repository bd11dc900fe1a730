/** What the steps for a bucket depend on. */
import type { PodIdentity } from '../../tempo/credentials/identity';
import type { S3Bucket } from '../../tempo/storage/backend';
import type { BucketCreator } from '../creator';

export interface StepContext {
  /** The cluster's name. */
  readonly cluster: string;
  readonly bucket: S3Bucket;
  /** The Job that creates the bucket; undefined if none does. */
  readonly creator?: BucketCreator;
  /** The identity by which Tempo accesses the bucket; undefined if it has keys. */
  readonly podIdentity?: PodIdentity;
}

/** The name of Tempo's user, key and policy, so that two clusters on one server do not overwrite each other's. */
export const userName = ({ name }: S3Bucket): string => `tempo-${name}`;

/** What is left to do after a server has made the keys. */
export const STORE_KEYS = '# Store its id and its secret where tempo.credentials reads them.';

/** The commands that create the bucket; none if a Job does that. */
export const creation = ({ creator }: StepContext, ...commands: string[]): string[] =>
  creator ? [`# The Job of \`${creator.key}:\` creates the bucket.`] : commands;
