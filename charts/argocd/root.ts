/** The root Application of a cluster, which syncs its Applications, and the AppProject that it needs. */
import { APPLICATIONS } from '../../lib/output/argocd-files';
import type { GitopsConfig } from './config';
import type { ProjectProps } from './project';
import { IN_CLUSTER } from './target';

export interface RootProps {
  readonly project: string;
  /** The namespace of Argo CD. */
  readonly namespace: string;
  readonly repoURL: string;
  readonly revision: string;
  /** The folder of the cluster in the repository. */
  readonly path: string;
  readonly syncPolicy: object;
}

/** The spec of the root. It always targets Argo CD's own cluster. */
export const rootSpec = ({ project, namespace, repoURL, revision, path, syncPolicy }: RootProps) => ({
  project,
  destination: { ...IN_CLUSTER, namespace },
  source: { repoURL, targetRevision: revision, path, directory: { include: APPLICATIONS } },
  syncPolicy,
});

/** The project of a root permits only Applications in the namespace of Argo CD. */
export const rootProject = (name: string, description: string, repoURL: string, namespace: string): ProjectProps => ({
  name,
  description,
  namespace,
  repositories: [repoURL],
  target: IN_CLUSTER,
  destinations: [namespace],
  namespaced: ['argoproj.io/Application'],
  cluster: [],
  clusterNames: false,
});

/** @param retryRefresh whether a running retry switches to a newer commit, where Argo CD can */
export const syncPolicyOf = (sync: GitopsConfig['sync'], retryRefresh = false) => ({
  ...(sync === 'automated' && { automated: { prune: true, selfHeal: true } }),
  // Not PruneLast: with something to prune, it makes a sync wait until everything else is healthy. Until then no other commit is synced.
  syncOptions: ['FailOnSharedResource=true'],
  // An operator or a secret store may become ready later. Retries end soon, because a running retry keeps its commit.
  retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' }, ...(retryRefresh && { refresh: true }) },
});
