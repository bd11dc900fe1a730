/** Finds what a cluster takes for itself. */
import { OWN_NAME, OWN_SERVER } from '../../charts/argocd/target';
import type { Cluster } from '../../charts/cluster';
import type { ClusterFile } from '../../charts/cluster-file';
import type { Component } from '../../charts/component';
import { keyOfComponent } from '../../charts/component-keys';
import { emojivoto as votes } from '../../charts/emojivoto/release';
import { objectsOf } from '../../charts/objects';
import { serverAt } from '../../charts/tempo/storage/location';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Place } from '../../lib/findings/finding';
import { type Claim, Claims, HOST } from './claims';

interface ClaimsProps {
  readonly config: ClusterFile;
  readonly findings: Findings;
  /** Whether one Argo CD has all clusters. */
  readonly isInFleet: boolean;
}

export function claimsOf({ name, components, bucket, shared, argocd }: Cluster, { config, findings, isInFleet }: ClaimsProps): Claims {
  const places = new Map<string, Place>();
  const claim = (what: string, ...path: string[]): Claim => {
    const key = path.join('.');
    const place = places.get(key) ?? findings.placeOf(path);
    places.set(key, place);
    return { what, key, place };
  };
  const { emojivoto, domain } = config;
  const target = targetOf(config, isInFleet);
  return Claims.of(name, findings.file, {
    name: claim(`the name ${name}`, 'gitops', 'name'),
    target: claim(target.what, ...target.key),
    domain,
    objects: components.flatMap((component) => {
      const key = keyOfComponent(component.node.id);
      return [...objectPhrases(component).map((what) => claim(what, ...key)), ...clusterClaims(component, (what) => claim(what, ...key))];
    }),
    applications: [
      ...argocd.applicationNames.map((each) => `Application ${each}`),
      ...argocd.projectNames.map((each) => `AppProject ${each}`),
    ].map((each) => claim(`${each} in ${config.gitops.namespace}`, 'gitops', 'names')),
    ...(emojivoto && {
      host: emojivoto.host ? claim(`the host ${emojivoto.host}`, ...HOST) : claim(`the host emojivoto.${domain}`, 'domain'),
    }),
    ...(shared !== undefined && { bucket: claim(shared, 'tempo', 'storage') }),
    ...(bucket && { bucket: claim(`the bucket ${bucket.name} of ${serverAt(bucket.endpoint, bucket.insecure)}`, 'tempo', 'storage') }),
  });
}

/**
 * `gitops.server` or `gitops.cluster`. Without them, the cluster of Argo CD itself, which outside of a fleet differs between two cluster
 * files unless they have the same domain: each cluster may have an Argo CD of its own.
 */
function targetOf(
  { gitops: { server, cluster }, domain }: ClusterFile,
  isInFleet: boolean,
): { readonly what: string; readonly key: readonly string[] } {
  const isOwn = cluster === undefined ? server === undefined || server === OWN_SERVER : cluster === OWN_NAME;
  const written = cluster ? ['gitops', 'cluster'] : ['gitops', 'server'];
  const isWritten = cluster !== undefined || server !== undefined;
  if (isOwn && isInFleet) return { what: 'the cluster of Argo CD', key: isWritten ? written : ['gitops'] };
  if (cluster) return { what: `the cluster ${cluster}`, key: written };
  if (server === undefined || isOwn) return { what: `the cluster of Argo CD at ${domain}`, key: ['domain'] };
  return { what: `the cluster ${server.replace(/\/+$/, '')}`, key: ['gitops', 'server'] };
}

function objectPhrases(component: Component): string[] {
  const { delivery } = component;
  const source = delivery?.source;
  return [
    ...objectsOf(component).map(({ kind, metadata: { name, namespace } }) => `${kind} ${name}${namespace ? ` in ${namespace}` : ''}`),
    ...(delivery?.older ? [`the Helm release ${delivery.older.releaseName} in ${delivery.namespace}`] : []),
    ...(source && 'helm' in source ? [`the Helm release ${source.helm.releaseName} in ${delivery?.namespace}`] : []),
    ...(source && 'kustomize' in source && !source.kustomize.without ? [`Namespace ${votes.namespace}`] : []),
  ];
}

/** The objects without a namespace that its chart surely renders. Their names do not depend on the namespace of the release. */
const clusterClaims = ({ delivery }: Component, claim: (what: string) => Claim): Claim[] =>
  (delivery?.rendered.cluster ?? []).flatMap((one) => {
    const name = 'exact' in one ? one.exact : one.name.includes('*') ? undefined : one.name;
    if (name === undefined) return [];
    const own = claim(`${one.kind.slice(one.kind.indexOf('/') + 1)} ${name}`);
    return { ...own, wayOut: one.wayOut ?? `use another name for it in ${own.key}.values` };
  });
