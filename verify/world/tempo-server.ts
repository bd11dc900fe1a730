/** How the servers of a Tempo answer: at which port, below which path, and by TLS or not. */
import { GOSSIP_PORT, GRPC_PORT } from '../../charts/tempo/pods/members';
import { pathOfReceiver, type Receiver } from '../../charts/tempo/receivers';
import { at, mapAt, textAt } from '../../lib/yaml/parsed';
import { answersQueries, flagValues, type Reader, type RunningTempo } from './tempo';

const withoutSlash = (path: string | undefined): string => (path ?? '').replace(/\/$/, '');

type Server = Pick<RunningTempo, 'config' | 'readers'>;

/** What a process has in a field. Its arguments win over the configuration (`loadConfig` of cmd/tempo/main.go). */
const settingOf = (config: Server['config'], path: readonly string[], flag: string, reader?: Reader): string =>
  withoutSlash((reader && flagValues(reader, flag).at(-1)) ?? textAt(config, ...path));

/** The port of gRPC of all its processes, unless a flag changes it. */
export const grpcPortOf = ({ config }: Pick<RunningTempo, 'config'>): number =>
  Number(textAt(config, 'server', 'grpc_listen_port') ?? GRPC_PORT);

/** The port at which its processes look for each other, unless a flag changes it. */
export const memberPortOf = ({ config }: Pick<RunningTempo, 'config'>): number =>
  Number(textAt(config, 'memberlist', 'bind_port') ?? GOSSIP_PORT);

/** `server.http_path_prefix`, below which a process serves all of HTTP; empty without one. */
export const serverPrefixOf = ({ config }: Pick<RunningTempo, 'config'>, reader?: Reader): string =>
  settingOf(config, ['server', 'http_path_prefix'], 'server.path-prefix', reader);

/** The path below which queries are served; empty for the root. */
export function queryPrefixOf(tempo: Server): string {
  const frontend = tempo.readers.find(answersQueries);
  return serverPrefixOf(tempo, frontend) + settingOf(tempo.config, ['http_api_prefix'], 'http-api-prefix', frontend);
}

/** Whether a receiver, or without one the HTTP server, accepts only TLS. */
export function servesTls({ config }: Pick<RunningTempo, 'config'>, receiver?: Receiver): boolean {
  if (!receiver) return (textAt(config, 'server', 'http_tls_config', 'cert_file') ?? '') !== '';
  const { cert_file, cert_pem } = mapAt(config, 'distributor', 'receivers', ...pathOfReceiver(receiver), 'tls');
  return Boolean(cert_file ?? cert_pem);
}

const TENANT_FLAGS = ['multitenancy.enabled', 'auth.enabled'];

/** Whether a process refuses requests without the header of a tenant. Its arguments win over the configuration. */
export function wantsTenant({ config }: Pick<RunningTempo, 'config'>, reader: Reader): boolean {
  const byFlag = TENANT_FLAGS.map((flag) => flagValues(reader, flag).at(-1)).find((value) => value !== undefined);
  if (byFlag !== undefined) return /^(t|true|1)$/i.test(byFlag);
  return ['multitenancy_enabled', 'auth_enabled'].some((field) => at(config, field) === true);
}
