/** The schema of the cluster file, composed of each component's part. */
import * as z from 'zod';
import { acceptanceList } from '../lib/cluster-file/acceptances';
import { domain } from '../lib/cluster-file/formats/addresses';
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import { atMostOne, stated } from '../lib/cluster-file/schema/alternatives';
import { lazyObject } from '../lib/cluster-file/schema/lazy';
import { isMap, type Path } from '../lib/yaml/parsed';
import { gitopsConfig } from './argocd/config';
import { bucketConfig } from './bucket/config';
import { collectorConfig } from './collector/config';
import { emojivotoConfig } from './emojivoto/config';
import { grafanaConfig } from './grafana/config';
import { kubernetesConfig } from './kubernetes';
import { linkerdConfig } from './linkerd/config';
import { metadataConfig } from './metadata/config';
import { chartHasMinio, minioConfig } from './minio/config';
import { monitoringConfig } from './monitoring/config';
import { namespacesConfig } from './namespaces/config';
import { registryConfig } from './registry/config';
import { schedulingConfig } from './scheduling/config';
import { sendersConfig } from './senders/config';
import { tempoConfig } from './tempo/config';
import { anyOf } from './tempo/credentials/fit';
import { isOnAmazon, needsNoCredentials, ownCredentials } from './tempo/storage/schema';
import { traefikConfig } from './traefik/config';
import { vultureConfig } from './vulture/config';

type Written = { readonly minio?: { readonly bundled?: unknown }; readonly tempo?: Readonly<Record<string, unknown>> };

/** What to write where storage or credentials are missing. */
function wayOut(key: 'storage' | 'credentials', { tempo = {} }: Written): string {
  if (key === 'storage') {
    const orBundled = chartHasMinio(tempo) ? ", or use the chart's own MinIO with minio.bundled" : '';
    return `add it, such as {bucket: k3s-tempo, endpoint: host:port}${orBundled}`;
  }
  const { storage } = tempo;
  const ways = ownCredentials(storage);
  if (ways) return `add it, with ${anyOf(ways)}`;
  const orIdentity = isOnAmazon(storage) ? ', or identity for a role of AWS' : '';
  return `add it, such as existing: {} for a Secret that exists${orIdentity}`;
}

/** The chart's own MinIO provides both; any other storage needs both, unless it is one without credentials. */
function storageGoesWith(key: 'storage' | 'credentials') {
  const isWithout = ({ tempo }: Written) => key === 'credentials' && needsNoCredentials(tempo?.storage);
  /** What the key cannot be used together with. */
  const excluding = (file: Written): Path[] => {
    if (file.minio?.bundled !== undefined) return [['minio', 'bundled']];
    return isWithout(file) ? [['tempo', 'storage', 'local']] : [];
  };
  const agrees = (file: Written) =>
    !isMap(file.tempo) || (file.tempo[key] === undefined) === (file.minio?.bundled !== undefined || isWithout(file));
  return [
    agrees,
    {
      when: ({ value }: { value: unknown }) => isMap(value) && (value.minio === undefined || isMap(value.minio)),
      path: ['tempo', key] as PropertyKey[],
      params: stated(
        (value) => {
          if (isWithout(value as Written) && (value as Written).minio?.bundled === undefined)
            return CLUSTER_FILE_RULES.says('conflicting-keys', 'cannot be used with tempo.storage.local, which needs none', 'remove it');
          return (value as Written).minio?.bundled === undefined
            ? CLUSTER_FILE_RULES.says('missing-key', 'missing', wayOut(key, value as Written))
            : CLUSTER_FILE_RULES.says(
                'conflicting-keys',
                'cannot be used together with minio.bundled, which has its own',
                'remove one of them',
              );
        },
        (value) => [[['tempo', key]], excluding(value as Written)],
      ),
    },
  ] as const;
}

const components = lazyObject(() => ({
  extends: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('Files with values that clusters share, relative to this one; a later one wins, and this file over all of them'),
  domain: domain().describe('The domain of the cluster'),
  gitops: gitopsConfig.describe('How Argo CD reads the output'),
  kubernetes: kubernetesConfig.optional().describe('The cluster that charts are rendered for'),
  metadata: metadataConfig.optional().describe('Labels and annotations of everything that the stack consists of'),
  namespaces: namespacesConfig.optional().describe('Who makes the namespaces, and the Pod Security Standards in them'),
  registry: registryConfig.optional().describe('Mirrors of charts and images, for a closed network; if absent, they come from upstream'),
  scheduling: schedulingConfig.optional().describe('The nodes, tolerations and priority of every pod of the stack; default none'),
  tempo: tempoConfig.describe('Grafana Tempo, which receives and stores the traces'),
  minio: minioConfig.optional().describe('Creates bucket, user and policy in MinIO; if absent, they must exist already'),
  bucket: bucketConfig.optional().describe('Creates the bucket on any S3 server; if absent, it must exist already'),
  collector: collectorConfig.optional().describe('An OpenTelemetry Collector between senders and Tempo; if absent, they send to Tempo'),
  traefik: traefikConfig.optional().describe('Traefik, which starts traces; if absent, it is not configured'),
  linkerd: linkerdConfig.optional().describe('Linkerd, whose proxies send spans; if absent, there is no mesh'),
  grafana: grafanaConfig.optional().describe('Grafana, which reads traces; if absent, it is not configured'),
  emojivoto: emojivotoConfig.optional().describe('The emojivoto demo; if absent, it is not deployed'),
  monitoring: monitoringConfig
    .optional()
    .describe('ServiceMonitors, alert rules and a dashboard for the stack itself; if absent, the output has none'),
  vulture: vultureConfig.optional().describe('Vulture, which writes and reads traces all the time; if absent, it is not deployed'),
  networkPolicies: z
    .boolean()
    .default(false)
    .describe('Whether NetworkPolicies permit the pods of this stack what they need, and nothing else'),
  senders: sendersConfig.optional().describe('The applications that send traces; if absent, everything may send them'),
  accept: acceptanceList.optional().describe('Findings that are accepted, each with a reason'),
}));

export const clusterFile = atMostOne(components, 'minio', 'bucket')
  .refine(...storageGoesWith('storage'))
  .refine(...storageGoesWith('credentials'))
  .describe('A cluster of tempo-gitops');

export type ClusterFile = z.infer<typeof clusterFile>;
