/** The settings of Google Cloud Storage in the cluster file. */
import * as z from 'zod';
import { googleBucket, objectPrefix } from '../../../../lib/cluster-file/formats/storage';

export const gcsConfig = z.strictObject({
  bucket: googleBucket().describe('The bucket for traces'),
  prefix: objectPrefix().optional().describe('A folder in the bucket, without a slash at the ends'),
});

export type GcsSettings = z.infer<typeof gcsConfig>;
