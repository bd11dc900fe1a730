/** A cluster as Argo CD knows it: by the URL of its API server, or by name. */
import type { GitopsConfig } from './config';

export type Target = { readonly server: string } | { readonly name: string };

/** The cluster that Argo CD runs in, where the root, the Applications and the AppProjects stay. */
export const IN_CLUSTER: Target = { server: 'https://kubernetes.default.svc' };

/** The cluster that the components go to. */
export const targetOf = ({ server, cluster }: GitopsConfig): Target => (cluster ? { name: cluster } : server ? { server } : IN_CLUSTER);
