/** All that has to be done by hand for the bucket of a cluster, by the means of its server. `npm run bucket` and `npm run minio` share it. */
import { awsIdentityCommands, awsUserCommands } from '../../tempo/storage/s3/aws-commands';
import { serverOf } from '../../tempo/storage/s3/schema';
import type { ServerName } from '../../tempo/storage/s3/servers/servers';
import { SERVERS } from '../../tempo/storage/s3/servers/servers';
import { policy } from '../s3-bucket';
import { cephSteps } from './ceph-rgw';
import { garageSteps } from './garage';
import { mcSteps } from './mc';
import { r2Steps } from './r2';
import { seaweedfsSteps } from './seaweedfs';
import type { StepContext } from './step-context';

const MC = 'mc RELEASE.2024-10-08 or newer. Each command can be repeated';

/** The commands with a title for each kind of server, as lines of a shell script. */
export function bucketSteps(context: StepContext): string[] {
  const { cluster, bucket, creator, podIdentity } = context;
  if (podIdentity)
    return [
      `# Bucket of Tempo in ${cluster}, and its access by ${podIdentity.account}, for AWS CLI 2.`,
      ...awsIdentityCommands(bucket, policy(bucket), podIdentity),
    ];
  const server = serverOf(bucket);
  if (server === undefined || server === 'minio' || server === 'rustfs')
    return [
      `# Bucket, user and policy of Tempo in ${cluster}, for ${MC}.`,
      ...(server === undefined ? ['# If the server is not MinIO, set tempo.storage.server for its commands.'] : []),
      ...(creator?.key === 'minio' ? ['# The Job of `minio:` does all of this.'] : []),
      ...mcSteps(cluster, bucket),
    ];
  return [`# Bucket and key of Tempo in ${cluster}, on ${SERVERS[server].title}.`, ...STEPS[server](context)];
}

type Other = Exclude<ServerName, 'minio' | 'rustfs'>;

const STEPS: Readonly<Record<Other, (context: StepContext) => string[]>> = {
  aws: ({ bucket, creator }) => awsUserCommands(bucket, policy(bucket), creator !== undefined),
  garage: garageSteps,
  seaweedfs: seaweedfsSteps,
  'ceph-rgw': cephSteps,
  r2: r2Steps,
};
