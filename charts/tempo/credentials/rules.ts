/** How the credentials of the storage can be unusable. */
import { RuleSet } from '../../../lib/findings/rules';

export const CREDENTIALS_RULES = new RuleSet('credentials', 'the credentials of the storage can be delivered, and arrive as they are', {
  'plain-text': {
    proves: 'credentials are written in plain text only where the cluster file asks for it',
    example:
      'tempo.credentials.secret: writes the credentials in plain text to dist/, and so to git; use another kind of credentials, or set commitPlaintext: true',
    wayOut: 'Use another kind of credentials, or set `commitPlaintext: true`',
    isFinal: true,
  },
  'not-set': {
    proves: 'the environment holds both credentials where a command needs them',
    example:
      'tempo.credentials.secret: MINIO_SECRET_ACCESS_KEY is not set in the environment; set MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY for this command',
    wayOut: 'Set both variables for the command',
    isFinal: true,
  },
  'breaks-configuration': {
    proves: 'the configuration of Tempo, which takes credentials unquoted, reads them as they are',
    example:
      'tempo.credentials.secret: MINIO_SECRET_ACCESS_KEY breaks the configuration of Tempo, which inserts it without quotes (it starts or ends with a space); create another key',
    wayOut: 'Create an access key without special characters',
    isFinal: true,
  },
  'sealed-for-one-namespace': {
    proves: 'a SealedSecret opens in every namespace that needs the credentials',
    example:
      'tempo.credentials.sealedSecret: can be decrypted only in namespace tracing (scope strict), but minio (line 13) needs the same credentials in tempo-bootstrap; seal them with scope: cluster-wide, or remove minio and run `npm run minio`',
    wayOut: 'Seal the credentials with `scope: cluster-wide`, or remove `minio`',
  },
});
