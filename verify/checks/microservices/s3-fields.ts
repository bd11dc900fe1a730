/** The fields of `storage.trace.s3`, of any Tempo from 1.5 to 3.0 (tempodb/backend/s3/config.go, dskit crypto/tls). */
export const S3_FIELDS: ReadonlySet<string> = new Set([
  ...['bucket', 'prefix', 'endpoint', 'region', 'access_key', 'secret_key', 'session_token', 'insecure', 'part_size', 'checksum_type'],
  ...['hedge_requests_at', 'hedge_requests_up_to', 'signature_v2', 'forcepathstyle', 'bucket_lookup_type', 'enable_dual_stack'],
  ...['tags', 'storage_class', 'metadata', 'native_aws_auth_enabled', 'list_blocks_concurrency', 'sse', 'insecure_skip_verify'],
  ...[
    'tls_cert_path',
    'tls_key_path',
    'tls_ca_path',
    'tls_server_name',
    'tls_insecure_skip_verify',
    'tls_cipher_suites',
    'tls_min_version',
  ],
]);
