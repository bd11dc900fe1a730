/** The values of the control plane that enable tracing, from Linkerd 2.19 on. */
import { type Endpoint, hostPort } from '../component';

/** The paths of these values. The mesh identity is required: the chart fails without it. */
export const TRACING_VALUES: readonly string[] = [
  'proxy.tracing.enabled',
  'proxy.tracing.collector.endpoint',
  'proxy.tracing.collector.meshIdentity.serviceAccountName',
  'proxy.tracing.collector.meshIdentity.namespace',
];

/** @param serviceAccountName the ServiceAccount of the collector's pods: their identity in the mesh */
export const tracingValues = (collector: Endpoint, serviceAccountName: string): object => ({
  proxy: {
    tracing: {
      enabled: true,
      collector: { endpoint: hostPort(collector), meshIdentity: { serviceAccountName, namespace: collector.namespace } },
    },
  },
});
