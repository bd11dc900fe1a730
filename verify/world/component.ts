/** The components of a cluster, by the names of their Applications and files. */
import path from 'node:path';
import { COMPONENT_ANNOTATION } from '../../charts/argocd/names';
import { APPLICATIONS, BOOTSTRAP } from '../../lib/output/argocd-files';
import { FLEET_FILE } from '../../lib/output/fleet-files';
import { textAt } from '../../lib/yaml/parsed';
import type { Application, Placed } from '../stack';

/** The Applications of a cluster. */
export interface Applications {
  readonly root?: Pick<Application, 'name'>;
  /** Those of the components. */
  readonly applications: readonly Application[];
}

/**
 * The component of an Application or AppProject, named `<root>-<component>` unless an annotation tells it (charts/argocd/names.ts);
 * undefined for other names, and for an AppProject of several components.
 */
export function componentOf(name: string | undefined, { root, applications }: Applications): string | undefined {
  const own = applications.filter((application) => application.name === name || application.project === name);
  const [first] = own;
  const annotated = own.length === 1 && first ? annotationOf(first) : undefined;
  if (annotated !== undefined) return annotated;
  const usual = own.length === 1 ? first?.name : name;
  return root !== undefined && usual?.startsWith(`${root.name}-`) ? usual.slice(root.name.length + 1) : undefined;
}

const annotationOf = ({ manifest }: Application): string | undefined => textAt(manifest, 'metadata', 'annotations', COMPONENT_ANNOTATION);

/** Whether an Application is that of the demo. */
export const isOfDemo = (application: Application): boolean =>
  (annotationOf(application) ?? /-tracing-(emojivoto)$/.exec(application.name)?.[1]) === 'emojivoto';

/**
 * By its own name or its Application, else by its file: `tempo.k8s.yaml`, `tempo-chart.k8s.yaml`, `values/traefik.yaml`.
 * @returns `tempo`, `kube-prometheus-stack`; `gitops` for the root and for files that it shares
 */
export function componentOfObject({ object, application, place }: Placed, all: Applications): string {
  const component = componentOf(['Application', 'AppProject'].includes(object.kind) ? object.metadata.name : application, all);
  if (component !== undefined) return component;
  if ([FLEET_FILE, BOOTSTRAP, APPLICATIONS].includes(path.basename(place.file))) return 'gitops';
  return path.basename(place.file).replace(/(-chart)?(\.k8s)?\.yaml$/, '');
}
