/** The probes of containers. */
import { PROBES } from '../../lib/kubernetes/probes';
import { at, textAt } from '../../lib/yaml/parsed';
import type { Container } from './kubernetes';

export interface Probe {
  /** `readinessProbe` */
  readonly kind: string;
  /** A number, or the name of a port of the container. */
  readonly port?: string;
  readonly path?: string;
  /** `HTTPS` of `httpGet`. @default HTTP */
  readonly scheme?: string;
  /** If set, it asks another host than the pod. */
  readonly host?: string;
  /** Whether it asks by gRPC. */
  readonly isGrpc?: boolean;
}

export const probesOf = ({ source }: Container): Probe[] =>
  PROBES.flatMap((kind) => {
    const probe = at(source, kind);
    const action = at(probe, 'httpGet') ?? at(probe, 'tcpSocket') ?? at(probe, 'grpc');
    const textOf = (field: string) => textAt(action, field);
    return action === undefined
      ? []
      : [
          {
            kind,
            port: textOf('port'),
            path: textOf('path'),
            scheme: textOf('scheme'),
            host: textOf('host'),
            isGrpc: at(probe, 'grpc') !== undefined,
          },
        ];
  });
