/** Prometheus outside of the stack, which receives what the metrics-generator writes. */
import type { Manifest } from '../../../verify/stack';

/** It takes what others write to it only with this flag. */
const RECEIVES = '--web.enable-remote-write-receiver';

export function prometheus(namespace: string, service: string, flags: readonly string[] = [RECEIVES]): Manifest[] {
  const [name, labels] = [service, { app: service }];
  const container = {
    ...{ name, image: 'quay.io/prometheus/prometheus' },
    args: ['--config.file=/config/prometheus.yml', '--storage.tsdb.path=/data', ...flags],
    ports: [{ name: 'web', containerPort: 9090 }],
    readinessProbe: { httpGet: { path: '/-/ready', port: 'web' } },
    volumeMounts: [
      { name: 'config', mountPath: '/config' },
      { name: 'data', mountPath: '/data' },
    ],
  };
  const volumes = [
    { name: 'config', configMap: { name } },
    { name: 'data', emptyDir: {} },
  ];
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { 'prometheus.yml': 'global: {}\n' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [container], volumes } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: labels, ports: [{ name: 'web', port: 9090 }] } },
  ];
}
