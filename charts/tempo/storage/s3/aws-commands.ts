/** The commands of the AWS CLI for the bucket of Tempo, and for access to it by an identity. */
import type { PodIdentity } from '../../credentials/identity';
import type { S3Bucket } from '../backend';

/** The region whose buckets are made without naming it. */
const DEFAULT_REGION = 'us-east-1';

/** The bucket, and access to it by an identity. @param policy the permissions of Tempo */
export function awsIdentityCommands(bucket: S3Bucket, policy: object, { identity, ...who }: PodIdentity): string[] {
  return [createBucket(bucket), writePolicy(bucket, policy), ...access(`tempo-${bucket.name}`, identity, who)];
}

/** The bucket, and a user with keys. @param isCreated whether a Job creates the bucket */
export function awsUserCommands(bucket: S3Bucket, policy: object, isCreated: boolean): string[] {
  const user = `tempo-${bucket.name}`;
  return [
    isCreated ? '# The Job of `bucket:` creates the bucket.' : createBucket(bucket),
    writePolicy(bucket, policy),
    `aws iam create-user --user-name ${user}`,
    `aws iam put-user-policy --user-name ${user} --policy-name ${user} --policy-document file://policy.json`,
    `aws iam create-access-key --user-name ${user}`,
    '# Store its id and its secret where tempo.credentials reads them.',
  ];
}

function createBucket({ name, region = DEFAULT_REGION }: S3Bucket): string {
  const place = region === DEFAULT_REGION ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  return `aws s3api create-bucket --bucket ${name} --region ${region}${place}`;
}

const writePolicy = ({ region = DEFAULT_REGION }: S3Bucket, policy: object): string =>
  writeFile('policy.json', JSON.stringify(policy, null, 2).replaceAll('arn:aws:', `arn:${partitionOf(region)}:`));

const partitionOf = (region: string): string => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');

function access(policyName: string, { irsa, podIdentity }: PodIdentity['identity'], who: Omit<PodIdentity, 'identity'>): string[] {
  if (irsa !== undefined) return [...byWebIdentity(irsa, who), permit(roleName(irsa), policyName)];
  if (podIdentity) return byPodIdentity(policyName, who);
  return [
    '# The role of the nodes:',
    'ROLE=eks-nodes',
    permit('"$ROLE"', policyName),
    '# Pods reach the metadata service of their node over one more hop; for each node group, in its launch template:',
    'aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2 --instance-id "$INSTANCE"',
  ];
}

const permit = (role: string, policyName: string): string =>
  `aws iam put-role-policy --role-name ${role} --policy-name ${policyName} --policy-document file://policy.json`;

/** The last part of an ARN, because a role may have a path. */
const roleName = (arn: string): string => arn.split('/').at(-1) ?? '';

/** ` --path /team/`; empty for a role without one. */
function pathOption(arn: string): string {
  const folders = arn.split('/').slice(1, -1);
  return folders.length === 0 ? '' : ` --path /${folders.join('/')}/`;
}

function byWebIdentity(role: string, { namespace, account }: Omit<PodIdentity, 'identity'>): string[] {
  const [, partition = '', , , owner = ''] = role.split(':');
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${owner}:oidc-provider/$ISSUER` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { '$ISSUER:aud': 'sts.amazonaws.com', '$ISSUER:sub': `system:serviceaccount:${namespace}:${account}` } },
      },
    ],
  };
  return [
    '# The name of the cluster in EKS, whose OIDC provider must exist in IAM:',
    'CLUSTER=lab',
    `ISSUER=$(aws eks describe-cluster --name "$CLUSTER" --query cluster.identity.oidc.issuer --output text | sed 's|https://||')`,
    writeFile('trust.json', JSON.stringify(trust, null, 2), true),
    `aws iam create-role --role-name ${roleName(role)}${pathOption(role)} --assume-role-policy-document file://trust.json`,
  ];
}

function byPodIdentity(policyName: string, { namespace, account }: Omit<PodIdentity, 'identity'>): string[] {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
  };
  return [
    writeFile('trust.json', JSON.stringify(trust, null, 2)),
    `ROLE=$(aws iam create-role --role-name ${policyName} --assume-role-policy-document file://trust.json --query Role.Arn --output text)`,
    permit(policyName, policyName),
    '# The name of the cluster in EKS:',
    'CLUSTER=lab',
    'aws eks create-addon --cluster-name "$CLUSTER" --addon-name eks-pod-identity-agent',
    `aws eks create-pod-identity-association --cluster-name "$CLUSTER" --namespace ${namespace} --service-account ${account} --role-arn "$ROLE"`,
  ];
}

/** @param expands whether variables of the shell are replaced in the text. @default false */
const writeFile = (file: string, text: string, expands = false): string => `cat > ${file} <<${expands ? 'EOF' : "'EOF'"}\n${text}\nEOF`;
