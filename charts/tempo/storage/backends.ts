/** The storage backends of Tempo, by their name in the cluster file and in Tempo's own configuration. */
import { azure } from './azure/azure';
import type { StorageBackend } from './backend';
import { gcs } from './gcs/gcs';
import { local } from './local/local';
import { s3 } from './s3/s3';

export const BACKENDS = { s3, gcs, azure, local } satisfies Record<string, StorageBackend>;

export type BackendName = keyof typeof BACKENDS;

/** The backend whose settings may be written without its name: `storage: {bucket: …}`. */
export const UNNAMED = 's3' satisfies BackendName;
