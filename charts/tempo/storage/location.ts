/** Where a Tempo keeps its blocks. Two Tempos with the same location read each other's traces. */
import { shortAddress } from '../../../lib/kubernetes/service-address';
import { mapAt, textAt } from '../../../lib/yaml/parsed';
import { AZURE_ENDPOINT } from './azure/schema';
import { backendNamed } from './storage';

export interface Location {
  /** `s3` */
  readonly backend: string;
  /** The name of the backend in messages: `S3`. */
  readonly title: string;
  /** The bucket, container or path. */
  readonly container: string;
  readonly prefix: string;
  /** The server as `host` or `host:port`; empty if the backend has none. */
  readonly server: string;
}

/**
 * The server of an endpoint, by which two are compared: `s3.example.org` for `s3.example.org:443`, which is the same with TLS, and without
 * TLS for port 80; `minio.storage` for `minio.storage.svc`.
 */
export const serverAt = (endpoint: string, insecure: boolean): string => shortAddress(endpoint).replace(insecure ? /:80$/ : /:443$/, '');

/** The fields that name a container: of S3, GCS, Azure and a local folder (PathMatches in tempodb/backend/<backend>/config.go). */
const CONTAINERS = ['bucket', 'bucket_name', 'container_name', 'container-name', 'path'];
const ACCOUNTS = ['storage_account_name', 'storage-account-name'];
const SERVERS = ['endpoint', 'endpoint_suffix', 'endpoint-suffix'];

/** @param trace `storage.trace` of Tempo's configuration, or of its Helm values */
export function locationOf(trace: Readonly<Record<string, unknown>>): Location {
  const backend = textAt(trace, 'backend') ?? 'local';
  const part = mapAt(trace, backend);
  const first = (fields: readonly string[]) => fields.map((field) => textAt(part, field)).find((value) => value !== undefined) ?? '';
  return {
    backend,
    title: backendNamed(backend)?.title ?? backend,
    container: [first(ACCOUNTS), first(CONTAINERS)].filter(Boolean).join('/'),
    prefix: first(['prefix']).replace(/^\/+|\/+$/g, ''),
    server: serverAt(first(SERVERS) || (backend === 'azure' ? AZURE_ENDPOINT : ''), part.insecure === true),
  };
}
