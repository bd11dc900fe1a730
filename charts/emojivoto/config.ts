/** emojivoto's part of the cluster file. */
import * as z from 'zod';
import { host, repositoryUrl } from '../../lib/cluster-file/formats/addresses';
import { plainLine } from '../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { emojivoto } from './release';

export const emojivotoConfig = lazyObject(() => ({
  host: host('emojivoto.picluster.example.com').optional().describe('The host of its Ingress or HTTPRoute; default emojivoto.<domain>'),
  repoURL: repositoryUrl().optional().describe(`A mirror of its git repository; default ${emojivoto.repository}`),
  entrypoint: plainLine('web').default('web').describe('The entry point of Traefik that serves it'),
  route: z
    .enum(['ingress', 'gateway'])
    .default('ingress')
    .describe("What leads to it: ingress, an Ingress; gateway, an HTTPRoute of Gateway API at the Gateway of Traefik's chart"),
}));

export type EmojivotoConfig = z.infer<typeof emojivotoConfig>;
