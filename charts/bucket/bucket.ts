/** A Job that creates the bucket on any S3 server by a plain S3 client, with the keys of Tempo or of an administrator. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import { Component } from '../component';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { CredentialsSecret } from '../tempo/credentials/secret';
import type { S3Bucket } from '../tempo/storage/backend';
import { RCLONE } from '../tempo/storage/s3/servers/images';
import { serverNamed } from '../tempo/storage/s3/servers/servers';
import { BucketJob } from './bucket-job';
import { ADMIN_NAMESPACE, type BucketConfig } from './config';
import { ADMIN_KEYS, bucketScript } from './rclone';
import { BUCKET_RULES } from './rules';
import { FOLDERS, SCRIPT_FILE } from './script';

export interface BucketProps {
  readonly config: BucketConfig;
  readonly findings: Findings;
  /** Where its image comes from. */
  readonly mirrors: ImageMirrors;
  /** Where its pod runs. */
  readonly scheduling: Scheduling;
  /** Undefined if the storage has none. */
  readonly bucket: S3Bucket | undefined;
  /** The credentials of Tempo, and its namespace. */
  readonly credentials: CredentialsSecret;
  readonly namespace: string;
  /** The name of the storage in messages. */
  readonly storageTitle: string;
  readonly valuesInApplication: boolean;
  /** Whether the Job with the keys of an administrator has a namespace of its own. Otherwise it is in Tempo's. */
  readonly createsNamespace: boolean;
}

/** The name of the component with the Job. */
export const BUCKET_JOB = 'bucket-bootstrap';

/** The namespace of an administrator's keys, which Tempo must not be able to read. */
class BucketNamespace extends Component {
  constructor(scope: Construct, name: string) {
    super(scope, 'bucket');
    this.addNamespace(name);
  }
}

/** @returns what creates the bucket, in the order of its files */
export function createBucket(scope: Construct, props: BucketProps): Component[] {
  const { config, bucket, credentials, mirrors, scheduling, valuesInApplication } = props;
  check(props);
  if (!bucket) return [];
  const { adminSecret, namespace = ADMIN_NAMESPACE } = config;
  const shared = {
    file: BUCKET_JOB,
    container: { name: 'rclone', image: RCLONE.image },
    mirrors,
    scheduling,
    valuesInApplication,
    ...(bucket.ca && { ca: bucket.ca }),
  };
  if (adminSecret === undefined) {
    const keys = { folder: FOLDERS.user, ...credentials.keys };
    const secrets = [{ volume: 'tempo', secret: credentials.secretName, folder: FOLDERS.user }];
    const job = new BucketJob(scope, {
      ...shared,
      namespace: props.namespace,
      secrets,
      signsBy: { secret: credentials.secretName, ...credentials.keys, isAdmin: false },
      texts: { [SCRIPT_FILE]: bucketScript(bucket, keys) },
    });
    job.requirements = ['permission for the keys of Tempo to create its bucket; `npm run bucket` prints the commands'];
    return [job];
  }
  const requirements = [
    `the Secret ${adminSecret} with ${ADMIN_KEYS.accessKeyId} and ${ADMIN_KEYS.secretAccessKey} of ${bucket.endpoint} in namespace ${namespace}`,
    'access to the bucket for the keys of Tempo; `npm run bucket` prints the commands',
    ...(bucket.ca && props.createsNamespace
      ? [`the ConfigMap ${bucket.ca.configMap} with ${bucket.ca.key} in namespace ${namespace} too`]
      : []),
  ];
  const place = props.createsNamespace ? new BucketNamespace(scope, namespace) : undefined;
  const secrets = [{ volume: 'admin', secret: adminSecret, folder: FOLDERS.admin }];
  const texts = { [SCRIPT_FILE]: bucketScript(bucket, ADMIN_KEYS) };
  const { accessKeyId, secretAccessKey } = ADMIN_KEYS;
  const signsBy = { secret: adminSecret, accessKeyId, secretAccessKey, isAdmin: true };
  const job = new BucketJob(scope, { ...shared, ...(place && { place }), namespace, secrets, signsBy, texts });
  job.requirements = requirements;
  return [...(place ? [place] : []), job];
}

function check({ config, findings, bucket, credentials, storageTitle }: BucketProps): void {
  const storage = findings.where(['tempo', 'storage']);
  const problem = `needs an S3 bucket, but ${storage} stores traces in ${storageTitle}`;
  if (!bucket) findings.errorAtKey(['bucket'], BUCKET_RULES.says('no-bucket', problem, 'remove bucket, or set tempo.storage.s3'));
  if (config.adminSecret === undefined) {
    if (credentials.identity) {
      const keyless = 'uses the keys of Tempo, and tempo.credentials.identity has none';
      findings.errorAtKey(['bucket'], BUCKET_RULES.says('no-keys', keyless, 'add adminSecret, or remove bucket'));
    }
    if (config.namespace !== undefined) {
      const unused = 'has no effect without adminSecret, because the Job is where the keys of Tempo are';
      findings.errorAtKey(['bucket', 'namespace'], BUCKET_RULES.says('namespace-unused', unused, 'remove it'));
    }
    return;
  }
  const server = serverNamed(bucket?.server);
  if (!server?.bucketOfOneKey) return;
  const hidden = `${server.title} hides a bucket that a key creates by S3 from every other key`;
  const fix = 'remove adminSecret, so that the key of Tempo creates it';
  findings.errorAtKey(['bucket', 'adminSecret'], BUCKET_RULES.says('hidden-bucket', hidden, fix));
}
