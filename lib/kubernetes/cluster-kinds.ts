/** Cluster-scoped kinds that charts for tracing, metrics and logs render. */
const CLUSTER_KINDS = new Set([
  ...['Namespace', 'PersistentVolume', 'Node', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['IngressClass', 'StorageClass', 'PriorityClass', 'RuntimeClass', 'PodSecurityPolicy', 'CSIDriver', 'GatewayClass'],
  ...['ClusterIssuer', 'ClusterSecretStore', 'ClusterExternalSecret', 'SecurityContextConstraints', 'VolumeSnapshotClass', 'Bundle'],
]);

export const isClusterKind = ({ kind }: { readonly kind: string }): boolean => CLUSTER_KINDS.has(kind);
