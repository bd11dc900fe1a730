/** Finds kinds without a schema that Kubernetes does not serve. */
import type { Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { groupOf } from '../../world/kubernetes';
import { SHAPE_RULES } from './rules';

/**
 * Removed API versions of Kubernetes, with the first release without them
 * (kubernetes.io/docs/reference/using-api/deprecation-guide). Kinds that use one of them again are in the schema, which is checked first.
 */
export const REMOVED: ReadonlyMap<string, string> = new Map(
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

/** The groups of Kubernetes itself have no dot, or end in `.k8s.io`. */
const isKubernetes = (apiVersion: string): boolean => {
  const group = groupOf({ apiVersion });
  return !group.includes('.') || group.endsWith('.k8s.io');
};

const isPreview = (apiVersion: string): boolean => /v\d+(alpha|beta)\d*$/.test(apiVersion);

/** The minor of a version of Kubernetes; the major is always 1. */
export const minorOf = (version: string): number => Number(version.split('.')[1]);

/**
 * Why Kubernetes does not serve the kind of an object; undefined if it does, or if that is unknown.
 *
 * @param known every `apiVersion/Kind` with a schema
 * @param version the Kubernetes version of the cluster, `1.34` or `1.34.2`. @default newer than all removals
 */
export function unserved(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  known: Iterable<string>,
  version?: string,
): Statement | undefined {
  const kinds = [...known].filter(isKubernetes).map((id) => {
    const end = id.lastIndexOf('/');
    return { of: id.slice(0, end), kind: id.slice(end + 1) };
  });
  // In order, so that the last one is the newest.
  const current = kinds.findLast((other) => other.kind === kind && !isPreview(other.of))?.of;
  const removed = REMOVED.get(apiVersion);
  if (removed !== undefined && (version === undefined || minorOf(version) >= minorOf(removed))) {
    const problem = `${apiVersion} is no longer served as of Kubernetes ${removed}`;
    return SHAPE_RULES.says('removed-api', problem, current ? `use ${current}` : 'remove it');
  }
  if (!isKubernetes(apiVersion) || isPreview(apiVersion)) return undefined;
  const served = kinds.filter(({ of }) => of === apiVersion).map((other) => other.kind);
  // A kind of which only previews are known is final in a newer Kubernetes.
  const isNew = kinds.some(
    ({ of, kind: other }) => other === kind && isPreview(of) && groupOf({ apiVersion: of }) === groupOf({ apiVersion }),
  );
  if (kind.endsWith('List') || (isNew && !current)) return undefined;
  const meant = nearest(kind, served);
  // All kinds of an API version have a schema, or none.
  const fix = meant
    ? `use kind: ${meant}`
    : current
      ? `use apiVersion: ${current}`
      : served.length > 0
        ? 'correct kind or apiVersion'
        : undefined;
  return fix === undefined ? undefined : SHAPE_RULES.says('unknown-kind', `${apiVersion} has no kind ${kind}`, fix);
}

/** Why an object of our output has an API version that synth never writes; undefined if no version of its kind is known. */
export function otherVersion(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  known: Iterable<string>,
): Statement | undefined {
  const group = groupOf({ apiVersion });
  const versions = [...known].filter((id) => id.endsWith(`/${kind}`)).map((id) => id.slice(0, -kind.length - 1));
  const right = versions.filter((version) => groupOf({ apiVersion: version }) === group);
  if (right.length === 0) return undefined;
  return SHAPE_RULES.says('unknown-kind', `${apiVersion} has no kind ${kind}`, `use apiVersion: ${right.join(' or ')}`);
}
