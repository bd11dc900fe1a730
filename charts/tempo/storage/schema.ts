/** `tempo.storage` of the cluster file. */
import type * as z from 'zod';
import { shortOrNamed } from '../../../lib/cluster-file/schema/forms';
import { lazyObject } from '../../../lib/cluster-file/schema/lazy';
import { isMap } from '../../../lib/yaml/parsed';
import { isDisk, type StorageBackend } from './backend';
import { BACKENDS, type BackendName, UNNAMED } from './backends';
import { serverOf } from './s3/schema';
import type { ServerName } from './s3/servers/servers';

/** The backends by name. */
type Named = { readonly [Name in BackendName]: z.ZodOptional<(typeof BACKENDS)[Name]['schema']> };

const named = () =>
  Object.fromEntries(
    Object.entries(BACKENDS).map(([name, { title, schema }]) => [
      name,
      schema.optional().describe(name === UNNAMED ? `${title}; its keys can also be set without this name` : title),
    ]),
  ) as Named;

export const storageConfig = shortOrNamed(BACKENDS[UNNAMED].schema, lazyObject(named)).describe('Where Tempo stores traces');

/** Whether a storage needs no credentials, which must not be set then. @param file the value in the cluster file, unchecked */
export const needsNoCredentials = (file: unknown): boolean =>
  isMap(file) && Object.entries<StorageBackend>(BACKENDS).some(([name, backend]) => name in file && isDisk(backend));

/** The kinds of credentials that a storage takes other than keys of S3; undefined for S3. @param file the value in the cluster file, unchecked */
export const ownCredentials = (file: unknown): readonly string[] | undefined =>
  isMap(file) ? Object.entries<StorageBackend>(BACKENDS).find(([name]) => name !== UNNAMED && name in file)?.[1].credentials : undefined;

/** Whether traces are in Amazon S3, whose roles need no keys. @param file the value in the cluster file, unchecked */
export function isOnAmazon(file: unknown): boolean {
  const settings = isMap(file) && UNNAMED in file ? file[UNNAMED] : file;
  if (!isMap(settings)) return false;
  const { endpoint, region, server } = settings;
  if (server === undefined && endpoint === undefined) return region !== undefined;
  return serverOf({ server: server as ServerName | undefined, endpoint: String(endpoint) }) === 'aws';
}

/** The parsed value, in either form. */
export type StorageFile = z.infer<typeof storageConfig>;
