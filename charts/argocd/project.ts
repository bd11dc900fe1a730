/** One AppProject: what an Application may read and write. It permits only what the Application needs. */
import type { Chart } from 'cdk8s';
import { AppProject, type AppProjectSpec, type AppProjectSpecClusterResourceWhitelist } from '../../imports/appproject-argoproj.io';
import type { Kind } from '../component';
import { CASCADE } from './application';
import type { Target } from './target';

export interface ClusterKind {
  readonly kind: Kind;
  readonly name: string;
}

export interface ProjectProps {
  readonly name: string;
  readonly description: string;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
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
  const { name, namespace, annotations } = props;
  new AppProject(chart, `project-${chart.node.children.length}`, {
    // Argo CD keeps the project until no Application refers to it.
    metadata: { name, namespace, finalizers: [CASCADE], ...(annotations && { annotations }) },
    spec: projectSpec(props),
  });
}

/** What it permits. */
export function projectSpec({
  description,
  repositories,
  target,
  destinations,
  namespaced,
  cluster,
  clusterNames,
}: ProjectProps): AppProjectSpec {
  return {
    description,
    sourceRepos: unique(repositories),
    destinations: unique(destinations).map((destination) => ({ ...target, namespace: destination })),
    clusterResourceWhitelist: clusterKinds(cluster, clusterNames),
    namespaceResourceWhitelist: unique(namespaced).map(groupAndKind),
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** In the order of kind and name, each once. */
function clusterKinds(kinds: readonly ClusterKind[], withNames: boolean): AppProjectSpecClusterResourceWhitelist[] {
  const entries = kinds.map(({ kind, name }) => ({ kind, name: withNames ? name : undefined }));
  const byText = new Map(entries.map((entry) => [`${entry.kind} ${entry.name}`, entry]));
  return unique([...byText.keys()])
    .flatMap((text) => byText.get(text) ?? [])
    .map(({ kind, name }) => ({ ...groupAndKind(kind), name }));
}

function groupAndKind(kind: Kind): { group: string; kind: string } {
  const slash = kind.indexOf('/');
  return { group: kind.slice(0, Math.max(slash, 0)), kind: kind.slice(slash + 1) };
}
