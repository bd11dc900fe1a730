/** The cluster file: each component's part, put together. */
import * as z from 'zod';
import { acceptanceList } from '../lib/cluster-file/acceptances';
import { stated } from '../lib/cluster-file/alternatives';
import { domain } from '../lib/cluster-file/formats';
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import { isMap } from '../lib/yaml/parsed';
import { gitopsConfig } from './argocd/config';
import { emojivotoConfig } from './emojivoto/config';
import { grafanaConfig } from './grafana/config';
import { kubernetesConfig } from './kubernetes';
import { linkerdConfig } from './linkerd/config';
import { minioConfig } from './minio/config';
import { tempoConfig } from './tempo/config';
import { traefikConfig } from './traefik/config';

/** The chart's own MinIO brings both; anything else needs both. */
function storageGoesWith(key: 'storage' | 'credentials') {
  type Written = { readonly minio?: { readonly bundled?: unknown }; readonly tempo?: Readonly<Record<string, unknown>> };
  const agrees = ({ minio, tempo }: Written) => !isMap(tempo) || (tempo[key] === undefined) === (minio?.bundled !== undefined);
  return [
    agrees,
    {
      when: ({ value }: { value: unknown }) => isMap(value) && (value.minio === undefined || isMap(value.minio)),
      path: ['tempo', key] as PropertyKey[],
      params: stated((value) =>
        (value as Written).minio?.bundled === undefined
          ? CLUSTER_FILE_RULES.says('missing-key', 'missing', "add it, or use the chart's own MinIO by minio.bundled")
          : CLUSTER_FILE_RULES.says(
              'conflicting-keys',
              'cannot be used together with minio.bundled, which has its own',
              'remove one of them',
            ),
      ),
    },
  ] as const;
}

export const clusterFile = z
  .strictObject({
    domain: domain().describe('The domain of the cluster'),
    gitops: gitopsConfig.describe('How Argo CD gets the output'),
    kubernetes: kubernetesConfig.optional().describe('The cluster that charts are rendered for'),
    tempo: tempoConfig.describe('Grafana Tempo: what everything else here feeds or reads'),
    minio: minioConfig.optional().describe('Makes bucket, user and policy; absent, they exist already'),
    traefik: traefikConfig.optional().describe('Traefik starts traces; absent, none of it is configured'),
    linkerd: linkerdConfig.optional().describe('Linkerd reports its part of traces; absent, there is no mesh'),
    grafana: grafanaConfig.optional().describe('Grafana reads traces; absent, none of it is configured'),
    emojivoto: emojivotoConfig.optional().describe('The emojivoto demo; absent, it is not deployed'),
    accept: acceptanceList.optional().describe('Findings that are accepted, each with the reason'),
  })
  .refine(...storageGoesWith('storage'))
  .refine(...storageGoesWith('credentials'))
  .describe('A cluster of tempo-gitops');

export type ClusterFile = z.infer<typeof clusterFile>;
