/** Overlays of which a cluster has only one, such as those for development and production. */
import { isClusterKind } from '../../world/kubernetes';
import { placedIn } from '../files';
import type { Built } from './kustomize';

/** Kinds whose objects exist once in a cluster. Others, such as Namespaces, are often in several kustomizations. */
const ONCE = ['HelmRelease', 'HelmChart', 'Application', 'Kustomization', 'Deployment', 'StatefulSet', 'DaemonSet'];

const PRODUCTION = /(^|[/-])(prod|production|live)([/-]|$)/;

export interface Chosen {
  readonly builds: readonly Built[];
  /** Those that are left out, one phrase per item. */
  readonly notJudged: readonly string[];
}

/**
 * Leaves out builds that are another variant of an earlier one, and objects that an earlier one makes too. First are those that an
 * Application or Flux applies, then those for production.
 * @param applied the folders that are applied
 */
export function withoutAlternatives(builds: readonly Built[], applied: readonly string[]): Chosen {
  const rank = ({ below }: Built) => (applied.includes(below) ? 0 : 2) + (PRODUCTION.test(below) ? 0 : 1);
  const made = new Map<string, Built>();
  const chosen: Built[] = [];
  const left: string[] = [];
  for (const build of builds.toSorted((a, b) => rank(a) - rank(b))) {
    const objects = objectsIn(build);
    const isApplied = (each: Built) => applied.includes(each.below);
    const other = objects.find(({ id, kind, isKnown }) => {
      const first = made.get(id);
      if (!first || (!isKnown && isApplied(first) && isApplied(build))) return false;
      const isSure = ONCE.includes(kind) && (isKnown || !(isApplied(first) || isApplied(build)));
      return isSure || build.bases.some((base) => first.bases.includes(base));
    });
    if (other) left.push(`${build.file.printed}: its output, because ${made.get(other.id)?.file.printed} also makes ${other.id}`);
    else {
      const repeated = new Set(objects.flatMap(({ id, isKnown, document }) => (made.has(id) && isKnown ? [document] : [])));
      chosen.push({ ...build, file: { ...build.file, documents: build.file.documents.filter((document) => !repeated.has(document)) } });
    }
    for (const { id } of other ? [] : objects) if (!made.has(id)) made.set(id, build);
  }
  const [first, ...more] = left;
  if (first === undefined) return { builds: chosen, notJudged: [] };
  return { builds: chosen, notJudged: [more.length > 0 ? `${first}; ${more.length} more folders are such variants` : first] };
}

interface Made {
  /** `Deployment tempo in tracing` */
  readonly id: string;
  readonly kind: string;
  /** Whether its namespace is known. What applies a build may also set the namespace. */
  readonly isKnown: boolean;
  readonly document?: unknown;
}

const objectsIn = ({ file, charts }: Built): Made[] => [
  ...file.documents.flatMap((document) =>
    placedIn({ ...file, documents: [document] }).map(({ object, namespace }) => ({
      id: idOf(object.kind, object.metadata.name, namespace),
      kind: object.kind,
      isKnown: namespace !== undefined || isClusterKind(object),
      document,
    })),
  ),
  ...charts.installations.map(({ releaseName, namespace }) => ({
    id: idOf('release', releaseName, namespace),
    kind: 'HelmRelease',
    isKnown: namespace !== '',
  })),
];

const idOf = (kind: string, name: string, namespace: string | undefined): string => `${kind} ${name}${namespace ? ` in ${namespace}` : ''}`;
