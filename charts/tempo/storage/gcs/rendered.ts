/** Describes the rendered `storage.trace.gcs`. */
import { textAt } from '../../../../lib/yaml/parsed';
import type { RenderedBackend } from '../rendered';
import { FILE_VARIABLE } from './setup';

/** The host that the client connects to by default. */
export const GCS_HOST = 'storage.googleapis.com';

export const renderedGcs: RenderedBackend = {
  credentials: [],
  fileVariable: FILE_VARIABLE,
  findsCredentialsBy: (variable) => variable === FILE_VARIABLE,
  addresses: (part) => [{ field: 'endpoint', protocol: 'HTTP', address: textAt(part, 'endpoint') || `https://${GCS_HOST}` }],
};
