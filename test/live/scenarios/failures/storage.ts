/** Failures between Tempo and its storage. */
import { bucketByHand } from '../../outside/bucket';
import { ADMIN } from '../../outside/minio';
import { KEYS } from '../../outside/secrets';
import type { Scenario } from '../../scenario';
import { outsideLab, URL, withoutTraefik } from '../lab';
import { type Failure, failure, withArgs } from './failure';

/** Traefik and the demo do not matter here. */
const ofStorage = (props: Failure): Scenario => failure({ clusterFile: withoutTraefik(), ...props });

const BY_HAND = withoutTraefik([/\nminio:\n {2}adminSecret: minio-admin\n/, '']);

export const STORAGE_FAILURES: readonly Scenario[] = [
  ofStorage({
    name: 'lab-wrong-bucket',
    shows: 'the bucket has another name on the server',
    ...{ rule: 'not-ready', cause: /bucket does not exist/ },
    ready: ['minio', 'bucket-by-hand'],
    clusterFile: BY_HAND,
    outside: (authority) => outsideLab(authority, { more: bucketByHand({ url: URL, bucket: 'others', allowed: 'traces', authority }) }),
  }),
  ofStorage({
    name: 'lab-wrong-key',
    shows: 'the Secret of Tempo has another secret access key than the user',
    ...{ rule: 'not-ready', cause: /secret (access )?key|signature/i },
    ready: ['minio'],
    outside: (authority) => outsideLab(authority, { keys: { ...KEYS, MINIO_SECRET_ACCESS_KEY: 'not-the-secret-key' } }),
  }),
  ofStorage({
    name: 'lab-unknown-user',
    shows: 'the Secret of Tempo has a user that the server does not know',
    ...{ rule: 'not-ready', cause: /access key/i },
    ready: ['minio'],
    outside: (authority) => outsideLab(authority, { keys: { ...KEYS, MINIO_ACCESS_KEY_ID: 'nobody' } }),
  }),
  ofStorage({
    name: 'lab-no-policy',
    shows: 'the user exists, and may not use the bucket',
    ...{ rule: 'not-ready', cause: /policy|may not/ },
    ready: ['minio', 'bucket-by-hand'],
    clusterFile: BY_HAND,
    outside: (authority) => outsideLab(authority, { more: bucketByHand({ url: URL, bucket: 'traces', authority, withPolicy: false }) }),
  }),
  ofStorage({
    name: 'lab-flag-missing',
    shows: 'Tempo runs without -config.expand-env=true',
    ...{ rule: 'not-ready', cause: /expand-env|access key/i },
    ready: ['minio'],
    damage: (objects) => withArgs(objects, 'tempo', (args) => args.filter((arg) => !arg.includes('expand-env'))),
  }),
  ofStorage({
    name: 'lab-unknown-authority',
    shows: 'the certificate of the server is of a private authority that the cluster file does not name',
    ...{ rule: 'job-failed', cause: /authority|certificate/ },
    ready: ['minio'],
    isPrivate: true,
  }),
  ofStorage({
    name: 'lab-wrong-admin',
    shows: 'the Job has a wrong password of the administrator',
    ...{ rule: 'job-failed', cause: /password|secret key|signature/i },
    ready: ['minio'],
    outside: (authority) => outsideLab(authority, { admin: { rootUser: 'rootadmin', rootPassword: 'not the password' } }),
  }),
  ofStorage({
    name: 'lab-no-secret',
    shows: 'nobody made the Secret of Tempo',
    ...{ rule: 'not-ready', cause: /tempo-minio-secret/ },
    ready: ['minio'],
    outside: (authority) => {
      const outside = outsideLab(authority);
      return {
        ...outside,
        objects: outside.objects.filter(({ metadata: { name, namespace } }) => name !== 'tempo-minio-secret' || namespace !== 'tracing'),
      };
    },
  }),
  ofStorage({
    name: 'lab-unknown-admin',
    shows: 'the Job has an administrator that the server does not know',
    ...{ rule: 'job-failed', cause: /rootUser/ },
    ready: ['minio'],
    outside: (authority) => outsideLab(authority, { admin: { ...ADMIN, rootUser: 'nobody' } }),
  }),
  ofStorage({
    name: 'lab-weak-admin',
    shows: 'the administrator of the Job is a user without permissions',
    ...{ rule: 'job-failed', cause: /administrator/ },
    ready: ['minio', 'bucket-by-hand'],
    outside: (authority) =>
      outsideLab(authority, {
        admin: { rootUser: KEYS.MINIO_ACCESS_KEY_ID, rootPassword: KEYS.MINIO_SECRET_ACCESS_KEY },
        more: bucketByHand({ url: URL, bucket: 'others', authority }),
      }),
  }),
  ofStorage({
    name: 'lab-closed-port',
    shows: 'the server listens at another port',
    ...{ rule: 'job-failed', cause: /not reached/ },
    ready: ['minio'],
    clusterFile: withoutTraefik(['example.org:9000', 'example.org:9001']),
  }),
  ofStorage({
    name: 'lab-wrong-host',
    shows: 'the name of the server does not exist',
    ...{ rule: 'job-failed', cause: /does not resolve/ },
    ready: ['minio'],
    clusterFile: withoutTraefik(['s3.lab.example.org:9000', 's4.lab.example.org:9000']),
  }),
  ofStorage({
    name: 'lab-plain-http',
    shows: 'the server speaks plain HTTP',
    ...{ rule: 'job-failed', cause: /insecure: true/ },
    ready: ['minio'],
    outside: () => outsideLab(),
  }),
  ofStorage({
    name: 'lab-tls',
    shows: 'the server speaks TLS, and the cluster file says plain HTTP',
    ...{ rule: 'job-failed', cause: /insecure: false/ },
    ready: ['minio'],
    clusterFile: withoutTraefik(['    bucket: traces\n', '    bucket: traces\n    insecure: true\n']),
  }),
  ofStorage({
    name: 'lab-wrong-region',
    shows: 'the server is in another region',
    ...{ rule: 'job-failed', cause: /tempo\.storage\.region/ },
    ready: ['minio'],
    clusterFile: withoutTraefik(['    bucket: traces\n', '    bucket: traces\n    region: eu-west-1\n']),
  }),
];
