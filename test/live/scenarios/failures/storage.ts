/** Failures between Tempo and its storage. */
import { bucketByHand } from '../../outside/bucket';
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
];
