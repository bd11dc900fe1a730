/** Whether Argo CD applies an object on the server, where other rules hold for duplicates. */
import type { Application, Placed } from '../../stack';
import { annotationOf } from '../../world/kubernetes';

const OPTION = 'ServerSideApply';

/** The annotation of the object wins over the options of its Application. */
export function isAppliedOnServer({ object, application }: Placed, applications: readonly Application[]): boolean {
  const own = annotationOf(object, 'argocd.argoproj.io/sync-options')
    ?.split(',')
    .map((option) => option.trim());
  if (own?.includes(`${OPTION}=true`)) return true;
  if (own?.includes(`${OPTION}=false`)) return false;
  return applications.some(({ name, syncOptions }) => name === application && syncOptions.includes(`${OPTION}=true`));
}
