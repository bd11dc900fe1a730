/** Checks the namespaces that components own: each has one owner, and system namespaces are refused. */
import type { Findings } from '../lib/cluster-file/findings';
import type { Path } from '../lib/yaml/parsed';
import type { ClusterFile } from './cluster-file';
import { emojivoto as votes } from './emojivoto/release';
import { NAMESPACE as EXTENSION_NAMESPACE } from './linkerd/linkerd';
import { CLUSTER_RULES } from './rules';

const BELONGS_TO_THE_CLUSTER = /^(kube-.*|default|linkerd)$/;

/** Two owners of a namespace would overwrite each other's annotations. An owner of Argo CD's namespace would affect Argo CD. */
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
    if (other) {
      const problem = `${namespace} is also ${findings.where(other)}`;
      findings.error(path, CLUSTER_RULES.says('shared-namespace', problem, 'use a different namespace for each'));
    } else if (path[0] !== 'gitops' && BELONGS_TO_THE_CLUSTER.test(namespace)) {
      findings.error(path, CLUSTER_RULES.says('system-namespace', `${namespace} belongs to the cluster`, 'use another namespace'));
    }
  });
}
