/** The AppProjects of an output that leave it. One that exists (`gitops.project`) has other Applications too, and is never deleted. */
import path from 'node:path';
import { BOOTSTRAP } from '../../../lib/output/argocd-files';
import type { Application, Placed } from '../../stack';
import { kubectl } from '../commands';
import type { Side } from '../side';

/** Whether synth wrote the AppProject, for this cluster alone. */
export const isOwn = ({ place }: Placed): boolean => path.basename(place.file) === BOOTSTRAP;

/**
 * Deletes the AppProjects of these Applications that are in the old output and not in the new one.
 * @param applications those that leave them, in the namespace of Argo CD
 * @param after undefined if the whole cluster leaves
 */
export function deleteProjects(applications: readonly Application[], before: Side, after?: Side): string[] {
  const nameOf = ({ object }: Placed) => object.metadata.name;
  const own = new Set(before.projects.filter(isOwn).map(nameOf));
  const still = new Set(after?.projects.map(nameOf));
  const gone = new Set(applications.map(({ project }) => project).filter((name) => own.has(name) && !still.has(name)));
  return gone.size > 0 ? [kubectl(applications[0]?.manifest.metadata.namespace, 'delete', 'appproject', ...gone)] : [];
}
