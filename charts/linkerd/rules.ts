/** Mistakes in Linkerd's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const LINKERD_RULES = new RuleSet('linkerd', 'the configuration of Linkerd fits its release', {
  'unused-issuer': {
    proves: 'an issuer is set only if the Jaeger extension has a webhook',
    example:
      'linkerd.webhookIssuer: not used: linkerd.version (line 13) 2.19 traces without the Jaeger extension and its webhook; remove it',
    wayOut: 'Remove `linkerd.webhookIssuer`',
  },
  'fixed-hook': {
    proves: 'the hook of the Jaeger extension can pull its image from the mirror',
    example:
      'linkerd.version: a hook of the Jaeger extension of 2.12.4 pulls docker.io/curlimages/curl, which no value of its chart changes; pin linkerd.version 2.13.0 or newer, or let the nodes pull it from a mirror',
    wayOut: 'Pin a newer Linkerd, or make the image available to the nodes, and accept what verify says about the hook',
  },
  'missing-issuer': {
    proves: 'the webhook of the Jaeger extension has an issuer for its certificate',
    example:
      'linkerd.webhookIssuer: missing: linkerd.version (line 13) 2.14.10 traces by the Jaeger extension, whose webhook needs a certificate; add the name of a cert-manager ClusterIssuer',
    wayOut: 'Add the name of a cert-manager ClusterIssuer that signs cluster-internal names',
    isFinal: true,
  },
});
