/** The cluster file's part about a bucket on any S3 server. */
import type * as z from 'zod';
import { namespace, objectName } from '../../lib/cluster-file/formats/kubernetes';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';

/** The default namespace of a Job with the keys of an administrator, here and in `minio`. */
export const ADMIN_NAMESPACE = 'tempo-bootstrap';

export const bucketConfig = lazyObject(() => ({
  adminSecret: objectName('s3-admin')
    .optional()
    .describe(
      'A Secret with accessKeyId and secretAccessKey of a key that may create buckets; default the keys of Tempo, which must be allowed to',
    ),
  namespace: namespace(ADMIN_NAMESPACE)
    .optional()
    .describe(`The namespace of that Secret and of the Job; default ${ADMIN_NAMESPACE}, so that Tempo cannot read it`),
}));

export type BucketConfig = z.infer<typeof bucketConfig>;
