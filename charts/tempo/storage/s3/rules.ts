/** Conflicts between the settings of S3. */
import { RuleSet } from '../../../../lib/findings/rules';

export const S3_RULES = new RuleSet('s3', 'the settings of S3 are consistent', {
  'ca-without-tls': {
    proves: 'a private authority is set only if Tempo uses TLS to connect to S3',
    example: 'tempo.storage.ca: has no effect with tempo.storage.insecure (line 9): true, which turns TLS off; remove one of them',
    wayOut: 'Remove `ca`, or remove `insecure: true`',
  },
  'no-endpoint': {
    proves: 'the S3 server is known',
    example: 'tempo.storage.endpoint: missing; add it, or set region for Amazon S3',
    wayOut: 'Set `endpoint`, or `region` for Amazon S3',
  },
  'port-of-ipv6': {
    proves: 'this Tempo can connect to the S3 server',
    example:
      'tempo.storage.endpoint: Tempo 1.5.0 cannot connect to port 443 of an IPv6 address; pin tempo.chart 1.0.0 or newer, or use another port or a name',
    wayOut: 'Use a newer release of the chart, another port, or a name',
  },
  'skip-verify': {
    proves: 'Tempo checks the certificate of the S3 server',
    example:
      'tempo.storage.insecureSkipVerify: lets anybody between Tempo and the S3 server read the credentials and the traces; set ca to the authority of the server instead',
    wayOut: 'Set `ca` to the authority that signed the certificate',
  },
  'skip-verify-unused': {
    proves: 'the check of the certificate is skipped only where Tempo uses TLS',
    example: 'tempo.storage.insecureSkipVerify: has no effect with tempo.storage.insecure (line 9): true; remove it',
    wayOut: 'Remove `insecureSkipVerify`',
  },
  'no-such-field': {
    proves: 'this Tempo has the setting',
    example:
      'tempo.storage.prefix: Tempo 2.1.1 has no such setting and does not start with it; pin tempo.chart 1.5.0 or newer, or remove it',
    wayOut: 'Use a newer release of the chart, or remove the key',
  },
  'identity-elsewhere': {
    proves: 'an identity of AWS is used with Amazon S3',
    example:
      'tempo.storage: the identity of AWS is used with tempo.storage.endpoint (line 9): minio.storage:9000, which is not Amazon S3; use keys, unless it leads to Amazon S3',
    wayOut: 'Use keys, or remove `endpoint` and set `region`',
  },
  'no-pod-identity': {
    proves: 'this Tempo can use EKS Pod Identity',
    example: 'tempo.storage: Tempo 2.5.0 cannot use tempo.credentials.identity.podIdentity; pin tempo.chart 1.18.0 or newer, or use irsa',
    wayOut: 'Use a newer release of the chart, or `irsa`',
  },
  'server-bucket': {
    proves: 'the S3 server accepts the name of the bucket',
    example: 'tempo.storage.bucket: my.traces has a dot, which Cloudflare R2 does not allow; use a hyphen',
    wayOut: 'Use another name',
  },
  'server-region': {
    proves: 'the S3 server has the region',
    example:
      'tempo.storage.region: Cloudflare R2 has no region eu-west-1; use auto, or one of us-east-1, wnam, enam, weur, eeur, apac and oc',
    wayOut: 'Remove `region`: the `server` sets it',
  },
  'server-encryption': {
    proves: 'the S3 server encrypts as `sse` says',
    example: 'tempo.storage.sse: Garage has neither SSE-S3 nor SSE-KMS; remove it, and encrypt the disks of Garage',
    wayOut: 'Remove `sse`',
  },
  'encryption-without-tls': {
    proves: 'the S3 server accepts requests for encryption',
    example:
      'tempo.storage.sse: Ceph Object Gateway refuses requests for encryption without TLS, which tempo.storage.insecure (line 9): true turns off; use TLS, or remove it',
    wayOut: 'Remove `insecure: true`, or remove `sse`',
  },
  'uneven-parts': {
    proves: 'this Tempo uploads blocks as the S3 server accepts them',
    example:
      'tempo.storage.server: Tempo 2.9.5 uploads parts of different lengths, which Cloudflare R2 refuses, so larger blocks are never compacted; pin tempo.chart 1.63.0 or newer',
    wayOut: 'Use a newer release of the chart',
  },
  'kms-key': {
    proves: 'a key is named if, and only if, it is used',
    example: 'tempo.storage.sse: SSE-KMS needs kmsKeyId; add it, or use SSE-S3',
    wayOut: 'Set `kmsKeyId` with SSE-KMS, and remove it with SSE-S3',
  },
});
