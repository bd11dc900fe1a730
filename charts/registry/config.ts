/** The cluster file's part about mirrors, for a network that cannot reach the upstream registries. */
import * as z from 'zod';
import { objectName } from '../../lib/cluster-file/formats/kubernetes';
import { chartRepository, imageRegistry, registryHost } from '../../lib/cluster-file/formats/registry';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';

export const registryConfig = lazyObject(() => ({
  charts: chartRepository('oci://mirror.example.org/charts')
    .optional()
    .describe('The repository that has every chart by its name, as https:// or oci://; default the upstream repository of each chart'),
  chartsFrom: z
    .record(chartRepository('https://grafana-community.github.io/helm-charts'), chartRepository('https://mirror.example.org/grafana'))
    .default({})
    .meta({
      description: 'The mirror of each upstream chart repository, by its URL; used before charts',
      examples: [{ 'https://grafana-community.github.io/helm-charts': 'https://mirror.example.org/grafana' }],
    }),
  images: imageRegistry('mirror.example.org')
    .optional()
    .describe('What replaces the registry in the name of every image, such as docker.io; default the upstream registry of each image'),
  imagesFrom: z
    .record(registryHost('docker.io'), imageRegistry('mirror.example.org/docker'))
    .default({})
    .meta({
      description: 'What replaces each upstream registry, by its host; used before images',
      examples: [{ 'docker.io': 'mirror.example.org/docker' }],
    }),
  pullSecret: objectName('mirror-login')
    .optional()
    .describe('A Secret of type kubernetes.io/dockerconfigjson, in the namespace of each pod; default none'),
}));

export type RegistryConfig = z.infer<typeof registryConfig>;
