/** MinIO's part of the cluster file: who makes bucket, user and policy. */
import * as z from 'zod';
import { exactlyOne, namespace, objectName } from '../../lib/cluster-file/schema';

export const minioConfig = exactlyOne(
  z.strictObject({
    adminSecret: objectName('minio-admin')
      .optional()
      .describe('A Secret with rootUser and rootPassword of the MinIO server, in the namespace below; or bundled'),
    namespace: namespace('tempo-bootstrap')
      .default('tempo-bootstrap')
      .describe('The namespace of that Secret and of the Job, so that the namespace of Tempo never holds root credentials'),
    bundled: z
      .strictObject({
        existingSecret: objectName('tempo-minio-root').describe('A Secret in the namespace of Tempo with the root credentials to give it'),
      })
      .optional()
      .describe('The MinIO that tempo-distributed brings, before 3.0.0: then neither tempo.storage nor tempo.credentials; or adminSecret'),
  }),
  'adminSecret',
  'bundled',
);

export type MinioConfig = z.infer<typeof minioConfig>;
