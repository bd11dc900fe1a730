/** MinIO outside of the stack, as many have it on a machine of their own. */
import { readFileSync } from 'node:fs';
import type { Manifest } from '../../../verify/stack';
import type { Authority } from '../cluster/certificates';
import type { Outside } from '../scenario';

export const ADMIN = { rootUser: 'rootadmin', rootPassword: 'root pass$1"#x' };

export interface MinioProps {
  /** `s3.example.org:9091`, as in the cluster file. */
  readonly endpoint: string;
  readonly region?: string;
  /** Issues its certificate; without it, MinIO serves plain HTTP. */
  readonly authority?: Authority;
}

const NAMESPACE = 'outside';

export function minio({ endpoint, region = 'us-east-1', authority }: MinioProps): Outside {
  const [host = '', port = '443'] = endpoint.split(':');
  const files = authority?.issue(host);
  const variables = { MINIO_ROOT_USER: ADMIN.rootUser, MINIO_ROOT_PASSWORD: ADMIN.rootPassword, MINIO_REGION: region, MINIO_UPDATE: 'off' };
  const secret = files && {
    ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'minio-certificate', namespace: NAMESPACE } },
    stringData: { 'public.crt': readFileSync(files.certificate, 'utf8'), 'private.key': readFileSync(files.key, 'utf8') },
  };
  const container = {
    ...{ name: 'minio', image: 'minio/minio' },
    args: ['server', '--certs-dir', '/certs', '--address', `:${port}`, '/data'],
    env: Object.entries(variables).map(([name, value]) => ({ name, value })),
    readinessProbe: { httpGet: { path: '/minio/health/ready', port: Number(port), scheme: authority ? 'HTTPS' : 'HTTP' } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }, ...(secret ? [{ name: 'certs', mountPath: '/certs' }] : [])],
  };
  const volumes = [{ name: 'data', emptyDir: {} }, ...(secret ? [{ name: 'certs', secret: { secretName: 'minio-certificate' } }] : [])];
  const pod: Manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'minio', namespace: NAMESPACE },
    spec: { containers: [container], volumes },
  };
  return { objects: [...(secret ? [secret] : []), pod], hosts: { [host]: `${NAMESPACE}/minio` } };
}
