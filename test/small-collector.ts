/** Manifests of a collector in one pod, for tests without Helm. */

export interface SmallCollectorProps {
  /** The ports of its Service, as a list in YAML. */
  readonly ports?: string;
  /** @default the newest with opencensus */
  readonly image?: string;
  /** Further fields of the Deployment's spec, such as `replicas: 2`. @default none */
  readonly more?: string;
  /** The annotations of its pod, as a map in YAML. @default none */
  readonly annotations?: string;
  /** @default collector */
  readonly name?: string;
}

/** ConfigMap, Deployment and Service in namespace tracing. @param config the lines of its configuration */
export const smallCollector = (
  config: readonly string[],
  {
    ports = '[{name: otlp, port: 4317}]',
    image = 'otel/opentelemetry-collector-contrib:0.131.0',
    more = '',
    annotations = '{}',
    name = 'collector',
  }: SmallCollectorProps = {},
): string => `
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: tracing}
data:
  relay: |
${config.map((line) => `    ${line}\n`).join('')}---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: tracing}
spec:
  ${more}
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: collector
          image: ${image}
          args: [--config=/conf/relay.yaml]
          volumeMounts: [{name: conf, mountPath: /conf}]
      volumes: [{name: conf, configMap: {name: ${name}, items: [{key: relay, path: relay.yaml}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: tracing}
spec: {selector: {app: ${name}}, ports: ${ports}}
`;
