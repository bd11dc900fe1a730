/** The volumes of the StatefulSets of one side. */
import type { InstalledTempo } from '../../charts/tempo/installed';
import { type Claims, claimsInObject } from '../../charts/tempo/pods/claims';
import type { Release, Side } from './side';

export interface PlacedClaims extends Claims {
  readonly namespace: string;
  /** Undefined if k3s installs it. */
  readonly application?: string;
}

/** Those of rendered StatefulSets, and of Tempo's by its values if its chart is not rendered. */
export function claimsIn({ objects, releases, tempo }: Side): PlacedClaims[] {
  const rendered = objects
    .filter(({ object }) => object.kind === 'StatefulSet')
    .map(({ object, namespace = '', application }) => ({ ...claimsInObject(object), namespace, application }));
  // A migration has two releases of the same chart.
  const application = releases.find((release) => tempo && isOfTempo(release, tempo))?.application;
  const byValues = (tempo?.claims ?? []).map((claims) => ({ ...claims, namespace: tempo?.namespace ?? '', application }));
  return [...rendered, ...byValues.filter((claims) => !rendered.some((other) => isSameSet(other, claims)))];
}

/** Whether a Helm release is that of a Tempo. */
export const isOfTempo = ({ releaseName, namespace }: Pick<Release, 'releaseName' | 'namespace'>, tempo: InstalledTempo): boolean =>
  releaseName === tempo.releaseName && namespace === tempo.namespace;

/** Whether both are the same StatefulSet. */
export const isSameSet = (
  one: Pick<PlacedClaims, 'workload' | 'namespace'>,
  other: { readonly workload?: string; readonly namespace: string },
): boolean => one.workload === other.workload && one.namespace === other.namespace;

/** The Tempo whose traces are in the pods of a StatefulSet until they are in the storage; undefined for one of another namespace. */
export const tempoWithTracesIn = ({ tempo }: Side, { workload, namespace }: Pick<PlacedClaims, 'workload' | 'namespace'>) =>
  tempo?.namespace === namespace && tempo.unflushed?.workloads.includes(workload) ? tempo : undefined;
