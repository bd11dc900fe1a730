/** The part of the cluster file about the monitoring of the stack itself. */
import * as z from 'zod';
import { labelKey, labelValue, namespace } from '../../lib/cluster-file/formats/kubernetes';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';
import { switchedOn } from '../../lib/cluster-file/schema/switch';

/** What the Prometheus of a release of kube-prometheus-stack with that name selects by default. */
const LABELS = { release: 'kube-prometheus-stack' };

const settings = lazyObject(() => ({
  labels: z
    .record(labelKey('release'), labelValue('kube-prometheus-stack'))
    .default(LABELS)
    .meta({
      description:
        'Labels by which the Prometheus of the operator selects ServiceMonitors and rules; default release: kube-prometheus-stack',
      examples: [LABELS],
    }),
  namespace: namespace('monitoring')
    .optional()
    .describe('The namespace of the dashboard, where the sidecar of Grafana looks for it; default that of grafana, or monitoring'),
}));

export const monitoringConfig = switchedOn(settings);

export type MonitoringConfig = z.infer<typeof settings>;
