/** MinIO's part of the cluster file: who makes bucket, user and policy. */
import * as z from 'zod';
import { namespace, objectName } from '../../lib/schema';

export const minioConfig = z.strictObject({
  adminSecret: objectName('minio-admin').describe('A Secret with rootUser and rootPassword of the MinIO server, in the namespace below'),
  namespace: namespace('tempo-bootstrap')
    .default('tempo-bootstrap')
    .describe('The namespace of that Secret and of the Job, so that the namespace of Tempo never holds root credentials'),
});

export type MinioConfig = z.infer<typeof minioConfig>;
