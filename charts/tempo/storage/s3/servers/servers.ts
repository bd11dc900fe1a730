/** The S3 servers by their name in the cluster file, `tempo.storage.server`. */
import { aws } from './aws';
import { cephRgw } from './ceph-rgw';
import { garage } from './garage';
import { minio } from './minio';
import { r2 } from './r2';
import { rustfs } from './rustfs';
import { seaweedfs } from './seaweedfs';
import type { Fact, S3Server } from './server';

export const SERVERS = { aws, minio, rustfs, garage, seaweedfs, 'ceph-rgw': cephRgw, r2 } satisfies Record<string, S3Server>;

export type ServerName = keyof typeof SERVERS;

export const SERVER_NAMES = Object.keys(SERVERS) as [ServerName, ...ServerName[]];

/** @param name undefined if the cluster file does not say which server it is */
export const serverNamed = (name: ServerName | undefined): S3Server | undefined => (name === undefined ? undefined : SERVERS[name]);

/** Every fact about a server, in the order of the page. */
export const factsOf = ({ further, ...server }: S3Server): Fact[] => [
  ...Object.values(server).filter((value): value is Fact => typeof value === 'object' && 'source' in value),
  ...further,
];
