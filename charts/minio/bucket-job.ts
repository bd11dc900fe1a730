/** The Job that creates Tempo's bucket, user and policy, and its script. */
import { createHash } from 'node:crypto';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { ConfigMap, Cpu, ImagePullPolicy, Job, RestartPolicy, Secret, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Component, WAVES, wave } from '../component';
import { apiObjectsIn } from '../objects';
import { MC } from '../tempo/storage/s3/servers/images';
import { policy } from './bucket';
import type { Minio } from './minio';
import { FOLDERS, POLICY_FILE, SCRIPT_FILE, script } from './script';

const NAME = 'tempo-minio-bootstrap';

/** A failed Job never runs again, so it must not fail: not by evictions or by nodes that go, over months without a server. */
const NEVER = 2 ** 31 - 1;

export interface BucketJobProps {
  readonly server: Minio;
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
  constructor(
    scope: Construct,
    private readonly props: BucketJobProps,
  ) {
    super(scope, 'minio-bootstrap');
    const { bucket, config, user } = props.server.props;
    // In the wave of the Job, where a ConfigMap comes first. With two waves to prune, Argo CD would first wait until the old Job is gone.
    const metadata = { namespace: config.namespace, annotations: wave(WAVES.workload) };
    const scripts = new ConfigMap(this, 'scripts', {
      metadata: { ...metadata, name: NAME },
      data: { [SCRIPT_FILE]: script(bucket, user), [POLICY_FILE]: `${JSON.stringify(policy(bucket), null, 2)}\n` },
    });
    const job = new Job(this, 'job', {
      metadata: { ...metadata, name: NAME, labels: { 'app.kubernetes.io/name': NAME } },
      // The sidecar of a mesh would keep the Job from completing.
      podMetadata: { annotations: { 'linkerd.io/inject': 'disabled' } },
      restartPolicy: RestartPolicy.ON_FAILURE,
      backoffLimit: NEVER,
      automountServiceAccountToken: false,
      terminationGracePeriod: Duration.seconds(5),
      securityContext: { ensureNonRoot: true, user: 1000, group: 1000, fsGroup: 1000 },
    });
    this.addContainer(job, scripts);
    const hash = this.hash();
    const name = JsonPatch.replace('/metadata/name', `${NAME}-${hash}`);
    ApiObject.of(scripts).addJsonPatch(name);
    // The script is the first volume after the scratch folder.
    ApiObject.of(job).addJsonPatch(name, JsonPatch.replace('/spec/template/spec/volumes/1/configMap/name', `${NAME}-${hash}`));
    if (props.valuesInApplication) this.file = `${this.node.id}-${hash}`;
  }

  private addContainer(job: Job, scripts: ConfigMap): void {
    const { ca, config, user } = this.props.server.props;
    const mount = (path: string, volume: Volume) => ({ path, volume, readOnly: true });
    const secret = (id: string, name: string) =>
      Volume.fromSecret(this, id, Secret.fromSecretName(this, `${id}-secret`, name), { name: id });
    const authority = (configMap: string) =>
      Volume.fromConfigMap(this, 'ca', ConfigMap.fromConfigMapName(this, 'ca-config-map', configMap), { name: 'ca' });
    job.addContainer({
      name: 'mc',
      image: MC.image,
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
        mount(FOLDERS.admin, secret('admin', config.adminSecret)),
        mount(FOLDERS.user, secret('tempo', user.secretName)),
        ...(ca ? [mount('/ca', authority(ca.configMap))] : []),
      ],
    });
    const pod = '/spec/template/spec';
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
    const objects = [this.props.server, this].flatMap(apiObjectsIn).filter(({ kind }) => kind !== 'Secret');
    const contents = objects.map((object) => {
      const { metadata, ...content } = object.toJson();
      return { ...content, name: metadata.name, namespace: metadata.namespace };
    });
    return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 10);
  }
}
