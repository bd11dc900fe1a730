/** Access to the storage by the identity of Tempo's pods in a cloud, without keys. */
import * as z from 'zod';
import { cloudIdentity, iamRole, managedIdentity } from '../../../lib/cluster-file/formats/storage';
import { exactlyOne } from '../../../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../../../lib/cluster-file/schema/lazy';
import type { Path } from '../../../lib/yaml/parsed';

export const identityConfig = exactlyOne(
  lazyObject(() => ({
    irsa: iamRole('arn:aws:iam::123456789012:role/tempo').optional().describe('IAM roles for service accounts of EKS: the role of Tempo'),
    podIdentity: z.literal(true).optional().describe('EKS Pod Identity'),
    instance: z.literal(true).optional().describe('The role of the nodes in AWS, or their service account in Google Cloud'),
    workloadIdentity: cloudIdentity('tempo@lab.iam.gserviceaccount.com')
      .optional()
      .describe('Workload identity of GKE or AKS: the service account of Google Cloud, or the client id of the identity in Azure'),
    managedIdentity: managedIdentity('00000000-0000-0000-0000-000000000000')
      .optional()
      .describe('A managed identity of the nodes in Azure: its client id'),
  })),
  'irsa',
  'podIdentity',
  'instance',
  'workloadIdentity',
  'managedIdentity',
);

/** Exactly one of the keys is set. */
export type Identity = z.infer<typeof identityConfig>;

/** Its key in the cluster file. */
export const WORKLOAD_IDENTITY: Path = ['tempo', 'credentials', 'identity', 'workloadIdentity'];

/** Whether a workload identity is one of Google Cloud: its name is an e-mail address there, and a GUID in Azure. */
export const isOfGoogle = (workloadIdentity: string): boolean => workloadIdentity.includes('@');

/** The webhook of AKS gives a token only to pods with this label. */
export const TOKEN_LABEL = 'azure.workload.identity/use';

/** The annotations of a ServiceAccount by which a cloud gives it an identity: EKS (IRSA), GKE and AKS. */
export const AWS_ROLE = 'eks.amazonaws.com/role-arn';
export const GOOGLE_ACCOUNT = 'iam.gke.io/gcp-service-account';
export const AZURE_CLIENT = 'azure.workload.identity/client-id';

/** What a cloud reads from the objects of Kubernetes. */
export interface IdentityMarks {
  /** Annotations of Tempo's ServiceAccount. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** Labels of Tempo's pods. */
  readonly podLabels: Readonly<Record<string, string>>;
}

/** Empty where the cloud needs none. */
export function identityMarks({ irsa, workloadIdentity }: Identity = {}): IdentityMarks {
  if (irsa !== undefined) return { serviceAccountAnnotations: { [AWS_ROLE]: irsa }, podLabels: {} };
  if (workloadIdentity === undefined) return { serviceAccountAnnotations: {}, podLabels: {} };
  return isOfGoogle(workloadIdentity)
    ? { serviceAccountAnnotations: { [GOOGLE_ACCOUNT]: workloadIdentity }, podLabels: {} }
    : {
        serviceAccountAnnotations: { [AZURE_CLIENT]: workloadIdentity },
        podLabels: { [TOKEN_LABEL]: 'true' },
      };
}

/** What the cloud must already have, one phrase per item; `npm run bucket` prints the commands. */
export function identityRequirements(identity: Identity, account: string, namespace: string, { name, destination }: Stored): string[] {
  const { irsa, podIdentity, workloadIdentity, managedIdentity: clientId } = identity;
  const who = `the ServiceAccount ${account} in namespace ${namespace}`;
  const printed = '`npm run bucket` prints the commands';
  if (irsa !== undefined) return [`the IAM role ${irsa}, which trusts ${who}; \`npm run bucket\` prints its policies`];
  if (podIdentity) return [`the EKS Pod Identity Agent, and an association of ${who} with an IAM role; \`npm run bucket\` prints both`];
  if (workloadIdentity !== undefined) {
    const [identityOf, cluster] = isOfGoogle(workloadIdentity)
      ? ['service account', 'a cluster with Workload Identity Federation for GKE']
      : ['managed identity', 'a cluster with the webhook of Microsoft Entra Workload ID'];
    return [cluster, `the ${identityOf} ${workloadIdentity}, which trusts ${who} and has access to ${destination}; ${printed}`];
  }
  if (clientId !== undefined) return [`nodes with the managed identity ${clientId}, which has access to ${destination}; ${printed}`];
  if (name === 'gcs') return [`access to ${destination} for the service account of the nodes; ${printed}`];
  return [
    'access to the bucket for the IAM role of the nodes, and a hop limit of 2 for their metadata service; `npm run bucket` prints both',
  ];
}

/** Where traces are stored. */
export interface Stored {
  /** The backend: `s3`. */
  readonly name: string;
  /** `the bucket k3s-tempo` */
  readonly destination: string;
}

/** Whose identity it is: that of a ServiceAccount. */
export interface PodIdentity {
  readonly identity: Identity;
  readonly namespace: string;
  readonly account: string;
}

/**
 * The TCP ports, outside of the cluster or on its node, from which a pod gets credentials for an identity: token services (443), metadata
 * servers and the agent of EKS (80), and the metadata server of GKE on the node (988).
 */
export function tokenPorts({ irsa, instance, workloadIdentity }: Identity): readonly number[] {
  if (irsa !== undefined) return [443];
  // The nodes may be those of Google.
  if (instance || (workloadIdentity !== undefined && isOfGoogle(workloadIdentity))) return [80, 988];
  return workloadIdentity === undefined ? [80] : [443];
}
