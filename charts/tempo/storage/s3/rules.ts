/** Conflicts between the settings of S3. */
import { RuleSet } from '../../../../lib/findings/rules';

export const S3_RULES = new RuleSet('s3', 'the settings of S3 are consistent', {
  'ca-without-tls': {
    proves: 'a private authority is set only if Tempo uses TLS to connect to S3',
    example: 'tempo.storage.ca: has no effect with tempo.storage.insecure (line 9): true, which turns TLS off; remove one of them',
    wayOut: 'Remove `ca`, or remove `insecure: true`',
  },
});
