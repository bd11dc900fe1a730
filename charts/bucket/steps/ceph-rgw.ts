/** The steps for the Ceph Object Gateway: a bucket belongs to the user that creates it, and a policy of the bucket admits another one. */
import { policy, serverUrl } from '../s3-bucket';
import { STORE_KEYS, type StepContext, userName } from './step-context';

export function cephSteps({ bucket, creator }: StepContext): string[] {
  const user = userName(bucket);
  const options = `--bucket ${bucket.name} --endpoint-url ${serverUrl(bucket)}${bucket.insecureSkipVerify ? ' --no-verify-ssl' : ''}`;
  const create = [`radosgw-admin user create --uid ${user} --display-name ${user}`, STORE_KEYS];
  if (creator?.hasOwnKeys) return [...create, `# The Job of \`${creator.key}:\` creates the bucket, which then belongs to this user.`];
  if (creator)
    return [
      ...create,
      `# The Job of \`${creator.key}:\` creates the bucket. With the keys of its Secret, admit this user to it:`,
      `cat > policy.json <<'EOF'\n${JSON.stringify(bucketPolicy(bucket.name, user), null, 2)}\nEOF`,
      `aws s3api put-bucket-policy ${options} --policy file://policy.json`,
    ];
  return [...create, '# With the keys of this user, so that the bucket belongs to it:', `aws s3api create-bucket ${options}`];
}

/** The policy of Tempo as one of the bucket. */
function bucketPolicy(name: string, user: string): object {
  const { Statement, ...document } = policy({ name, endpoint: '', insecure: false }) as { readonly Statement: readonly object[] };
  return { ...document, Statement: Statement.map((statement) => ({ ...statement, Principal: { AWS: [`arn:aws:iam:::user/${user}`] } })) };
}
