/** Kafka outside of the stack, for Tempo 3. */
import type { Manifest } from '../../../verify/stack';

/** @param address `kafka-bootstrap.kafka:9092`, as in the cluster file */
export function kafka(address: string): Manifest[] {
  const [, name = '', namespace = '', port = ''] = /^([^.]+)\.([^:]+):(\d+)$/.exec(address) ?? [];
  const labels = { app: name };
  const container = {
    ...{ name, image: 'kafka' },
    // The address that it listens at is the one that it tells its clients.
    args: [`$(ADDRESS):${port}`],
    env: [{ name: 'ADDRESS', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
    readinessProbe: { tcpSocket: { port: Number(port) } },
  };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [container] } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { selector: labels, ports: [{ name: 'kafka', port: Number(port) }] },
    },
  ];
}
