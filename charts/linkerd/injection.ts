/** What asks Linkerd for a proxy, the same from 2.12 to 2.20. */

/** The annotation of a pod, or of its namespace. */
export const INJECT = 'linkerd.io/inject';

/** Ports that connections reach past the proxy of the pod, and ports and networks that it connects to past its own. */
export const SKIP_INBOUND = 'config.linkerd.io/skip-inbound-ports';
export const SKIP_OUTBOUND = 'config.linkerd.io/skip-outbound-ports';
export const SKIP_SUBNETS = 'config.linkerd.io/skip-subnets';

const WITH_PROXY: readonly (string | undefined)[] = ['enabled', 'ingress'];

/** @param value that of the annotation */
export const asksForProxy = (value: string | undefined): boolean => WITH_PROXY.includes(value);
