/** The first minors of Kubernetes with rules that the Pod Security Standards did not have before. */

/** Probes and hooks must not name a host. */
export const HOSTS_OF_PROBES = '1.34';
