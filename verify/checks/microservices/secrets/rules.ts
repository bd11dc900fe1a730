/** Mistakes in the objects from which a controller makes the Secret with the credentials. */
import type { Rule } from '../../../../lib/findings/rules';

export const SECRET_RULES = {
  'secret-not-made': {
    proves: 'each ExternalSecret makes its Secret',
    example:
      'ExternalSecret tempo-minio-secret: spec.target.creationPolicy is Merge, with which the operator does not make Secret tempo-minio-secret; use Owner',
    wayOut: 'Use creationPolicy Owner',
  },
  'secret-not-kept': {
    proves: 'the Secret of each ExternalSecret stays, and follows a new key',
    example:
      'ExternalSecret tempo-minio-secret: spec.target.deletionPolicy is Delete, with which the operator takes the Secret away when the store has no value; use Retain',
    wayOut: 'Use deletionPolicy Retain and a refresh interval, and remove immutable',
  },
  'secret-made-twice': {
    proves: 'no Secret is made twice',
    example: 'Secret tempo-minio-secret: is also made by ExternalSecret tempo-minio-secret; remove one of them',
    wayOut: 'Remove the Secret, or what makes it',
  },
  'secret-interval': {
    proves: 'each refreshInterval is a duration',
    example:
      'ExternalSecret tempo-minio-secret: spec.refreshInterval is 1d, which is not a duration, so the operator cannot read the object; use one such as 1h0m0s',
    wayOut: 'Use a duration of hours, minutes and seconds',
  },
  'secret-type': {
    proves: 'each Secret has the keys that its type requires',
    example: 'SealedSecret tempo-minio-secret: a Secret of type kubernetes.io/tls needs the keys tls.crt and tls.key; use Opaque',
    wayOut: 'Use type Opaque, or add the keys',
  },
  'secret-template': {
    proves: 'the template of each ExternalSecret uses only keys that it fetches',
    example: 'ExternalSecret tempo-minio-secret: its template uses .user, but it fetches only key; use key, or fetch user',
    wayOut: 'Use a secretKey of spec.data',
  },
  'sealed-secret': {
    proves: 'each SealedSecret can be decrypted',
    example:
      'SealedSecret tempo-minio-secret: spec.encryptedData.MINIO_ACCESS_KEY_ID is not the ciphertext of the cluster file; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or seal the value again',
  },
  'vault-placeholder': {
    proves: 'each placeholder has the path and the property of the cluster file',
    example:
      'Secret tempo-minio-secret: stringData.MINIO_ACCESS_KEY_ID is not <path:secret/data/minio/tempo#user>, as in the cluster file; run `npm run synth`',
    wayOut: 'Run `npm run synth`, or correct tempo.credentials.vaultPlugin',
  },
} as const satisfies Record<string, Rule>;
