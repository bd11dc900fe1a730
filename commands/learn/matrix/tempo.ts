/**
 * Cluster files that together use everything that synth writes for Tempo: each receiver, each delivery, each form of the storage and of
 * its credentials, and each microservice that values can turn on.
 */
import type { DistributedRelease, TempoRelease } from '../../../charts/tempo/releases';
import type { Release } from '../../../lib/releases/table';
import type { Case } from '../case';
import { clusterText, KAFKA } from './cluster-file';

/** What `everything` asks for, to be found in the configuration of Tempo. */
export const RETENTION = '96h';

/** The name of the case whose configuration the facts are read from, and of the one that leaves all defaults. */
export const EVERYTHING = 'everything';
export const DEFAULTS = 'defaults';

type AnyRelease = Release<TempoRelease & Partial<DistributedRelease>>;

const REMOTE_WRITE = '  metricsGenerator: { remoteWrite: "http://mimir.metrics.svc.cluster.local:9009/api/v1/push" }\n';
const BY_STORE = 'externalSecret: { store: vault, key: tempo, accessKeyId: user, secretAccessKey: key }';
const BY_PLUGIN = 'vaultPlugin: { path: secret/data/tempo, accessKeyId: user, secretAccessKey: key }';
/** As kubeseal writes it: the length of the encrypted key, the key itself, and the sealed text. Nobody decrypts it. */
const CIPHERTEXT = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512 + 32)]).toString('base64');
const SEALED = `sealedSecret: { accessKeyId: ${CIPHERTEXT}, secretAccessKey: ${CIPHERTEXT} }`;

interface Form {
  readonly name: string;
  readonly gitops?: string;
  readonly receivers?: readonly string[];
  readonly storage: string;
  readonly credentials: string;
  readonly more?: string;
  /** Further components. */
  readonly others?: string;
}

/** @param pin the key of the cluster file that pins the release, and what the release needs: `chart: 3.3.0` */
export function tempoCases(release: AnyRelease, key: 'chart' | 'monolithic'): Case[] {
  const needsKafka = key === 'chart' && release.tempo.kafka;
  const forms = [...formsOf(release, needsKafka), ...(key === 'chart' ? optionalForms(release) : [])];
  return forms.map(({ name, gitops, receivers = ['otlp-http'], storage, credentials, more = '', others }) => {
    const tempo = `  ${key}: ${release.version}\n  receivers: [${receivers.join(', ')}]\n  storage: { bucket: traces, ${storage} }\n  credentials: { ${credentials} }\n`;
    return { name, text: clusterText(`${tempo}${more}${needsKafka ? KAFKA : ''}`, others, gitops), says: [] };
  });
}

function formsOf({ tempo, generatorStarts = true, workloads }: AnyRelease, needsKafka: boolean): Form[] {
  const server = 'endpoint: "s3.example.org:9000", region: eu-west-1';
  const persistence = needsKafka ? '' : '  persistence: { size: 5Gi, storageClass: fast }\n';
  return [
    {
      name: EVERYTHING,
      receivers: tempo.receivers,
      storage: `${server}, forcePathStyle: true${tempo.prefix ? ', prefix: a/b' : ''}${tempo.s3Encryption ? ', sse: { type: SSE-KMS, kmsKeyId: alias/tempo }' : ''}`,
      credentials: 'existing: { name: s3, accessKeyId: id, secretAccessKey: key }',
      more: `${workloads ? '  logReceivedSpans: true\n' : ''}  retention: ${RETENTION}\n${persistence}${generatorStarts ? REMOTE_WRITE : ''}`,
      others: 'grafana: { via: sidecar }\n',
    },
    {
      name: DEFAULTS,
      gitops: 'helm: helmchart',
      storage: 'endpoint: "minio.storage.svc.cluster.local:9000", insecure: true',
      credentials: SEALED,
    },
    {
      name: 'manifests',
      gitops: 'helm: manifests',
      receivers: ['otlp-grpc', 'zipkin'],
      storage: `${server}, ca: { configMap: ca }`,
      credentials: BY_STORE,
      more: persistence,
    },
    { name: 'vault-plugin', storage: server, credentials: BY_PLUGIN, more: persistence },
    { name: 'plain-secret', storage: server, credentials: 'secret: { commitPlaintext: true }', more: persistence },
    {
      name: 'role',
      storage: 'region: eu-west-1',
      credentials: 'identity: { irsa: "arn:aws:iam::123456789012:role/tempo" }',
      more: persistence,
    },
    ...(tempo.podIdentity
      ? [{ name: 'pod-identity', storage: 'region: eu-west-1', credentials: 'identity: { podIdentity: true }', more: persistence }]
      : []),
  ];
}

/** The microservices and the gateway that a user's values may turn on. */
function optionalForms({ optional = [], gatewayRenders = true }: AnyRelease): Form[] {
  const on = [...optional.map(({ enabledBy }) => enabledBy), ...(gatewayRenders ? ['gateway'] : [])];
  const values = on.map((key) => `${key}: { enabled: true }`).join(', ');
  if (on.length === 0) return [];
  return [
    {
      name: 'optional',
      storage: 'endpoint: s3.example.org, region: eu-west-1',
      credentials: 'existing: {}',
      more: `  values: { ${values} }\n`,
    },
  ];
}
