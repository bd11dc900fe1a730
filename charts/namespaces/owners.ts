/** The namespaces that components own: who creates one that they share, and which must not be shared. System namespaces are refused. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Path } from '../../lib/yaml/parsed';
import { ADMIN_NAMESPACE } from '../bucket/config';
import type { ClusterFile } from '../cluster-file';
import { COLLECTOR, SAMPLING } from '../collector/collector';
import { emojivoto as votes } from '../emojivoto/release';
import { NAMESPACE as EXTENSION_NAMESPACE } from '../linkerd/linkerd';
import { CLUSTER_RULES } from '../rules';
import { CREDENTIALS_SECRET } from '../tempo/credentials/secret';
import { namespaceOf } from '../traefik/config';
import { TRAEFIK, TRAEFIK_NAMESPACE } from '../traefik/releases';
import { VULTURE } from '../vulture/releases';

const BELONGS_TO_THE_CLUSTER = /^(kube-.*|default|linkerd)$/;

interface Owned {
  readonly path: Path;
  readonly namespace: string;
  /** Whether components may share it. Their Applications have one Namespace between them. */
  readonly isShareable?: true;
}

/** Components may share a namespace. An owner of that of Argo CD, of the demo or of an extension would affect what is there. */
export function checkNamespaces(config: ClusterFile, findings: Findings): void {
  const { gitops } = config;
  const owned: Owned[] = [
    { path: ['gitops', 'namespace'], namespace: gitops.namespace },
    ...ownNamespaces(config).map(([component, namespace]): Owned => ({ path: [component, 'namespace'], namespace, isShareable: true })),
    ...fixedNamespaces(config),
  ];
  owned.forEach(({ path, namespace, isShareable }, index) => {
    const other = owned.slice(0, index).find((earlier) => earlier.namespace === namespace && !(isShareable && earlier.isShareable));
    if (other) {
      const problem = `${namespace} is also ${findings.where(other.path)}`;
      findings.error(path, CLUSTER_RULES.says('shared-namespace', problem, 'use a different namespace for each'));
    } else if (path[0] !== 'gitops' && BELONGS_TO_THE_CLUSTER.test(namespace)) {
      findings.error(path, CLUSTER_RULES.says('system-namespace', `${namespace} belongs to the cluster`, 'use another namespace'));
    }
  });
  const names = owned.flatMap(({ path, namespace }) => (path[0] === 'gitops' ? [] : namespace));
  checkNamed(config, [...new Set(names)], findings);
  checkSecrets(config, findings);
  checkNamesakes(config, findings);
}

/** Reports namespaces of `namespaces` that this stack does not install into. */
function checkNamed({ namespaces }: ClusterFile, known: readonly string[], findings: Findings): void {
  const { existing = [], podSecurityOf = {} } = namespaces ?? {};
  const named: [string, Path][] = [
    ...existing.map((name, index): [string, Path] => [name, ['namespaces', 'existing', index]]),
    ...Object.keys(podSecurityOf).map((name): [string, Path] => [name, ['namespaces', 'podSecurityOf', name]]),
  ];
  for (const [name, path] of named) {
    if (known.includes(name)) continue;
    const problem = `${name} is not a namespace that this stack installs into`;
    findings.error(path, CLUSTER_RULES.says('unknown-namespace', problem, `use one of ${known.join(', ')}, or remove it`));
  }
}

type Owner = 'tempo' | 'minio' | 'bucket' | 'collector' | 'traefik';

/** The components that this stack installs into a namespace of the cluster file, in the order of their Applications. */
const ownNamespaces = ({ tempo, minio, bucket, collector, traefik }: ClusterFile): [Owner, string][] => [
  ['tempo', tempo.namespace],
  ...(minio?.adminSecret ? [['minio', minio.namespace] as [Owner, string]] : []),
  ...(bucket?.adminSecret ? [['bucket', bucket.namespace ?? ADMIN_NAMESPACE] as [Owner, string]] : []),
  ...(collector?.namespace !== undefined ? [['collector', collector.namespace] as [Owner, string]] : []),
  ...(traefik?.via === 'release' ? [['traefik', traefik.namespace ?? TRAEFIK_NAMESPACE] as [Owner, string]] : []),
];

/** The namespace of the bucket Job with the keys of an administrator, and of the Secret with them; undefined without such a Job. */
export const adminNamespaceOf = (config: ClusterFile): string | undefined =>
  ownNamespaces(config).find(([owner]) => owner === 'minio' || owner === 'bucket')?.[1];

const fixedNamespaces = ({ linkerd, emojivoto }: ClusterFile): Owned[] => [
  ...(linkerd?.webhookIssuer ? [{ path: ['linkerd'], namespace: EXTENSION_NAMESPACE }] : []),
  ...(emojivoto ? [{ path: ['emojivoto'], namespace: votes.namespace }] : []),
];

/** Whether this stack installs something into a namespace, so that it has the level of the Pod Security Standards in the cluster file. */
export const isOfStack = (name: string, config: ClusterFile): boolean => namespacesOf(config).includes(name);

/** The namespaces that this stack installs into. Those of the user's own components are not among them. */
export const namespacesOf = (config: ClusterFile): string[] => [
  ...ownNamespaces(config).map(([, namespace]) => namespace),
  ...fixedNamespaces(config).map(({ namespace }) => namespace),
];

/** Whether the component creates its namespace. Of those that share one it is the first: two Applications with it would overwrite each other. */
export function createsNamespace(component: Owner, config: ClusterFile): boolean {
  const all = ownNamespaces(config);
  const [, own] = all.find(([name]) => name === component) ?? [];
  return all.find(([, namespace]) => namespace === own)?.[0] === component;
}

/** The Helm releases of this stack besides Tempo, whose names are fixed. */
const releasesOf = ({
  tempo,
  traefik,
  collector,
  vulture,
}: ClusterFile): { readonly name: string; readonly of: string; readonly namespace: string }[] => [
  ...(traefik?.chart === undefined ? [] : [{ name: TRAEFIK, of: 'Traefik', namespace: namespaceOf(traefik) }]),
  ...(collector?.chart === undefined
    ? []
    : [COLLECTOR, ...(collector.tailSampling ? [SAMPLING] : [])].map((name) => ({
        ...{ name, of: 'the collector', namespace: collector.namespace ?? tempo.namespace },
      }))),
  ...(vulture ? [{ name: VULTURE, of: 'vulture', namespace: tempo.namespace }] : []),
];

/** The charts name a ServiceAccount by the release, and Helm its own Secrets; policies know pods by it. */
function checkNamesakes(config: ClusterFile, findings: Findings): void {
  const { tempo } = config;
  for (const { name, of, namespace } of releasesOf(config)) {
    if (namespace !== tempo.namespace) continue;
    for (const key of ['releaseName', 'fullnameOverride'] as const) {
      if (tempo[key] !== name) continue;
      const problem = `${name} is also the name of ${of}, in the same namespace: ${findings.where(['tempo', 'namespace'])} is ${namespace}`;
      findings.error(['tempo', key], CLUSTER_RULES.says('shared-name', problem, 'use another name, or another namespace'));
    }
  }
}

/** What the Secrets of two components mean together, if they are in one namespace. */
function checkSecrets({ tempo, minio }: ClusterFile, findings: Findings): void {
  if (!minio?.adminSecret || minio.namespace !== tempo.namespace) return;
  const { adminSecret, namespace } = minio;
  const key = ['minio', 'adminSecret'];
  if (adminSecret === CREDENTIALS_SECRET && !tempo.credentials?.existing) {
    const problem = `${adminSecret} is also the Secret with the credentials of Tempo, in the same namespace: ${findings.where(['tempo', 'namespace'])} is ${namespace}`;
    findings.error(key, CLUSTER_RULES.says('shared-secret', problem, 'use another name, or another minio.namespace'));
  } else {
    const problem = `${adminSecret} has the root credentials of MinIO, and is in the namespace of Tempo, so whoever may read Secrets there can read it`;
    findings.note(key, CLUSTER_RULES.says('exposed-secret', problem, 'use another minio.namespace'));
  }
}
