/** Small objects for the tests of shape. */
import type { Manifest, Placed } from '../../stack';
import { fieldText, type Mistake } from './mistake';

/** A mistake as printed. */
export const printed = ({ path, problem, fix }: Mistake): string => `${fieldText(path)} ${problem}; ${fix}`;

export const placed = (object: object, more: Partial<Placed> = {}): Placed => ({
  object: object as Manifest,
  namespace: 'lab',
  place: { file: 'dist/lab/tempo.k8s.yaml' },
  ...more,
});

export const container = { name: 'tempo', image: 'grafana/tempo:2.4.1', volumeMounts: [{ name: 'config', mountPath: '/conf' }] };

export const pod = { containers: [container], volumes: [{ name: 'config', configMap: { name: 'tempo' } }] };

export const workload = (spec: object, labels: object = { app: 'tempo' }): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'tempo' },
  spec: { selector: { matchLabels: { app: 'tempo' } }, template: { metadata: { labels }, spec } },
});

const claimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };

/** A StatefulSet with a claim for the volume `config`. */
export const withClaim = (spec: object): Manifest => {
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'config' }, spec: claimSpec };
  const { spec: shared, ...rest } = workload(spec);
  return { ...rest, kind: 'StatefulSet', spec: { ...(shared as object), serviceName: 'tempo', volumeClaimTemplates: [claim] } };
};

/** A Deployment with these changes in its container. */
export const running = (changes: object): Manifest => workload({ ...pod, containers: [{ ...container, ...changes }] });

export const configMap = (metadata: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata as Manifest['metadata'],
});

export const service = (...ports: object[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'tempo' },
  spec: { ports },
});

export const clusterRole = (name: string): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
});
