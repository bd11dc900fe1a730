/** The annotations by which a pod gets a proxy of Linkerd, and what the proxy accepts and leaves alone, the same from 2.12 to 2.20. */

/** The annotation of a pod, or of its namespace. */
export const INJECT = 'linkerd.io/inject';

export const WITHOUT_PROXY = { [INJECT]: 'disabled' };

/** The annotation that decides from whom a proxy accepts connections, and its value for all, in the mesh or not. */
export const INBOUND_POLICY = 'config.linkerd.io/default-inbound-policy';
export const ACCEPTS_ALL = 'all-unauthenticated';

/** A proxy that accepts connections from outside of the mesh too, whatever the default policy of the mesh is. */
export const OPEN_PROXY = { [INJECT]: 'enabled', [INBOUND_POLICY]: ACCEPTS_ALL };

/** Ports that connections reach past the proxy of the pod, and ports and networks that it connects to past its own. */
export const SKIP_INBOUND = 'config.linkerd.io/skip-inbound-ports';
export const SKIP_OUTBOUND = 'config.linkerd.io/skip-outbound-ports';
export const SKIP_SUBNETS = 'config.linkerd.io/skip-subnets';

const WITH_PROXY: readonly (string | undefined)[] = ['enabled', 'ingress'];

/** @param value that of the annotation */
export const asksForProxy = (value: string | undefined): boolean => WITH_PROXY.includes(value);
