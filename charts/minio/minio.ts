/** The bucket Job of an existing MinIO server, and where it runs: a namespace of its own, with the credentials of the S3 user. */
import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { BucketJob, type BucketJobProps } from '../bucket/bucket-job';
import { type Bucket, POLICY_FILE, policy } from '../bucket/s3-bucket';
import { FOLDERS, SCRIPT_FILE } from '../bucket/script';
import { Component } from '../component';
import { MC } from '../tempo/storage/s3/servers/images';
import { ROOT_KEYS } from '../tempo/storage/s3/servers/root-keys';
import { type S3Keys, script } from './script';

/** The S3 user to create: its Secret, and how to add that Secret to another namespace. */
export interface S3User {
  readonly secretName: string;
  readonly keys: S3Keys;
  readonly provide: (chart: Chart, namespace: string) => void;
  /** What must already exist for it in a namespace, one phrase per item. */
  readonly requirements: (namespace: string) => readonly string[];
}

export interface MinioProps {
  readonly config: { readonly adminSecret: string; readonly namespace: string };
  readonly bucket: Bucket;
  /** The private authority that signed the server's certificate. */
  readonly ca?: { readonly configMap: string; readonly key: string };
  readonly user: S3User;
  /** Whether it has a namespace of its own. Otherwise Tempo's, which has the credentials of the user. */
  readonly createsNamespace: boolean;
}

export class Minio extends Component {
  constructor(
    scope: Construct,
    readonly props: MinioProps,
  ) {
    super(scope, 'minio');
    const { config, bucket, ca, user } = props;
    const { namespace } = config;
    this.requirements = [
      ...user.requirements(namespace),
      `the Secret ${config.adminSecret} with ${ROOT_KEYS.accessKeyId} and ${ROOT_KEYS.secretAccessKey} of ${bucket.endpoint} in namespace ${namespace}`,
      ...(ca && props.createsNamespace ? [`the ConfigMap ${ca.configMap} with ${ca.key} in namespace ${namespace} too`] : []),
    ];
    if (!props.createsNamespace) return;
    this.addNamespace(namespace);
    user.provide(this, namespace);
  }
}

/** The name of the component with the Job. */
export const MINIO_JOB = 'minio-bootstrap';

/** The Job that creates bucket, user and policy. */
export function minioJob(
  scope: Construct,
  server: Minio,
  { mirrors, scheduling, valuesInApplication }: Pick<BucketJobProps, 'mirrors' | 'scheduling' | 'valuesInApplication'>,
): BucketJob {
  const { bucket, ca, config, user } = server.props;
  return new BucketJob(scope, {
    file: MINIO_JOB,
    namespace: config.namespace,
    container: { name: 'mc', image: MC.image },
    mirrors,
    scheduling,
    texts: { [SCRIPT_FILE]: script(bucket, user), [POLICY_FILE]: `${JSON.stringify(policy(bucket), null, 2)}\n` },
    secrets: [
      { volume: 'admin', secret: config.adminSecret, folder: FOLDERS.admin },
      { volume: 'tempo', secret: user.secretName, folder: FOLDERS.user },
    ],
    signsBy: { secret: config.adminSecret, ...ROOT_KEYS, isAdmin: true },
    ...(ca && { ca }),
    place: server,
    valuesInApplication,
  });
}
