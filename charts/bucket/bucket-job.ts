/** The Job that creates Tempo's bucket, and its script. */
import { createHash } from 'node:crypto';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { ConfigMap, Cpu, ImagePullPolicy, Job, RestartPolicy, Secret, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Component, WAVES, wave } from '../component';
import { metadataOf } from '../metadata/of-app';
import { withMetadata } from '../metadata/with-metadata';
import { apiObjectsIn, objectsOf } from '../objects';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import { FOLDERS, SCRIPT_FILE } from './script';

/** A failed Job never runs again, so it must not fail: not by evictions or by nodes that go, over months without a server. */
const NEVER = 2 ** 31 - 1;

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

  constructor(
    scope: Construct,
    readonly props: BucketJobProps,
  ) {
    super(scope, props.file);
    const name = `tempo-${props.file}`;
    this.podNamespaces = [props.namespace];
    this.jobName = name;
    // In the wave of the Job, where a ConfigMap comes first. With two waves to prune, Argo CD would first wait until the old Job is gone.
    const metadata = { namespace: props.namespace, annotations: wave(WAVES.workload) };
    const scripts = new ConfigMap(this, 'scripts', { metadata: { ...metadata, name }, data: { ...props.texts } });
    const job = new Job(this, 'job', {
      metadata: { ...metadata, name, labels: { 'app.kubernetes.io/name': name } },
      // The sidecar of a mesh would keep the Job from completing.
      // Here, because a Job with other pods is another Job.
      podMetadata: withMetadata({ metadata: { annotations: { 'linkerd.io/inject': 'disabled' } } }, metadataOf(this)).metadata,
      restartPolicy: RestartPolicy.ON_FAILURE,
      backoffLimit: NEVER,
      automountServiceAccountToken: false,
      terminationGracePeriod: Duration.seconds(5),
      securityContext: { ensureNonRoot: true, user: 1000, group: 1000, fsGroup: 1000 },
    });
    this.addContainer(job, scripts);
    const hash = this.hash();
    const named = JsonPatch.replace('/metadata/name', `${name}-${hash}`);
    ApiObject.of(scripts).addJsonPatch(named);
    // The script is the first volume after the scratch folder.
    ApiObject.of(job).addJsonPatch(named, JsonPatch.replace('/spec/template/spec/volumes/1/configMap/name', `${name}-${hash}`));
    if (props.valuesInApplication) this.file = `${this.node.id}-${hash}`;
  }

  private addContainer(job: Job, scripts: ConfigMap): void {
    const { ca, container, mirrors, secrets } = this.props;
    const mount = (path: string, volume: Volume) => ({ path, volume, readOnly: true });
    const secretVolume = (id: string, name: string) =>
      Volume.fromSecret(this, id, Secret.fromSecretName(this, `${id}-secret`, name), { name: id });
    const authority = (configMap: string) =>
      Volume.fromConfigMap(this, 'ca', ConfigMap.fromConfigMapName(this, 'ca-config-map', configMap), { name: 'ca' });
    job.addContainer({
      ...{ ...container, image: mirrors.image(container.image) },
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      command: ['/bin/sh', `${FOLDERS.scripts}/${SCRIPT_FILE}`],
      // Go reads all certificates in this folder in addition to those of the image.
      envVariables: ca ? { SSL_CERT_DIR: { value: '/ca' } } : {},
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
      },
      securityContext: { ensureNonRoot: true, user: 1000, group: 1000, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      volumeMounts: [
        { path: FOLDERS.scratch, volume: Volume.fromEmptyDir(this, 'scratch', 'scratch') },
        mount(FOLDERS.scripts, Volume.fromConfigMap(this, 'bootstrap', scripts, { name: 'bootstrap' })),
        ...secrets.map(({ volume, secret, folder }) => mount(folder, secretVolume(volume, secret))),
        ...(ca ? [mount('/ca', authority(ca.configMap))] : []),
      ],
    });
    const pod = '/spec/template/spec';
    const { pullSecrets } = mirrors;
    const fields = { ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets }), ...this.props.scheduling.fields };
    for (const [field, value] of Object.entries(fields)) ApiObject.of(job).addJsonPatch(JsonPatch.add(`${pod}/${field}`, value));
    ApiObject.of(job).addJsonPatch(
      JsonPatch.add(`${pod}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
      JsonPatch.add(`${pod}/containers/0/securityContext/capabilities`, { drop: ['ALL'] }),
    );
  }

  /**
   * A hash of script, image and source of the credentials. Plaintext credentials are left out, because the hash could reveal them.
   * Annotations and labels are left out, so that they can change without another run.
   */
  private hash(): string {
    const { place } = this.props;
    const objects = [...(place ? objectsOf(place) : []), ...apiObjectsIn(this).map((object) => object.toJson())];
    const contents = objects.flatMap(({ metadata, ...content }) =>
      content.kind === 'Secret' ? [] : [{ ...content, name: metadata.name, namespace: metadata.namespace }],
    );
    return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 10);
  }
}
