/** Kinds that Kubernetes does not serve, among those of which no schema is here. */
import { nearest } from '../../../lib/findings/nearest';
import { groupOf } from '../../world/kubernetes';

/** What Kubernetes served once, and the release that has it no longer. What of it is left is in the schema. */
const REMOVED = new Map(
  Object.entries({
    'admissionregistration.k8s.io/v1beta1': '1.22',
    'apiextensions.k8s.io/v1beta1': '1.22',
    'apiregistration.k8s.io/v1beta1': '1.22',
    'apps/v1beta1': '1.16',
    'apps/v1beta2': '1.16',
    'authentication.k8s.io/v1beta1': '1.22',
    'authorization.k8s.io/v1beta1': '1.22',
    'autoscaling/v2beta1': '1.25',
    'autoscaling/v2beta2': '1.26',
    'batch/v1beta1': '1.25',
    'batch/v2alpha1': '1.21',
    'certificates.k8s.io/v1beta1': '1.22',
    'coordination.k8s.io/v1beta1': '1.22',
    'discovery.k8s.io/v1beta1': '1.25',
    'events.k8s.io/v1beta1': '1.25',
    'extensions/v1beta1': '1.22',
    'flowcontrol.apiserver.k8s.io/v1beta1': '1.26',
    'flowcontrol.apiserver.k8s.io/v1beta2': '1.29',
    'flowcontrol.apiserver.k8s.io/v1beta3': '1.32',
    'networking.k8s.io/v1beta1': '1.22',
    'node.k8s.io/v1beta1': '1.25',
    'policy/v1beta1': '1.25',
    'rbac.authorization.k8s.io/v1alpha1': '1.22',
    'rbac.authorization.k8s.io/v1beta1': '1.22',
    'scheduling.k8s.io/v1alpha1': '1.22',
    'scheduling.k8s.io/v1beta1': '1.22',
    'storage.k8s.io/v1beta1': '1.27',
  }),
);

/** Groups of Kubernetes itself have no dot or end so. */
const isKubernetes = (apiVersion: string): boolean => {
  const group = groupOf({ apiVersion });
  return !group.includes('.') || group.endsWith('.k8s.io');
};

const isPreview = (apiVersion: string): boolean => /v\d+(alpha|beta)\d*$/.test(apiVersion);

/** Kubernetes has been 1 for as long as anything here. */
const minorOf = (version: string): number => Number(version.split('.')[1]);

/**
 * Why an object cannot be, as `what is wrong; what to do`, or undefined where that is not known.
 *
 * @param known every `apiVersion/Kind` of which a schema is here
 * @param version the cluster's Kubernetes, `1.34` or `1.34.2`; absent, one that is newer than all removals
 */
export function unserved(
  { apiVersion, kind }: { apiVersion: string; kind: string },
  known: Iterable<string>,
  version?: string,
): string | undefined {
  const kinds = [...known].filter(isKubernetes).map((id) => {
    const end = id.lastIndexOf('/');
    return { of: id.slice(0, end), kind: id.slice(end + 1) };
  });
  // In order, so that the last one is the newest.
  const today = kinds.findLast((other) => other.kind === kind && !isPreview(other.of))?.of;
  const removed = REMOVED.get(apiVersion);
  if (removed !== undefined && (version === undefined || minorOf(version) >= minorOf(removed)))
    return `is of ${apiVersion}, which Kubernetes has not served since ${removed}; ${today ? `it is ${today} today` : 'remove it'}`;
  if (!isKubernetes(apiVersion) || isPreview(apiVersion)) return undefined;
  const served = kinds.filter(({ of }) => of === apiVersion).map((other) => other.kind);
  const meant = kind.endsWith('List') ? undefined : nearest(kind, served);
  if (meant) return `is of a kind that ${apiVersion} does not have; write kind: ${meant}`;
  return today && `is of a kind that ${apiVersion} does not have; write apiVersion: ${today}`;
}
