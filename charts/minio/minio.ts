/** Creates Tempo's bucket, user and policy in an existing MinIO server. */
import { createHash } from 'node:crypto';
import { ApiObject, type Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { ConfigMap, Cpu, ImagePullPolicy, Job, RestartPolicy, Secret, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Component, WAVES, wave } from '../component';
import { apiObjectsIn } from '../objects';
import { type Bucket, bucketCommands, policy, serverUrl } from './bucket';

/** The newest available image. docker.io/minio/mc was removed in September 2026. */
const IMAGE = 'quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z';

const NAME = 'tempo-minio-bootstrap';

/** The S3 user to create: its Secret, and how to add that Secret to another namespace. */
export interface S3User {
  readonly secretName: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly provide: (chart: Chart, namespace: string) => void;
  /** What must already exist for it in a namespace, one phrase per item. */
  readonly requirements: (namespace: string) => readonly string[];
}

export interface MinioProps {
  readonly config: { readonly adminSecret: string; readonly namespace: string };
  readonly bucket: Bucket;
  /** The private authority that signed the server's certificate. */
  readonly ca?: { readonly configMap: string; readonly key: string };
  readonly user: S3User;
}

export class Minio extends Component {
  constructor(scope: Construct, { config, bucket, ca, user }: MinioProps) {
    super(scope, 'minio');
    const { namespace } = config;
    this.requirements = [
      ...user.requirements(namespace),
      `the Secret ${config.adminSecret} with rootUser and rootPassword of ${bucket.endpoint} in namespace ${namespace}`,
      ...(ca ? [`the ConfigMap ${ca.configMap} with ${ca.key} in namespace ${namespace} too`] : []),
    ];
    this.addNamespace(namespace);
    user.provide(this, namespace);
    const scripts = { 'bootstrap.sh': script(bucket, user), 'user_policy.json': `${JSON.stringify(policy(bucket), null, 2)}\n` };
    const configMap = new ConfigMap(this, 'scripts', {
      metadata: { name: NAME, namespace, annotations: wave(WAVES.secret) },
      data: scripts,
    });
    this.addJob(namespace, configMap, config, user, ca);
  }

  /**
   * A plain Job, named by a hash of its content. A change creates a new Job, because a Job cannot be updated. It has the wave of
   * Tempo: in an earlier wave, a failure would block fixes of Tempo; in a later one, both would wait for each other, because Tempo
   * is unhealthy without its bucket.
   */
  private addJob(namespace: string, configMap: ConfigMap, config: MinioProps['config'], user: S3User, ca: MinioProps['ca']): void {
    const job = new Job(this, 'job', {
      metadata: { name: NAME, namespace, labels: { 'app.kubernetes.io/name': NAME }, annotations: wave(WAVES.workload) },
      // The sidecar of a mesh would keep the Job from completing.
      podMetadata: { annotations: { 'linkerd.io/inject': 'disabled' } },
      restartPolicy: RestartPolicy.ON_FAILURE,
      // Retries for about an hour and a half, because MinIO may start later than the Job.
      backoffLimit: 20,
      automountServiceAccountToken: false,
      terminationGracePeriod: Duration.seconds(5),
      securityContext: { ensureNonRoot: true, user: 1000, group: 1000, fsGroup: 1000 },
    });
    const mount = (path: string, volume: Volume) => ({ path, volume, readOnly: true });
    const secret = (id: string, name: string) =>
      Volume.fromSecret(this, id, Secret.fromSecretName(this, `${id}-secret`, name), { name: id });
    job.addContainer({
      name: 'mc',
      image: IMAGE,
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      command: ['/bin/sh', '/bootstrap/bootstrap.sh'],
      // Go reads all certificates in this folder in addition to those of the image.
      envVariables: ca ? { SSL_CERT_DIR: { value: '/ca' } } : {},
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
      },
      securityContext: { ensureNonRoot: true, user: 1000, group: 1000, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      volumeMounts: [
        { path: '/scratch', volume: Volume.fromEmptyDir(this, 'scratch', 'scratch') },
        mount('/bootstrap', Volume.fromConfigMap(this, 'bootstrap', configMap, { name: 'bootstrap' })),
        mount('/admin', secret('admin', config.adminSecret)),
        mount('/tempo', secret('tempo', user.secretName)),
        ...(ca
          ? [
              mount(
                '/ca',
                Volume.fromConfigMap(this, 'ca', ConfigMap.fromConfigMapName(this, 'ca-config-map', ca.configMap), { name: 'ca' }),
              ),
            ]
          : []),
      ],
    });
    const pod = '/spec/template/spec';
    const object = ApiObject.of(job);
    object.addJsonPatch(
      JsonPatch.add(`${pod}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
      JsonPatch.add(`${pod}/containers/0/securityContext/capabilities`, { drop: ['ALL'] }),
    );
    object.addJsonPatch(JsonPatch.replace('/metadata/name', `${NAME}-${this.hash()}`));
  }

  /** A hash of script, image and source of the credentials. Plaintext credentials are left out, because the hash could reveal them. */
  private hash(): string {
    const objects = apiObjectsIn(this).filter(({ kind }) => kind !== 'Secret');
    return createHash('sha256')
      .update(JSON.stringify(objects.map((object) => object.toJson())))
      .digest('hex')
      .slice(0, 10);
  }
}

function script(bucket: Bucket, { keys }: S3User): string {
  const mc = 'mc --config-dir /scratch/.mc --quiet';
  const print = (folder: string, ...names: string[]) =>
    `printf '%s\\n%s\\n' ${names.map((name) => `"$(cat /${folder}/${name})"`).join(' ')}`;
  return [
    '#!/bin/sh',
    '# Keys go in by standard input, never by arguments or variables. Each step may run again.',
    'set -eu',
    'tries=0',
    `until ${print('admin', 'rootUser', 'rootPassword')} | ${mc} alias set server ${serverUrl(bucket)} --api s3v4 --path auto >/dev/null; do`,
    '  tries=$((tries + 1))',
    '  [ "$tries" -lt 30 ] || exit 1',
    '  sleep 2',
    'done',
    ...bucketCommands(bucket, {
      mc,
      alias: 'server',
      printKeys: print('tempo', keys.accessKeyId, keys.secretAccessKey),
      accessKeyId: `"$(cat /tempo/${keys.accessKeyId})"`,
      policyFile: '/bootstrap/user_policy.json',
    }),
    '',
  ].join('\n');
}
