/** Addresses of Services. */

/** `<service>.<namespace>`, with the rest of the name in a cluster, and a port. */
const LONG_NAME = /^([a-z0-9-]+\.[a-z0-9-]+)\.svc(?:\.cluster\.local)?\.?(:\d+)?$/i;

/** The shortest form of an address, by which two are compared: `minio.storage:9000` for `minio.storage.svc.cluster.local:9000`. */
export const shortAddress = (address: string): string => address.replace(LONG_NAME, '$1$2').toLowerCase();
