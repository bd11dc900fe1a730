/** The settings of Google Cloud Storage in the cluster file. */
import type * as z from 'zod';
import { googleBucket, objectPrefix } from '../../../../lib/cluster-file/formats/storage';
import { lazyObject } from '../../../../lib/cluster-file/schema/lazy';

export const gcsConfig = lazyObject(() => ({
  bucket: googleBucket().describe('The bucket for traces'),
  prefix: objectPrefix().optional().describe('A folder in the bucket, without a slash at the ends'),
}));

export type GcsSettings = z.infer<typeof gcsConfig>;
