/**
 * What the API server of Kubernetes 1.34 validates beyond the schema, by kind. The functions follow those of
 * k8s.io/kubernetes/pkg/apis/<group>/validation.
 */
import type { Manifest } from '../../../stack';
import type { Mistake } from '../mistake';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './access';
import { claimSpec } from './claims';
import { configMap, secret } from './configuration';
import { apiService, customResourceDefinition } from './definitions';
import { Field, type Surroundings, type Validator } from './field';
import { cronJob, job } from './jobs';
import { metadata } from './metadata';
import { ingress, ingressClass, networkPolicy } from './networking';
import { podSpec } from './pods';
import { limitRange, persistentVolume, resourceQuota } from './quotas';
import { autoscaler, disruptionBudget } from './scaling';
import { service } from './services';
import { priorityClass, storageClass } from './storage';
import { webhooks } from './webhooks';
import { daemonSet, deployment, replicaSet, replicationController, statefulSet } from './workloads';

/** The validators by `apiVersion/Kind`. */
export const VALIDATORS: Readonly<Record<string, Validator>> = {
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': webhooks,
  'apiextensions.k8s.io/v1/CustomResourceDefinition': customResourceDefinition,
  'apiregistration.k8s.io/v1/APIService': apiService,
  'apps/v1/DaemonSet': daemonSet,
  'apps/v1/Deployment': deployment,
  'apps/v1/ReplicaSet': replicaSet,
  'apps/v1/StatefulSet': statefulSet,
  'autoscaling/v1/HorizontalPodAutoscaler': autoscaler,
  'autoscaling/v2/HorizontalPodAutoscaler': autoscaler,
  'batch/v1/CronJob': cronJob,
  'batch/v1/Job': job,
  'networking.k8s.io/v1/Ingress': ingress,
  'networking.k8s.io/v1/IngressClass': ingressClass,
  'networking.k8s.io/v1/NetworkPolicy': networkPolicy,
  'policy/v1/PodDisruptionBudget': disruptionBudget,
  'rbac.authorization.k8s.io/v1/ClusterRole': clusterRole,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': clusterRoleBinding,
  'rbac.authorization.k8s.io/v1/Role': role,
  'rbac.authorization.k8s.io/v1/RoleBinding': roleBinding,
  'scheduling.k8s.io/v1/PriorityClass': priorityClass,
  'storage.k8s.io/v1/StorageClass': storageClass,
  'v1/ConfigMap': configMap,
  'v1/LimitRange': limitRange,
  'v1/PersistentVolume': persistentVolume,
  'v1/PersistentVolumeClaim': (object) => claimSpec(object.at('spec')),
  'v1/Pod': (object, surroundings) => podSpec(object.at('spec'), surroundings),
  'v1/ReplicationController': replicationController,
  'v1/ResourceQuota': resourceQuota,
  'v1/Secret': secret,
  'v1/Service': service,
};

export function apiServerMistakes(object: Manifest, surroundings: Surroundings): Mistake[] {
  const root = new Field(object);
  const validator = VALIDATORS[`${object.apiVersion}/${object.kind}`];
  return [...metadata(root), ...(validator?.(root, surroundings) ?? [])];
}
