/** Vulture's part of the cluster file. */
import * as z from 'zod';
import { version } from '../../lib/cluster-file/formats/texts';

export const vultureConfig = z.strictObject({
  chart: version('0.13.1').describe('The release of the chart tempo-vulture'),
  values: z.looseObject({}).default({}).describe('Further Helm values, merged last'),
});

export type VultureConfig = z.infer<typeof vultureConfig>;
