import { isClusterKind } from './cluster-kinds';

test.each([
  ['v1', 'Node'],
  ['policy/v1beta1', 'PodSecurityPolicy'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'],
  ['storage.k8s.io/v1', 'VolumeAttachment'],
  ['networking.k8s.io/v1', 'IPAddress'],
  ['gateway.networking.k8s.io/v1', 'GatewayClass'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass'],
  ['cert-manager.io/v1', 'ClusterIssuer'],
  ['external-secrets.io/v1beta1', 'ClusterSecretStore'],
  ['trust.cert-manager.io/v1alpha1', 'Bundle'],
])('%s %s is in no namespace', (apiVersion, kind) => expect(isClusterKind({ apiVersion, kind })).toBe(true));

test.each([
  ['v1', 'Secret'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
  ['cert-manager.io/v1', 'Issuer'],
  ['longhorn.io/v1beta2', 'Node'],
  ['longhorn.io/v1beta2', 'VolumeAttachment'],
  ['ipam.cluster.x-k8s.io/v1beta1', 'IPAddress'],
  ['fleet.cattle.io/v1alpha1', 'Bundle'],
])('%s %s is in one', (apiVersion, kind) => expect(isClusterKind({ apiVersion, kind })).toBe(false));
