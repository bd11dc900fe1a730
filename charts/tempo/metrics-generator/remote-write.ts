/** Where the metrics-generator writes its metrics: to Prometheus itself, or to a server that is made for it, such as Mimir. */

/**
 * Prometheus takes no remote write by default: it answers 404, which only the log of the metrics-generator shows, and the service map stays
 * empty.
 */
export const REMOTE_WRITE_RECEIVER = {
  /** The flag of Prometheus. */
  flag: '--web.enable-remote-write-receiver',
  /** The field of a Prometheus object of the operator. */
  field: 'enableRemoteWriteReceiver',
} as const;

/** The path of Prometheus, also below a prefix. Mimir, Cortex and Thanos have others. */
const PATH = /\/api\/v1\/write\/?$/;

/** A URL without a path, which no server takes metrics at. @param url an http or https URL */
export const lacksPath = (url: string): boolean => URL.canParse(url) && new URL(url).pathname === '/';

/** What is wrong with such a URL, and what to do. */
export const WITHOUT_PATH = [
  'has no path, and no server takes metrics there',
  'add that of the server: Prometheus has /api/v1/write',
] as const;

/** @param url an http or https URL */
export const writesToPrometheus = (url: string): boolean => URL.canParse(url) && PATH.test(new URL(url).pathname);
