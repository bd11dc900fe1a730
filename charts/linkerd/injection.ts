/** What asks Linkerd for a proxy, the same from 2.12 to 2.20. */

/** The annotation of a pod, or of its namespace. */
export const INJECT = 'linkerd.io/inject';

const WITH_PROXY: readonly (string | undefined)[] = ['enabled', 'ingress'];

/** @param value that of the annotation */
export const asksForProxy = (value: string | undefined): boolean => WITH_PROXY.includes(value);
