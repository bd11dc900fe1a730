/**
 * The access keys that MinIO does not take (minio/minio, internal/auth/credentials.go and cmd/iam.go).
 *
 * Some servers create a user with such a key, and then refuse each of its requests.
 */

/** In bytes. There is no maximum. */
const SHORTEST = { accessKeyId: 3, secretAccessKey: 8 } as const;

/** They separate the parts of a signature. */
const RESERVED = /[=,]/;

/** The root user of a server whose MINIO_ROOT_USER is not set. */
const DEFAULT_ROOT = 'minioadmin';

/**
 * @param root the root user of the server, if it is known
 * @returns why MinIO does not take it, as a phrase without the value; undefined if it does
 */
export function refusedAccessKeyId(value: string, root?: string): string | undefined {
  if (Buffer.byteLength(value) < SHORTEST.accessKeyId) return `it has fewer than ${SHORTEST.accessKeyId} characters`;
  if (RESERVED.test(value)) return 'it has a comma or an equals sign';
  return value === DEFAULT_ROOT || value === root ? 'it is the root user of the server' : undefined;
}

/** The same for a secret access key. */
export const refusedSecretAccessKey = (value: string): string | undefined =>
  Buffer.byteLength(value) < SHORTEST.secretAccessKey ? `it has fewer than ${SHORTEST.secretAccessKey} characters` : undefined;
