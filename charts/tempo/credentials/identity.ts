/** Access to the storage by the identity of Tempo's pods in AWS, without keys. */
import * as z from 'zod';
import { exactlyOne } from '../../../lib/cluster-file/alternatives';
import { iamRole } from '../../../lib/cluster-file/storage-formats';

export const identityConfig = exactlyOne(
  z.strictObject({
    irsa: iamRole('arn:aws:iam::123456789012:role/tempo').optional().describe('IAM roles for service accounts of EKS: the role of Tempo'),
    podIdentity: z.literal(true).optional().describe('EKS Pod Identity'),
    instance: z.literal(true).optional().describe('The role of the nodes'),
  }),
  'irsa',
  'podIdentity',
  'instance',
);

/** Exactly one of the keys is set. */
export type Identity = z.infer<typeof identityConfig>;

/** The annotation of a ServiceAccount that names its role. */
export const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** The annotations of Tempo's ServiceAccount. */
export const identityAnnotations = (identity: Identity | undefined): Readonly<Record<string, string>> =>
  identity?.irsa === undefined ? {} : { [ROLE_ANNOTATION]: identity.irsa };

/** What the cloud must already have, one phrase per item; `npm run minio` prints the commands. */
export function identityRequirements({ irsa, podIdentity }: Identity, account: string, namespace: string): string[] {
  const who = `the ServiceAccount ${account} in namespace ${namespace}`;
  if (irsa !== undefined) return [`the IAM role ${irsa}, which trusts ${who}; \`npm run minio\` prints its policies`];
  if (podIdentity) return [`the EKS Pod Identity Agent, and an association of ${who} with an IAM role; \`npm run minio\` prints both`];
  return [
    'access to the bucket for the IAM role of the nodes, and a hop limit of 2 for their metadata service; `npm run minio` prints both',
  ];
}

/** Whose identity it is: that of a ServiceAccount. */
export interface PodIdentity {
  readonly identity: Identity;
  readonly namespace: string;
  readonly account: string;
}
