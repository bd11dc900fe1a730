/** Traefik's part of the cluster file. */
import * as z from 'zod';
import { namespace, version } from '../../lib/schema';

export const traefikConfig = z.strictObject({
  chart: version('27.0.2').describe('The release of the Traefik chart in use'),
  via: z
    .enum(['values', 'release'])
    .default('values')
    .describe('values: a values file for the Traefik that is installed elsewhere; release: this stack installs it'),
  namespace: namespace('traefik').default('traefik').describe('The namespace of Traefik'),
  sampleRate: z.number().min(0).max(1).default(1).describe('The share of requests that are traced, 0 to 1'),
});

export type TraefikConfig = z.infer<typeof traefikConfig>;
