/** Where a component of the collector listens without an endpoint, by version. */
import { compareVersions } from '../../../lib/releases/version';

/** The first version in which that is localhost; before, it was every address of the pod (CHANGELOG.md of opentelemetry-collector). */
const LOCALHOST_SINCE = '0.104.0';

/** It brings the former default back (internal/localhostgate, to 0.112.0). */
const GATE = /-component\.UseLocalHostAsDefaultHost\b/;

/**
 * The host without an endpoint.
 * @param version of the collector; undefined if it is unknown
 * @param args its arguments
 */
export const defaultHost = (version?: string, args: readonly string[] = []): string =>
  (version !== undefined && compareVersions(version, LOCALHOST_SINCE) < 0) || args.some((arg) => GATE.test(arg)) ? '0.0.0.0' : 'localhost';
