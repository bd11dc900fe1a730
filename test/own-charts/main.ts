import { ApiObject, App, Chart } from 'cdk8s';
import type { Components } from 'tempo-gitops';

/** A shop whose applications read where to send their spans from a ConfigMap. */
const components: Components = ({ tempo }) => {
  const shop = new Chart(new App(), 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  const { service, namespace, port } = tempo.receiver('otlp-http');
  new ApiObject(shop, 'tracing', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'tracing' },
    data: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${service}.${namespace}:${port}` },
  });
  return [shop];
};

export default components;
