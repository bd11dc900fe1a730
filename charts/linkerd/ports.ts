/** The ports of Linkerd's proxies and of its control plane, the same from 2.12 to 2.20 (charts/linkerd-control-plane/values.yaml). */

/** The namespace of the control plane. */
export const CONTROL_PLANE = 'linkerd';

/**
 * Where a proxy receives what other proxies send, whatever the port of the application is: a NetworkPolicy sees this port for opaque
 * ports, and since 2.18 for all of them (https://linkerd.io/2/common-errors/network-policy).
 */
export const INBOUND_PORT = 4143;

/** The metrics and the probes of a proxy. */
export const ADMIN_PORT = 4191;

/** Where the extension viz taps a proxy. */
export const TAP_PORT = 4190;

/** What a proxy asks of the control plane: its identity, where to send, and what to accept. */
export const CONTROL_PLANE_PORTS: readonly number[] = [8080, 8086, 8090];
