/** The cluster file's part about mirrors, for a network that cannot reach upstream. */
import * as z from 'zod';
import { chartRepository } from '../../lib/cluster-file/registry-formats';

export const registryConfig = z.strictObject({
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
});

export type RegistryConfig = z.infer<typeof registryConfig>;
