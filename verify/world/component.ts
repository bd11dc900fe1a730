/** The components of a cluster, by the names of their Applications and files. */
import path from 'node:path';
import { FLEET_FILE } from '../../lib/output/fleet-files';
import type { Placed } from '../stack';

/**
 * The component of an Application or AppProject, named `<root>-<component>` (charts/argocd/argocd.ts); undefined for other names.
 * @param root the name of the root Application
 */
export const componentOf = (name: string | undefined, root: string | undefined): string | undefined =>
  root !== undefined && name?.startsWith(`${root}-`) ? name.slice(root.length + 1) : undefined;

/**
 * By its own name or its Application, else by its file: `tempo.k8s.yaml`, `tempo-chart.k8s.yaml`, `values/traefik.yaml`.
 * @param root the name of the root Application
 * @returns `tempo`, `kube-prometheus-stack`; `gitops` for the root and for files that it shares
 */
export function componentOfObject({ object, application, place }: Placed, root: string | undefined): string {
  const component = componentOf(['Application', 'AppProject'].includes(object.kind) ? object.metadata.name : application, root);
  if (component !== undefined) return component;
  if (path.basename(place.file) === FLEET_FILE) return 'gitops';
  const file = path.basename(place.file).replace(/(-chart)?(\.k8s)?\.yaml$/, '');
  return ['bootstrap', 'applications'].includes(file) ? 'gitops' : file;
}
