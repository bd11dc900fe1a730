/** Linkerd's proxies report their part of each trace: its Jaeger extension, reduced to the injector. */

import { Namespace } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
  CertificateSpecUsages,
} from '../../imports/certificate-cert-manager.io';
import type { Findings } from '../../lib/findings';
import { Component, type Endpoint, hostPort, KEEP, WAVES, wave } from '../component';
import type { LinkerdConfig } from './config';
import { linkerdReleases } from './releases';

const CHART = 'linkerd-jaeger';
const NAMESPACE = 'linkerd-jaeger';
/** The injector's Service and, in the extension's documentation, its Certificate. */
const INJECTOR = 'jaeger-injector';

export interface LinkerdProps {
  readonly config: LinkerdConfig;
  readonly findings: Findings;
  /** The OpenCensus receiver, which the proxies dial by mesh TLS. */
  readonly collector: Endpoint;
  /** The ServiceAccount that the collector's pods run as: their identity in the mesh. */
  readonly collectorAccount: string;
}

export class Linkerd extends Component {
  /** Annotations for the pod templates of what is to be in the mesh and in its traces. */
  readonly podAnnotations: Readonly<Record<string, string>>;

  constructor(scope: Construct, { config, findings, collector, collectorAccount }: LinkerdProps) {
    super(scope, 'linkerd');
    this.requirements = [
      `Linkerd ${config.version} with its proxy injector`,
      `cert-manager with the ClusterIssuer ${config.webhookIssuer}`,
    ];
    this.podAnnotations = {
      'linkerd.io/inject': 'enabled',
      // What the injector would use anyway: written out, so that a changed collector restarts the pods. The injector acts on
      // new pods only, and a pod that starts before it would emit no spans, silently.
      'config.linkerd.io/trace-collector': hostPort(collector),
      'config.alpha.linkerd.io/trace-collector-service-account': collectorAccount,
    };
    new Namespace(this, 'namespace', {
      metadata: {
        name: NAMESPACE,
        labels: { 'linkerd.io/extension': 'jaeger' },
        annotations: { ...wave(WAVES.namespace), ...KEEP },
      },
    });
    this.certificate(config.webhookIssuer);

    const found = linkerdReleases.find(config.version);
    if (!found.release) {
      findings.error(['linkerd', 'version'], found.error);
      return;
    }
    const { repository, extension, rendered } = found.release;
    this.delivery = {
      namespace: NAMESPACE,
      wave: 10,
      source: {
        helm: {
          repository,
          chart: CHART,
          version: extension,
          releaseName: CHART,
          values: {
            collector: { enabled: false },
            jaeger: { enabled: false },
            webhook: {
              collectorSvcAddr: hostPort(collector),
              collectorSvcAccount: collectorAccount,
              // The chart's own certificate is made anew at each render and ends after a year, unnoticed.
              externalSecret: true,
              injectCaFrom: `${NAMESPACE}/${INJECTOR}`,
            },
          },
        },
      },
      rendered,
      filledIn: [
        // By cert-manager's CA injector.
        {
          kind: 'admissionregistration.k8s.io/MutatingWebhookConfiguration',
          name: 'linkerd-jaeger-injector-webhook-config',
          jqPath: '.webhooks[]?.clientConfig.caBundle',
        },
      ],
    };
  }

  private certificate(issuer: string): void {
    const name = `${INJECTOR}.${NAMESPACE}.svc`;
    new Certificate(this, 'certificate', {
      metadata: {
        name: INJECTOR,
        namespace: NAMESPACE,
        annotations: { ...wave(WAVES.secret), 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' },
      },
      spec: {
        secretName: `${INJECTOR}-k8s-tls`,
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        commonName: name,
        dnsNames: [name],
        duration: '2160h0m0s',
        renewBefore: '720h0m0s',
        isCa: false,
        privateKey: { algorithm: CertificateSpecPrivateKeyAlgorithm.ECDSA, rotationPolicy: CertificateSpecPrivateKeyRotationPolicy.ALWAYS },
        usages: [CertificateSpecUsages.SERVER_AUTH],
      },
    });
  }
}
