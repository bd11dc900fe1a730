/** The MinIO that Tempo's chart installs: its server, its Jobs, and who connects to them. */
import { at } from '../../lib/yaml/parsed';
import type { TempoConfig } from '../tempo/config';
import { minioMode, minioPorts, podsOfMinio } from '../tempo/pods/labels';
import { distributedReleases } from '../tempo/releases';
import { isMinioMonitored, TOKEN_JOB } from '../tempo/releases/bundled-minio';
import { API_SERVER_PORTS, amongThemselves, type Hop, hops, OUTSIDE, SCRAPER, type Side, tcp } from './hop';
import { minioPortsRoutedIn } from './ingress';
import { annotated } from './past-proxy';
import { isMinioScraped } from './scraped';

export interface MinioPods {
  /** Its server, whether the chart installs it or not. */
  readonly server: Side;
  /** The same; empty if the chart does not install it. */
  readonly servers: readonly Side[];
  /** Server and Jobs; empty if the chart does not install them. */
  readonly pods: readonly Side[];
  /** The Jobs that use the server. */
  readonly jobs: readonly Side[];
  /** The Job that makes a token for Prometheus without asking the server. */
  readonly tokenJobs: readonly Side[];
  readonly ports: ReturnType<typeof minioPorts>;
}

/**
 * @param fullname what the names of Tempo's objects begin with
 * @param own makes pods of Tempo's release with a policy
 */
export function minioPods(config: TempoConfig, fullname: string, own: (policy: string, labels: Side['labels']) => Side): MinioPods {
  const { chart, releaseName, values, bundledMinio } = config;
  const named = (suffix: string, part: Parameters<typeof podsOfMinio>[1]) =>
    own(`${fullname}-minio${suffix}`, podsOfMinio(releaseName, part));
  // Without the annotations of its Jobs.
  const server = annotated({ podAnnotations: at(values, 'minio', 'podAnnotations') }, named('', 'minio'));
  const servers = bundledMinio ? [server] : [];
  const jobs = bundledMinio ? [{ ...named('-jobs', 'minio-job'), inMesh: false }] : [];
  const tokenJobs = runsTokenJob(config) ? [{ ...named(`-${TOKEN_JOB.name}`, `minio-${TOKEN_JOB.name}`), inMesh: false }] : [];
  const ports = minioPorts(values, chart === undefined ? undefined : distributedReleases.find(chart).release?.minio);
  return { server, servers, jobs, tokenJobs, pods: [...servers, ...jobs, ...tokenJobs], ports };
}

interface Users {
  /** The pods of Tempo that use the storage. */
  readonly clients: readonly Side[];
  /** What serves its Ingress. */
  readonly ingress: Side;
}

export function minioHops({ values, bundledMinio }: TempoConfig, { servers, jobs, tokenJobs, ports }: MinioPods, users: Users): Hop[] {
  const toServer = tcp(ports.api);
  const isSet = minioMode(values) === 'distributed';
  return [
    ...hops([...users.clients, ...jobs], servers, toServer),
    ...(isSet ? servers.map((server) => amongThemselves(server, toServer)) : []),
    ...hops(tokenJobs, [OUTSIDE], tcp(...API_SERVER_PORTS)),
    ...(bundledMinio ? minioPortsRoutedIn(values, ports).flatMap((port) => hops([users.ingress], servers, tcp(port))) : []),
  ];
}

/** What reads its metrics. */
export const scrapedMinioHops = (config: TempoConfig, { servers, ports }: MinioPods): Hop[] =>
  config.bundledMinio && isMinioScraped(config) ? hops([SCRAPER], servers, tcp(ports.api)) : [];

/** Whether the bundled MinIO has a Job that writes a Secret for Prometheus, and makes its token without asking the server. */
export const runsTokenJob = ({ chart, values, bundledMinio }: Pick<TempoConfig, 'chart' | 'values' | 'bundledMinio'>): boolean =>
  chart !== undefined &&
  bundledMinio !== undefined &&
  distributedReleases.find(chart).release?.minio?.images.kubectl !== undefined &&
  isMinioMonitored(values);
