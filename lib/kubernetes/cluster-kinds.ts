/** Cluster-scoped kinds: those of Kubernetes itself, and others that charts for tracing, metrics and logs render. */
const CLUSTER_KINDS = new Set([
  ...['Namespace', 'PersistentVolume', 'Node', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'FlowSchema', 'PriorityLevelConfiguration', 'CertificateSigningRequest'],
  ...[
    'ClusterTrustBundle',
    'IPAddress',
    'ServiceCIDR',
    'DeviceClass',
    'ResourceSlice',
    'CSINode',
    'VolumeAttachment',
    'VolumeAttributesClass',
  ],
  ...['IngressClass', 'StorageClass', 'PriorityClass', 'RuntimeClass', 'PodSecurityPolicy', 'CSIDriver', 'GatewayClass'],
  ...['ClusterIssuer', 'ClusterSecretStore', 'ClusterExternalSecret', 'SecurityContextConstraints', 'VolumeSnapshotClass', 'Bundle'],
]);

export const isClusterKind = ({ kind }: { readonly kind: string }): boolean => CLUSTER_KINDS.has(kind);
