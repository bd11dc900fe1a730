/** Addresses of a pod that lead to itself alone. */

/** Whether only the pod itself reaches what listens on a host, which may be an IPv6 address in brackets. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|[0:]*:0*1|\[[0:]*:0*1\])$/i.test(host);

/** Whether a connection to a host stays in the pod: one to all addresses, `0.0.0.0` and `[::]`, does too. */
export const isPodItself = (host: string): boolean => isLoopback(host) || /^(0\.0\.0\.0|[0:]*:0*|\[[0:]*:0*\])$/.test(host);

/** The host of `host:port`. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':'));
