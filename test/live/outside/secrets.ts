/** Secrets that an operator would make from an ExternalSecret or a SealedSecret. */
import type { Manifest } from '../../../verify/stack';

/** The credentials of Tempo. */
export const KEYS = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 's3cr3t-key/of+tempo-0123456789' };

export const secret = (namespace: string, name: string, stringData: Readonly<Record<string, string>>): Manifest => ({
  ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } },
  stringData,
});

/** The Secret that Tempo reads, in each of the namespaces. */
export const tempoKeys = (namespaces: readonly string[], keys: Readonly<Record<string, string>> = KEYS): Manifest[] =>
  namespaces.map((namespace) => secret(namespace, 'tempo-minio-secret', keys));
