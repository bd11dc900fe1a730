/** Who creates the bucket of Tempo: a Job of `minio` or of `bucket`, or nobody. */
import { createBucket } from '../bucket/bucket';
import { type BucketJob, isBucketJob } from '../bucket/bucket-job';
import type { BucketCreator } from '../bucket/creator';
import type { ClusterFile } from '../cluster-file';
import type { Component } from '../component';
import { lacksAdminApi } from '../minio/hosted';
import { Minio, type MinioProps, minioJob } from '../minio/minio';
import { withoutAdminApi, withoutBucket, withoutJob, withoutKeys } from '../minio/rules';
import { createsNamespace } from '../namespaces/owners';
import type { Credentials } from '../tempo/credentials/credentials';
import type { ClusterContext } from './context';

export interface BucketSetup {
  /** In the order of their files. */
  readonly components: readonly Component[];
  /** Undefined if the cluster file asks for no Job. */
  readonly creator?: BucketCreator;
  /** Undefined if the cluster file asks for none, or for one that cannot work. */
  readonly job?: BucketJob;
}

/** @param credentials those of Tempo */
export function createBucketSetup(context: ClusterContext, credentials: Credentials): BucketSetup {
  const { app, config, settings, findings, images: mirrors, scheduling } = context;
  const { bucket } = settings.storage.dependencies;
  const ofJob = { mirrors, scheduling, valuesInApplication: config.gitops.helm === 'application' };
  const minio = minioWithJob(config);
  if (minio) {
    checkMinio(context);
    const creator: BucketCreator = { key: 'minio', hasOwnKeys: false };
    if (!bucket) return { components: [], creator };
    const { ca } = bucket;
    const server = new Minio(app, { config: minio, bucket, ca, user: credentials, createsNamespace: createsNamespace('minio', config) });
    const job = minioJob(app, server, ofJob);
    return { components: [server, job], creator, job };
  }
  if (config.minio && findings.has(['minio', 'namespace']))
    findings.warning(['minio', 'namespace'], withoutJob(findings.where(['minio', 'bundled'])));
  if (!config.bucket) return { components: [] };
  const components = createBucket(app, {
    ...ofJob,
    config: config.bucket,
    findings,
    bucket,
    credentials,
    namespace: config.tempo.namespace,
    storageTitle: settings.storage.title,
    createsNamespace: createsNamespace('bucket', config),
  });
  return {
    components,
    creator: { key: 'bucket', hasOwnKeys: config.bucket.adminSecret === undefined },
    job: components.find(isBucketJob),
  };
}

/** The namespaces beside that of Tempo with a Job that reads its credentials. */
export function namespacesOfJob(config: ClusterFile): readonly string[] {
  const minio = minioWithJob(config);
  return minio && createsNamespace('minio', config) ? [minio.namespace] : [];
}

/** Undefined without `minio`, and for the MinIO of Tempo's chart, which creates the bucket itself. */
const minioWithJob = ({ minio }: ClusterFile): MinioProps['config'] | undefined =>
  minio?.adminSecret ? { adminSecret: minio.adminSecret, namespace: minio.namespace } : undefined;

function checkMinio({ config, settings, findings }: ClusterContext): void {
  const { title, dependencies } = settings.storage;
  const { bucket } = dependencies;
  if (!bucket) findings.errorAtKey(['minio'], withoutBucket(title, findings.where(['tempo', 'storage'])));
  if (config.tempo.credentials?.identity) findings.errorAtKey(['minio'], withoutKeys());
  const other = bucket && lacksAdminApi(bucket);
  if (other) findings.errorAtKey(['minio'], withoutAdminApi(other));
}
