/** Mistakes in Linkerd's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const LINKERD_RULES = new RuleSet('linkerd', 'the configuration of Linkerd fits its release', {
  'unused-issuer': {
    proves: 'an issuer is set only if the Jaeger extension has a webhook',
    example:
      'linkerd.webhookIssuer: not used: linkerd.version (line 13) 2.19 traces without the Jaeger extension and its webhook; remove it',
    wayOut: 'Remove `linkerd.webhookIssuer`',
  },
  'missing-issuer': {
    proves: 'the webhook of the Jaeger extension has an issuer for its certificate',
    example:
      'linkerd.webhookIssuer: missing: linkerd.version (line 13) 2.14.10 traces by the Jaeger extension, whose webhook needs a certificate; add the name of a cert-manager ClusterIssuer',
    wayOut: 'Add the name of a cert-manager ClusterIssuer that signs cluster-internal names',
    isFinal: true,
  },
});
