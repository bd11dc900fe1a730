/** The part of the cluster file about the cluster that charts are rendered for. */
import * as z from 'zod';
import { apiVersion } from '../lib/cluster-file/formats/kubernetes';
import { version } from '../lib/cluster-file/formats/texts';
import { lazyObject } from '../lib/cluster-file/schema/lazy';

export const DEFAULT_KUBERNETES = '1.34';

export const kubernetesConfig = lazyObject(() => ({
  version: version(DEFAULT_KUBERNETES).default(DEFAULT_KUBERNETES).describe('The release of Kubernetes that charts are rendered for'),
  apis: z
    .array(apiVersion('monitoring.coreos.com/v1'))
    .default([])
    .meta({
      description: 'Further API versions that the cluster serves, which charts may test for',
      examples: [['monitoring.coreos.com/v1']],
    }),
}));
