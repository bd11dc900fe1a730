/** The steps for MinIO, and for servers with its admin API. */
import type { S3Bucket } from '../../tempo/storage/backend';
import { bucketCommands, serverOptions } from '../mc';
import { POLICY_FILE, policy, serverUrl } from '../s3-bucket';

/** @param cluster the name of the cluster, for the alias */
export function mcSteps(cluster: string, bucket: S3Bucket): string[] {
  const alias = `${cluster}-tempo`;
  return [
    '# mc asks for the keys of an administrator of the server:',
    `mc${serverOptions(bucket)} alias set ${alias} ${serverUrl(bucket)}`,
    `cat > ${POLICY_FILE} <<'EOF'\n${JSON.stringify(policy(bucket), null, 2)}\nEOF`,
    '# The access key id of Tempo; mc asks for it again, and for its secret:',
    'ACCESS_KEY_ID=tempo',
    ...bucketCommands(bucket, { mc: `mc${serverOptions(bucket)}`, alias, accessKeyId: '"$ACCESS_KEY_ID"', policyFile: POLICY_FILE }),
  ];
}
