/** The settings of S3 in the cluster file. */
import * as z from 'zod';
import { bucket, dataKey, endpoint, objectName, plainLine } from '../../../../lib/cluster-file/formats';

export const s3Config = z.strictObject({
  bucket: bucket().describe('The S3 bucket for traces'),
  endpoint: endpoint().describe('The S3 server as host or host:port, without a scheme'),
  region: plainLine('eu-west-1').optional().describe('The S3 region'),
  insecure: z.boolean().default(false).describe('Whether to use plain HTTP instead of TLS'),
  ca: z
    .strictObject({
      configMap: objectName('minio-ca').describe('A ConfigMap in the namespace of Tempo and in that of the bucket Job'),
      key: dataKey('ca.crt').default('ca.crt').describe('The key with the certificate in PEM format'),
    })
    .optional()
    .describe('The private authority that signed the certificate of the S3 server'),
});

export type S3Settings = z.infer<typeof s3Config>;
