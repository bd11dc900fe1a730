/** A cluster, as Argo CD refers to it: by the URL of its API server, or by name. */

export type Target = { readonly server: string } | { readonly name: string };

/** The cluster that Argo CD runs in, by its URL there. */
export const OWN_SERVER = 'https://kubernetes.default.svc';

/** Its name in Argo CD, if nobody has changed that. */
export const OWN_NAME = 'in-cluster';

/** The cluster that Argo CD runs in. The root, the Applications and the AppProjects are always there. */
export const IN_CLUSTER: Target = { server: OWN_SERVER };

/** The cluster where the components are installed. */
export const targetOf = ({ server, cluster }: { readonly server?: string; readonly cluster?: string }): Target =>
  cluster ? { name: cluster } : server ? { server } : IN_CLUSTER;
