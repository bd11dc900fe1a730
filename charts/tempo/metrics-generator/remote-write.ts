/** Where the metrics-generator writes its metrics: to Prometheus itself, or to a server that is made for it, such as Mimir. */
import type { Rule } from '../../../lib/findings/rules';

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
  'has no path, and no server receives metrics there',
  'add the path of the server, which is /api/v1/write for Prometheus',
] as const;

/**
 * The rule about such a URL, which is part of several topics.
 * @param key the key with the URL
 * @param what whose path it is: `the metrics of spans`
 */
export const withPath = (key: string, what: string): Rule => ({
  proves: `${what} go to the path of remote write`,
  example: `${key}: ${WITHOUT_PATH.join('; ')}`,
  wayOut: 'Add the path: `/api/v1/write` of Prometheus, `/api/v1/push` of Mimir',
});

/** @param url an http or https URL */
export const writesToPrometheus = (url: string): boolean => URL.canParse(url) && PATH.test(new URL(url).pathname);
