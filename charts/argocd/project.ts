/** One AppProject: what an Application may read and write. It permits only what the Application needs. */
import type { Chart } from 'cdk8s';
import { AppProject } from '../../imports/appproject-argoproj.io';
import type { Kind } from '../component';
import type { Target } from './target';

export interface ClusterKind {
  readonly kind: Kind;
  readonly name: string;
}

export interface ProjectProps {
  readonly name: string;
  readonly description: string;
  /** The namespace of Argo CD. */
  readonly namespace: string;
  readonly repositories: readonly string[];
  /** The cluster that it may write to. */
  readonly target: Target;
  readonly destinations: readonly string[];
  readonly namespaced: readonly Kind[];
  readonly cluster: readonly ClusterKind[];
  /** Whether permissions for cluster-scoped kinds can be limited to names. */
  readonly clusterNames: boolean;
}

export function addProject(chart: Chart, props: ProjectProps): void {
  const { name, description, namespace, repositories, target, destinations, namespaced, cluster, clusterNames } = props;
  new AppProject(chart, `${name}-project`, {
    // Argo CD keeps the project until no Application refers to it.
    metadata: { name, namespace, finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      description,
      sourceRepos: unique(repositories),
      destinations: unique(destinations).map((destination) => ({ ...target, namespace: destination })),
      clusterResourceWhitelist: unique(cluster.map(({ kind, name: object }) => (clusterNames ? `${kind} ${object}` : kind)))
        .map((entry) => entry.split(' ') as [Kind, string?])
        .map(([kind, object]) => ({ ...groupAndKind(kind), name: object })),
      namespaceResourceWhitelist: unique(namespaced).map(groupAndKind),
    },
  });
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

function groupAndKind(kind: Kind): { group: string; kind: string } {
  const slash = kind.indexOf('/');
  return { group: kind.slice(0, Math.max(slash, 0)), kind: kind.slice(slash + 1) };
}
