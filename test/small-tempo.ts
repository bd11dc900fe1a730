/** Manifests of a Tempo in one process, for tests without Helm. */

export interface SmallTempoProps {
  /** The ports of its Service, as a list in YAML. */
  readonly ports: string;
  /** Further arguments. @default none */
  readonly args?: readonly string[];
  /** Further fields of its container, a line of YAML each. @default none */
  readonly container?: readonly string[];
}

/** ConfigMap, Deployment and Service, all named tempo, in namespace tracing. @param config the lines of tempo.yaml */
export const smallTempo = (config: readonly string[], { ports, args = [], container = [] }: SmallTempoProps): string => `
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo, namespace: tracing}
data:
  tempo.yaml: |
${config.map((line) => `    ${line}\n`).join('')}---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: tempo}}
    spec:
      containers:
        - name: tempo
          image: grafana/tempo:2.9.0
          args: [${['-config.file=/conf/tempo.yaml', ...args].join(', ')}]
          volumeMounts: [{name: conf, mountPath: /conf}]
${container.map((line) => `          ${line}\n`).join('')}      volumes: [{name: conf, configMap: {name: tempo}}]
---
apiVersion: v1
kind: Service
metadata: {name: tempo, namespace: tracing, labels: {app: tempo}}
spec: {selector: {app: tempo}, ports: ${ports}}
`;

/** The Deployment of one more process of it. @param target what it runs: `ingester` */
export const processOf = (target: string): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${target}, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: ${target}}}
    spec:
      containers:
        - {name: tempo, image: 'grafana/tempo:2.9.0', args: [-config.file=/conf/tempo.yaml, -target=${target}], volumeMounts: [{name: conf, mountPath: /conf}]}
      volumes: [{name: conf, configMap: {name: tempo}}]
`;
