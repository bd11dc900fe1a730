/** Mistakes in annotations, policies and certificates of Linkerd. */
import type { Rule } from '../../../../lib/findings/rules';

export const LINKERD_RULES = {
  'mesh-annotation': {
    proves: 'no annotation of Linkerd is misspelled, and each has a value that Linkerd knows',
    example: 'Namespace tracing: annotation linkerd.io/injects is unknown to Linkerd; use linkerd.io/inject',
    wayOut: 'Correct the name or the value of the annotation',
  },
  'mesh-refuses': {
    proves: 'the mesh refuses no traffic on the path of a trace',
    example:
      'Namespace tracing: default-inbound-policy is deny, which refuses Traefik and Grafana, because they are not in the mesh; use all-unauthenticated',
    wayOut: 'Use config.linkerd.io/default-inbound-policy: all-unauthenticated, or an AuthorizationPolicy that permits the traffic',
  },
  'mesh-reference': {
    proves: 'the names and selectors in policies of Linkerd are not misspelled',
    example: 'AuthorizationPolicy spans: spec.targetRef names Server tempo-span, which namespace tracing does not have; use tempo-spans',
    wayOut: 'Correct the name, the label or the port',
  },
  'not-meshed': {
    proves: 'everything whose proxies send spans is in the mesh',
    example: 'Deployment web: is not in the mesh, so Linkerd sends no spans for it; annotate its pods with linkerd.io/inject: enabled',
    wayOut: 'Annotate the pods or their Namespace with linkerd.io/inject: enabled',
  },
  'no-mesh-spans': {
    proves: 'the proxies of Linkerd send spans if the cluster file has linkerd',
    example: 'Linkerd: sends no spans, but the cluster file has linkerd; run `npm run synth`',
    wayOut: 'Run `npm run synth`',
  },
  'webhook-service': {
    proves: 'the Service and the port of each webhook exist',
    example:
      'MutatingWebhookConfiguration jaeger-injector: calls port 8443 of Service jaeger-injector, which has only 443; set port to 443',
    wayOut: 'Correct clientConfig.service of the webhook',
  },
  'webhook-rule': {
    proves: 'the webhook of the Jaeger extension is called for each new pod',
    example:
      'MutatingWebhookConfiguration linkerd-jaeger-injector-webhook-config: is not called when pods are created, so no proxy sends spans; give it a rule with operation CREATE for pods of API version v1',
    wayOut: 'Give it a rule with operation CREATE for pods of API version v1',
  },
  'further-server': {
    proves: 'the Jaeger extension installs no second server for traces',
    example: 'Deployment jaeger: is installed beside Tempo, and gets no traces; set jaeger.enabled to false',
    wayOut: 'Set jaeger.enabled and collector.enabled to false',
  },
  'certificate-time': {
    proves: 'cert-manager accepts the duration of each Certificate, and when it is renewed',
    example:
      'Certificate jaeger-injector: spec.renewBefore (2160h0m0s) is not shorter than spec.duration (2160h0m0s), which cert-manager refuses; use a third of the duration',
    wayOut: 'Use a renewBefore that is shorter than the duration',
  },
  'certificate-usage': {
    proves: 'the Certificate of each webhook is one of a server',
    example: 'Certificate jaeger-injector: spec.usages has client auth and not server auth, so no webhook can use it; add server auth',
    wayOut: 'Add server auth to the usages, and remove isCA',
  },
  'certificate-refused': {
    proves: 'cert-manager accepts the name, the key and the history of each Certificate',
    example:
      'Certificate jaeger-injector: spec.privateKey has algorithm ECDSA with size 2048, which cert-manager refuses; use one of 256, 384, 521',
    wayOut: 'Use a value that the message names',
  },
  'certificate-key': {
    proves: 'Linkerd accepts the keys of the Certificates for its issuer and its trust anchor',
    example:
      'Certificate linkerd-identity-issuer: has a key of algorithm RSA with size 2048, which Linkerd refuses in Secret linkerd-identity-issuer; use algorithm ECDSA with size 256',
    wayOut: 'Use algorithm ECDSA with size 256, and isCA',
  },
  'certificate-issuer': {
    proves: 'each Certificate of the output has the issuer of the cluster file',
    example:
      'Certificate jaeger-injector: spec.issuerRef.name is letsencrypt, but linkerd.webhookIssuer of the cluster file is linkerd-issuer; use linkerd-issuer',
    wayOut: 'Run `npm run synth`, or correct linkerd.webhookIssuer',
  },
} as const satisfies Record<string, Rule>;
