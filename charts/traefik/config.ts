/** Traefik's part of the cluster file. */
import * as z from 'zod';
import { exactlyOne } from '../../lib/cluster-file/alternatives';
import { namespace, version } from '../../lib/cluster-file/formats';

export const traefikConfig = exactlyOne(
  z.strictObject({
    chart: version('27.0.2').optional().describe('The release of the Traefik chart in use; an alternative to k3s'),
    k3s: version('1.36.4').optional().describe('The release of k3s whose bundled Traefik is in use; an alternative to chart'),
    via: z
      .enum(['values', 'release'])
      .optional()
      .describe('values, the default: a values file for a Traefik that is installed elsewhere; release: this stack installs it'),
    namespace: namespace('traefik')
      .optional()
      .describe('The namespace of Traefik; default traefik, and always kube-system for the bundled one'),
    sampleRate: z.number().min(0).max(1).default(1).describe('The share of requests that are traced, 0 to 1'),
    values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
  }),
  'chart',
  'k3s',
);

export type TraefikConfig = z.infer<typeof traefikConfig>;
