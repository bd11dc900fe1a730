/** Namespaces that components own: each has one owner, and none is the cluster's own. */

import type { Findings } from '../lib/findings/findings';
import type { Path } from '../lib/yaml/parsed';
import type { ClusterFile } from './cluster-file';
import { emojivoto as votes } from './emojivoto/release';
import { NAMESPACE as EXTENSION_NAMESPACE } from './linkerd/linkerd';

/** Each of these namespaces has one owner: two would fight over its annotations, and one over Argo CD's own would be its administrator. */
export function checkNamespaces({ gitops, tempo, minio, traefik, linkerd, emojivoto }: ClusterFile, findings: Findings): void {
  const owned: [Path, string][] = [
    [['gitops', 'namespace'], gitops.namespace],
    [['tempo', 'namespace'], tempo.namespace],
    ...(minio?.adminSecret ? [[['minio', 'namespace'], minio.namespace] as [Path, string]] : []),
    ...(traefik?.via === 'release' ? [[['traefik', 'namespace'], traefik.namespace ?? 'traefik'] as [Path, string]] : []),
    ...(linkerd?.webhookIssuer ? [[['linkerd'], EXTENSION_NAMESPACE] as [Path, string]] : []),
    ...(emojivoto ? [[['emojivoto'], votes.namespace] as [Path, string]] : []),
  ];
  owned.forEach(([path, namespace], index) => {
    const [other] = owned.slice(0, index).find(([, earlier]) => earlier === namespace) ?? [];
    if (other) findings.error(path, `${namespace} is ${findings.where(other)} too; give each a namespace of its own`);
    else if (path[0] !== 'gitops' && /^(kube-.*|default|linkerd)$/.test(namespace))
      findings.error(path, `${namespace} belongs to the cluster itself; give it one of its own`);
  });
}
