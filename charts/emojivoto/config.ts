/** emojivoto's part of the cluster file. */
import * as z from 'zod';
import { host, plainLine } from '../../lib/cluster-file/formats';

export const emojivotoConfig = z.strictObject({
  host: host('emojivoto.picluster.example.com').optional().describe('The host of its Ingress; default emojivoto.<domain>'),
  entrypoint: plainLine('web').default('web').describe('The entry point of Traefik that serves it'),
});

export type EmojivotoConfig = z.infer<typeof emojivotoConfig>;
