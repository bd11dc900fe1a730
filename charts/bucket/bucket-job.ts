/** The Job that creates Tempo's bucket, and its script. */
import { ApiObject, JsonPatch, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { sha256 } from '../../lib/files/sha256';
import { MAX_INT32 } from '../../lib/kubernetes/integers';
import { Remembered } from '../../lib/maps/remembered';
import { k8s, Pod } from '../cdk8s-plus';
import { Component, WAVES, wave } from '../component';
import { WITHOUT_PROXY } from '../linkerd/injection';
import { metadataOf } from '../metadata/of-app';
import { withMetadata } from '../metadata/with-metadata';
import { inOrder } from '../object-json';
import { type EmittedObject, objectsOf } from '../objects';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import { FOLDERS, SCRIPT_FILE } from './script';

/** A failed Job never runs again, so it must not fail: not by evictions or by nodes that go, over months without a server. */
const NEVER = MAX_INT32;

/** The volume with the script. */
const SCRIPTS = 'bootstrap';

/** The addresses of Jobs, by their places in the tree of constructs: the same in every cluster. */
const addresses = new Remembered<string>(10);

/** The keys by which it signs its requests. */
export interface SigningKeys {
  readonly secret: string;
  /** The keys of that Secret. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether they are those of an administrator, and not those of Tempo. */
  readonly isAdmin: boolean;
}

export interface BucketJobProps {
  /** The name of its file without hash; the Job is `tempo-<file>`. */
  readonly file: string;
  readonly namespace: string;
  readonly container: { readonly name: string; readonly image: string };
  /** Where its image comes from. */
  readonly mirrors: ImageMirrors;
  /** Where its pod runs. */
  readonly scheduling: Scheduling;
  /** The script, and what else is beside it. */
  readonly texts: Readonly<Record<string, string>>;
  /** The Secrets that the script reads. */
  readonly secrets: readonly { readonly volume: string; readonly secret: string; readonly folder: string }[];
  readonly signsBy: SigningKeys;
  /** The private authority that signed the server's certificate. */
  readonly ca?: { readonly configMap: string };
  /** What provides its namespace and Secrets, if that is not Tempo. */
  readonly place?: Component;
  /** Whether the Helm values of Tempo are in its Application, and not in a file of this repository. */
  readonly valuesInApplication: boolean;
}

/**
 * A plain Job, named by a hash of its content. A change creates a new Job, because a Job cannot be updated. It has the wave of Tempo,
 * the last one: in an earlier wave, an unfinished Job would hold back every later commit; in a later one, both would wait for each
 * other, because Tempo is unhealthy without its bucket. Its health counts, so that an unfinished Job is visible in Argo CD.
 *
 * Job, script and the Helm values of Tempo change together. Values in the Application have the revision that the root has synced, and
 * files the newest one. So the file has the hash in its name too, and only the Application that has the values for it includes it.
 */
export class BucketJob extends Component {
  /** The name of the Job without its hash. */
  readonly jobName: string;
  /** Those by which its pods are selected. */
  readonly podLabels: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    readonly props: BucketJobProps,
  ) {
    super(scope, props.file);
    this.podNamespaces = [props.namespace];
    this.jobName = `tempo-${props.file}`;
    // As cdk8s-plus labels the pods of a Job.
    this.podLabels = { [Pod.ADDRESS_LABEL]: addresses.of(this.node.path, () => Names.toLabelValue(new Construct(this, 'job'))) };
    const [scripts, job] = this.manifests();
    const hash = this.hash([scripts, job]);
    const mounted = job.spec.template.spec.volumes.find(({ name }: k8s.Volume) => name === SCRIPTS);
    for (const named of [scripts.metadata, job.metadata, mounted.configMap]) named.name = `${this.jobName}-${hash}`;
    new ApiObject(this, 'scripts', scripts);
    const object = new ApiObject(this, 'object', job);
    const { nodeSelector } = props.scheduling.fields;
    // In the order of the cluster file, because a Job with another order has another hash.
    if (nodeSelector) object.addJsonPatch(JsonPatch.replace('/spec/template/spec/nodeSelector', nodeSelector));
    if (props.valuesInApplication) this.file = `${this.node.id}-${hash}`;
  }

  /** The script and the Job, with the name without hash. */
  private manifests() {
    const { namespace, texts } = this.props;
    // In the wave of the Job, where a ConfigMap comes first. With two waves to prune, Argo CD would first wait until the old Job is gone.
    const metadata = { name: this.jobName, namespace, annotations: wave(WAVES.workload) };
    // The sidecar of a mesh would keep the Job from completing.
    const ofPod = { metadata: { labels: this.podLabels, annotations: WITHOUT_PROXY } };
    return [
      k8s.KubeConfigMap.manifest({ metadata, data: texts, immutable: false }),
      k8s.KubeJob.manifest({
        metadata: { ...metadata, labels: { 'app.kubernetes.io/name': this.jobName } },
        // Here, because a Job with other pods is another Job.
        spec: { backoffLimit: NEVER, template: { ...inOrder(withMetadata(ofPod, metadataOf(this))), spec: this.pod() } },
      }),
    ];
  }

  private pod(): k8s.PodSpec {
    const { ca, mirrors, scheduling, secrets } = this.props;
    const user = { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000 };
    return {
      automountServiceAccountToken: false,
      containers: [this.container(user)],
      dnsPolicy: 'ClusterFirst',
      hostNetwork: false,
      ...(mirrors.pullSecrets.length > 0 && { imagePullSecrets: [...mirrors.pullSecrets] }),
      ...scheduling.fields,
      restartPolicy: 'OnFailure',
      securityContext: { ...user, fsGroup: 1000, fsGroupChangePolicy: 'Always', seccompProfile: { type: 'RuntimeDefault' } },
      setHostnameAsFqdn: false,
      terminationGracePeriodSeconds: 5,
      volumes: [
        { name: 'scratch', emptyDir: {} },
        { name: SCRIPTS, configMap: { name: this.jobName } },
        ...secrets.map(({ volume, secret }) => ({ name: volume, secret: { secretName: secret } })),
        ...(ca ? [{ name: 'ca', configMap: { name: ca.configMap } }] : []),
      ],
    };
  }

  private container(user: k8s.SecurityContext): k8s.Container {
    const { ca, container, mirrors, secrets } = this.props;
    const quantity = (text: string) => k8s.Quantity.fromString(text);
    const mount = (mountPath: string, name: string) => ({ mountPath, name, readOnly: true });
    return {
      ...{ ...container, image: mirrors.image(container.image) },
      imagePullPolicy: 'IfNotPresent',
      command: ['/bin/sh', `${FOLDERS.scripts}/${SCRIPT_FILE}`],
      // Go reads all certificates in this folder in addition to those of the image.
      ...(ca && { env: [{ name: 'SSL_CERT_DIR', value: '/ca' }] }),
      resources: {
        limits: { cpu: quantity('500m'), memory: quantity('256Mi') },
        requests: { cpu: quantity('50m'), memory: quantity('64Mi') },
      },
      securityContext: {
        ...user,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
      },
      volumeMounts: [
        { mountPath: FOLDERS.scratch, name: 'scratch' },
        mount(FOLDERS.scripts, SCRIPTS),
        ...secrets.map(({ volume, folder }) => mount(folder, volume)),
        ...(ca ? [mount('/ca', 'ca')] : []),
      ],
    };
  }

  /**
   * A hash of script, image and source of the credentials. Plaintext credentials are left out, because the hash could reveal them.
   * Annotations and labels are left out, so that they can change without another run.
   */
  private hash(own: readonly EmittedObject[]): string {
    const { place } = this.props;
    const contents = [...(place ? objectsOf(place) : []), ...own].flatMap(({ metadata, ...content }) =>
      content.kind === 'Secret' ? [] : [{ ...content, name: metadata.name, namespace: metadata.namespace }],
    );
    return sha256(JSON.stringify(contents)).slice(0, 10);
  }
}

/** Whether a component is the bucket Job. Not by instanceof, which is true for every Chart. */
export const isBucketJob = (component: object): component is BucketJob => 'jobName' in component;
