/** How the settings of S3 can contradict each other. */
import { RuleSet } from '../../../../lib/findings/rules';

export const S3_RULES = new RuleSet('s3', 'the settings of S3 agree with each other', {
  'ca-without-tls': {
    proves: 'a private authority is set only where the S3 server is reached by TLS',
    example: 'tempo.storage.ca: has no effect with tempo.storage.insecure (line 9): true, which turns TLS off; remove one of them',
    wayOut: 'Remove `ca`, or remove `insecure: true`',
  },
});
