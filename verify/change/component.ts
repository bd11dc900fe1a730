/** The component that an object of the output belongs to. */
import path from 'node:path';
import type { Placed } from '../stack';

/**
 * By its own name or its Application, `<root>-<component>`, else by its file: `tempo.k8s.yaml`, `tempo-chart.k8s.yaml`, `values/traefik.yaml`.
 *
 * @param root the name of the root Application
 * @returns `tempo`, `linkerd-control-plane`; `gitops` for the objects of Argo CD
 */
export function componentOf({ object, application, place }: Placed, root: string | undefined): string {
  const owner = ['Application', 'AppProject'].includes(object.kind) ? object.metadata.name : application;
  const file = path.basename(place.file).replace(/(-chart)?(\.k8s)?\.yaml$/, '');
  return componentOfApplication(owner, root) ?? (['bootstrap', 'applications'].includes(file) ? 'gitops' : file);
}

/** @returns undefined for the root itself, and for an Application of somebody else */
export const componentOfApplication = (application: string | undefined, root: string | undefined): string | undefined =>
  root !== undefined && application?.startsWith(`${root}-`) ? application.slice(root.length + 1) : undefined;
