/** Kinds that are in no namespace. */

/** Those of Kubernetes itself, and of the APIs that it calls official. Others have namesakes: a Node of Longhorn is in a namespace. */
const OF_KUBERNETES = new Set([
  ...['Namespace', 'PersistentVolume', 'Node', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'FlowSchema', 'PriorityLevelConfiguration', 'CertificateSigningRequest'],
  ...['ClusterTrustBundle', 'IPAddress', 'ServiceCIDR', 'DeviceClass', 'DeviceTaintRule', 'ResourceSlice', 'StorageVersionMigration'],
  ...['CSIDriver', 'CSINode', 'VolumeAttachment', 'VolumeAttributesClass', 'StorageClass', 'VolumeSnapshotClass', 'VolumeSnapshotContent'],
  ...['IngressClass', 'GatewayClass', 'PriorityClass', 'RuntimeClass', 'PodSecurityPolicy'],
]);

/** Others that charts for tracing, metrics and logs render, by their groups. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  'cert-manager.io': ['ClusterIssuer'],
  'trust.cert-manager.io': ['Bundle'],
  'external-secrets.io': ['ClusterSecretStore', 'ClusterExternalSecret'],
  'security.openshift.io': ['SecurityContextConstraints'],
};

/** @param apiVersion with the group, such as `rbac.authorization.k8s.io/v1` */
export function isClusterKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  const group = apiVersion.split('/').slice(0, -1).join('/');
  const isOfKubernetes = !group.includes('.') || group.endsWith('.k8s.io');
  return isOfKubernetes ? OF_KUBERNETES.has(kind) : OF_OTHERS[group]?.includes(kind) === true;
}

/** The same where the group is not known. */
export const isNamedLikeClusterKind = (kind: string): boolean =>
  OF_KUBERNETES.has(kind) || Object.values(OF_OTHERS).some((kinds) => kinds.includes(kind));
