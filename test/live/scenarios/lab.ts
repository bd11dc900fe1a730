/** A small cluster, the base of the scenarios about one thing. */
import type { Manifest } from '../../../verify/stack';
import type { Authority } from '../cluster/certificates';
import { ADMIN, minio } from '../outside/minio';
import { KEYS, secret, tempoKeys } from '../outside/secrets';
import type { Outside, Scenario } from '../scenario';
import { clusterFile } from './cluster-file';
import { noFailure } from './steps';

const ENDPOINT = 's3.lab.example.org:9000';
export const URL = `https://${ENDPOINT}`;

export const LAB = { receiver: 'http://tempo.tracing:4318', query: 'http://tempo.tracing:3200' };

export const labFile = (...changes: readonly (readonly [from: string | RegExp, to: string])[]): string =>
  clusterFile('live/clusters/lab', ...changes);

/** The same without Traefik and the demo, for what does not concern them. */
export const withoutTraefik = (...changes: readonly (readonly [from: string | RegExp, to: string])[]): string =>
  labFile([/traefik:\n {2}chart: .*\n {2}via: release\n/, ''], [/emojivoto: \{\}\n/, ''], ...changes);

export interface LabProps {
  /** The credentials in Tempo's own Secret. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The credentials of the administrator in the Secret of the Job. */
  readonly admin?: Readonly<Record<string, string>>;
  readonly more?: readonly Manifest[];
}

/** The server, and the Secrets that somebody made. @param authority of its certificate; without it, it serves plain HTTP */
export function outsideLab(authority?: Authority, { keys = KEYS, admin = ADMIN, more = [] }: LabProps = {}): Outside {
  const server = minio({ endpoint: ENDPOINT, authority });
  const secrets = [secret('tempo-bootstrap', 'minio-admin', admin), ...tempoKeys(['tempo-bootstrap']), ...tempoKeys(['tracing'], keys)];
  return { ...server, objects: [...server.objects, ...secrets, ...more] };
}

export const lab: Scenario = {
  name: 'lab',
  shows: 'every step of smoke',
  clusterFile: labFile(),
  outside: (authority) => outsideLab(authority),
  run: async (live) => {
    await live.ready(120);
    await noFailure(live);
  },
};
