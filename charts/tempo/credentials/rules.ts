/** Mistakes in the credentials of the storage. */
import { RuleSet } from '../../../lib/findings/rules';

export const CREDENTIALS_RULES = new RuleSet('credentials', 'the credentials of the storage reach Tempo unchanged', {
  'plain-text': {
    proves: 'credentials are written in plain text only if the cluster file allows it',
    example:
      'tempo.credentials.secret: writes the credentials in plain text to dist/, and so to git; use another kind of credentials, or set commitPlaintext: true',
    wayOut: 'Use another kind of credentials, or set `commitPlaintext: true`',
    isFinal: true,
  },
  'not-set': {
    proves: 'both credentials are set in the environment if a command needs them',
    example:
      'tempo.credentials.secret: MINIO_SECRET_ACCESS_KEY is not set in the environment; set MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY for this command',
    wayOut: 'Set both variables for the command',
    isFinal: true,
  },
  'breaks-configuration': {
    proves: 'the credentials are unchanged when Tempo inserts them into its configuration without quotes',
    example:
      'tempo.credentials.secret: MINIO_SECRET_ACCESS_KEY breaks the configuration of Tempo, which inserts it without quotes (it starts or ends with a space); create another key',
    wayOut: 'Create an access key without special characters',
    isFinal: true,
  },
  'refused-by-server': {
    proves: 'the S3 server takes the credentials',
    example:
      'tempo.credentials.secret: MINIO_SECRET_ACCESS_KEY is a key that MinIO refuses (it has fewer than 8 characters); create another key',
    wayOut: 'Create an access key id of 3 or more characters without comma or equals sign, and a secret of 8 or more',
    isFinal: true,
  },
  'do-not-fit': {
    proves: 'the credentials are those of the storage',
    example:
      'tempo.credentials.accountKey: cannot be used with tempo.storage.gcs, which stores traces in Google Cloud Storage; use identity.workloadIdentity, identity.instance or serviceAccountKey',
    wayOut: 'Use credentials that the message names, or another storage',
  },
  'not-whole': {
    proves: 'no part of a ciphertext is missing, so that the controller of Sealed Secrets can decrypt it',
    example:
      'tempo.credentials.sealedSecret.secretAccessKey: is a part of a ciphertext, which the controller cannot decrypt; copy all of the output of `npm run seal`',
    wayOut: 'Copy all of the output of `npm run seal`, or of `kubeseal`',
  },
  'sealed-for-one-namespace': {
    proves: 'a SealedSecret can be decrypted in every namespace that needs the credentials',
    example:
      'tempo.credentials.sealedSecret: can be decrypted only in namespace tracing (scope strict), but minio (line 13) needs the same credentials in tempo-bootstrap; seal them with scope: cluster-wide, or remove minio and run `npm run minio`',
    wayOut: 'Seal the credentials with `scope: cluster-wide`, or remove `minio`',
  },
});
