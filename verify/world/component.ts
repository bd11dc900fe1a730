/** The components of a cluster, by the names of their Applications. */

/**
 * The component of an Application or AppProject, named `<root>-<component>` (charts/argocd/argocd.ts); undefined for other names.
 * @param root the name of the root Application
 */
export const componentOf = (name: string | undefined, root: string | undefined): string | undefined =>
  root !== undefined && name?.startsWith(`${root}-`) ? name.slice(root.length + 1) : undefined;
