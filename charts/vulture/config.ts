/** Vulture's part of the cluster file. */
import * as z from 'zod';
import { version } from '../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';

export const vultureConfig = lazyObject(() => ({
  chart: version('0.13.1').describe('The release of the chart tempo-vulture'),
  values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
}));

export type VultureConfig = z.infer<typeof vultureConfig>;
