/** Linkerd, whose proxies send spans: configured by the Jaeger extension up to 2.18, by the control plane from 2.19 on. */
import type { Construct } from 'constructs';
import {
  Certificate,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
  CertificateSpecUsages,
} from '../../imports/certificate-cert-manager.io';
import type { Findings } from '../../lib/cluster-file/findings';
import { Component, type Endpoint, hostPort, KIND_MAY_COME_LATER, WAVES, wave } from '../component';
import { withDefaults } from '../helm-values/merge-values';
import { metadataOf } from '../metadata/of-app';
import { unreachedIn } from '../metadata/unreached';
import { metadataValues } from '../metadata/values';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { LinkerdConfig } from './config';
import { tracingValues } from './control-plane';
import { extensionImages, hookLimit } from './image-values';
import { INJECT } from './injection';
import { extensionPods } from './pods';
import { EXTENSION as CHART, CONTROL_PLANE_CHART, type LinkerdRelease } from './releases';
import { LINKERD_RULES } from './rules';
import { TRACE_ACCOUNT, TRACE_COLLECTOR, TRACE_PROTOCOL } from './trace-annotations';

export const NAMESPACE = 'linkerd-jaeger';
/** The injector's Service and, in the extension's documentation, its Certificate. */
const INJECTOR = 'jaeger-injector';

export interface LinkerdProps {
  readonly config: LinkerdConfig;
  readonly release: LinkerdRelease;
  readonly findings: Findings;
  /** Where its images come from. */
  readonly images: ImageMirrors;
  /** Where its pods run. */
  readonly scheduling: Scheduling;
  /** Where the proxies send spans, over mesh TLS. */
  readonly collector: Endpoint;
  /** The ServiceAccount of the collector's pods: their identity in the mesh. */
  readonly collectorAccount: string;
}

export class Linkerd extends Component {
  /** Annotations for the pod templates of workloads that join the mesh and its traces. */
  readonly podAnnotations: Readonly<Record<string, string>>;
  private readonly props: LinkerdProps;

  constructor(scope: Construct, props: LinkerdProps) {
    super(scope, 'linkerd');
    this.props = props;
    const { config, release, findings } = props;
    this.podAnnotations = { [INJECT]: 'enabled', ...this.collectorAnnotations() };
    this.requirements = [`Linkerd ${config.version} with its proxy injector`];
    const version = `${findings.where(['linkerd', 'version'])} ${config.version}`;
    if (release.extension === undefined) {
      if (config.webhookIssuer) {
        const problem = `not used: ${version} traces without the Jaeger extension and its webhook`;
        findings.errorAtKey(['linkerd', 'webhookIssuer'], LINKERD_RULES.says('unused-issuer', problem, 'remove it'));
      }
      this.configureControlPlane();
    } else if (!config.webhookIssuer) {
      const problem = `missing: ${version} traces by the Jaeger extension, whose webhook needs a certificate`;
      findings.errorAtKey(
        ['linkerd', 'webhookIssuer'],
        LINKERD_RULES.says('missing-issuer', problem, 'add the name of a cert-manager ClusterIssuer'),
      );
    } else this.installExtension(release.extension, config.webhookIssuer);
  }

  private installExtension(version: string, issuer: string): void {
    const { release, collector, collectorAccount, images, scheduling } = this.props;
    this.requirements = [
      ...this.requirements,
      `cert-manager with the ClusterIssuer ${issuer}, of a kind that signs names inside the cluster`,
    ];
    this.addNamespace(NAMESPACE, { labels: { 'linkerd.io/extension': 'jaeger' } });
    this.addCertificate(issuer);
    const webhook = {
      collectorSvcAddr: hostPort(collector),
      collectorSvcAccount: collectorAccount,
      ...(release.protocolKey && { collectorTraceProtocol: 'opentelemetry' }),
      // The certificate that the chart generates changes with each render, and expires after a year.
      externalSecret: true,
      injectCaFrom: `${NAMESPACE}/${INJECTOR}`,
    };
    const own = { collector: { enabled: false }, jaeger: { enabled: false }, webhook };
    const values = withDefaults(own, [
      ...extensionImages(images, release),
      ...metadataValues(metadataOf(this), () => [release.metadata]),
      ...scheduling.values(extensionPods(version, release)),
    ]);
    this.podNamespaces = [NAMESPACE];
    this.unreached = [unreachedIn(`${CHART} ${version}`, release.unreached)];
    this.checkHook();
    this.delivery = {
      namespace: NAMESPACE,
      source: { helm: { repository: release.repository, chart: CHART, version, releaseName: CHART, values } },
      rendered: release.rendered,
      filledIn: [
        // Set by cert-manager's CA injector.
        {
          kind: 'admissionregistration.k8s.io/MutatingWebhookConfiguration',
          name: 'linkerd-jaeger-injector-webhook-config',
          jqPath: '.webhooks[]?.clientConfig.caBundle',
        },
      ],
    };
  }

  /** Its hook runs at every sync, and Argo CD waits for it. */
  private checkHook(): void {
    const { config, findings, images, release } = this.props;
    const limit = hookLimit(images, release);
    if (!limit) return;
    const problem = `a hook of the Jaeger extension of ${config.version} ${limit.problem}`;
    const fix = `pin linkerd.version ${limit.newer} or newer, or ${limit.instead}`;
    findings.warning(['linkerd', 'version'], LINKERD_RULES.says('fixed-hook', problem, fix));
  }

  private configureControlPlane(): void {
    const { release, collector, collectorAccount } = this.props;
    this.valuesFile = {
      chart: CONTROL_PLANE_CHART,
      repository: release.repository,
      releaseName: CONTROL_PLANE_CHART,
      namespace: 'linkerd',
      values: tracingValues(collector, collectorAccount),
      remarks: ['Name it last in the valueFiles of the Application that installs the control plane; then restart the meshed pods.'],
    };
  }

  /**
   * The defaults of the extension's injector. They are set explicitly so that a changed collector restarts the pods: the injector
   * only changes new pods, and a pod that starts before the injector would silently send no spans.
   */
  private collectorAnnotations(): Record<string, string> {
    const { release, collector, collectorAccount } = this.props;
    if (release.extension === undefined) return {};
    return {
      [TRACE_COLLECTOR]: hostPort(collector),
      ...(release.protocolKey && { [TRACE_PROTOCOL]: 'opentelemetry' }),
      [TRACE_ACCOUNT]: collectorAccount,
    };
  }

  private addCertificate(issuer: string): void {
    const name = `${INJECTOR}.${NAMESPACE}.svc`;
    new Certificate(this, 'certificate', {
      metadata: {
        name: INJECTOR,
        namespace: NAMESPACE,
        annotations: { ...wave(WAVES.secret), ...KIND_MAY_COME_LATER },
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
