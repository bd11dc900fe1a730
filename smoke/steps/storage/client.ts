/** The S3 client with the very credentials of Tempo. */
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../../charts/tempo/credentials/secret';
import { textAt } from '../../../lib/yaml/parsed';
import { type S3Client, type S3Keys, s3Client } from '../../read/s3';
import type { SmokeBucket } from '../../stack';
import { type Context, notJudged, type Verdict } from '../../step';

/** The region of servers that have none. */
const NO_REGION = 'us-east-1';

/** Whose keys are tried, as messages name them. */
export interface Credentials {
  /** `credentials of Tempo` */
  readonly subject: string;
  /** Where the access key id is: `the access key id in the Secret of Tempo`. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const OF_SECRET: Credentials = {
  subject: 'credentials of Tempo',
  accessKeyId: 'the access key id in the Secret of Tempo',
  secretAccessKey: 'the secret access key in the Secret of Tempo',
};

const OF_VARIABLES: Credentials = {
  subject: `credentials of ${ACCESS_KEY_ID}`,
  accessKeyId: ACCESS_KEY_ID,
  secretAccessKey: SECRET_ACCESS_KEY,
};

/** Runs what needs the bucket. The keys are those of the Secret, else of the two variables of npm run synth. @throws EndError */
export async function withBucket(
  context: Context,
  bucket: SmokeBucket,
  judge: (client: S3Client, credentials: Credentials) => Promise<Verdict>,
): Promise<Verdict> {
  const found = await keysOf(context, bucket);
  if (typeof found === 'string') return notJudged(found);
  const { keys, credentials } = found;
  const { endpoint, insecure, region = NO_REGION } = bucket;
  const url = `${insecure ? 'http' : 'https'}://${endpoint}`;
  const reached = await context.ends.reach('s3', { url, namespace: context.stack.tempo.namespace });
  // The server signs the name that it is asked for; through --url that is the address there.
  const host = context.ends.isGiven('s3') ? hostOf(reached.base) : endpoint;
  return judge(s3Client({ reached, keys, host, region, ca: await authorityOf(context, bucket) }), credentials);
}

const hostOf = (base: string): string => new URL(base).host;

/** @returns why the keys are not known, as a phrase */
async function keysOf(
  { kubectl }: Context,
  { keys }: SmokeBucket,
): Promise<{ readonly keys: S3Keys; readonly credentials: Credentials } | string> {
  if (!keys) return 'Tempo has an identity of its pods, whose credentials only they get';
  const without = `needs the keys of Tempo: let kubectl read Secret ${keys.secret} in namespace ${keys.namespace}, or set ${ACCESS_KEY_ID} and ${SECRET_ACCESS_KEY}`;
  const secret = await kubectl?.get('secret', keys.secret, '-n', keys.namespace).catch(() => undefined);
  const of = (key: string) => {
    const value = textAt(secret, 'data', key);
    return value === undefined ? undefined : String(Buffer.from(value, 'base64'));
  };
  const [id, key] = [of(keys.accessKeyId), of(keys.secretAccessKey)];
  if (id && key) return { keys: { accessKeyId: id, secretAccessKey: key }, credentials: OF_SECRET };
  const { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey } = process.env;
  return accessKeyId && secretAccessKey ? { keys: { accessKeyId, secretAccessKey }, credentials: OF_VARIABLES } : without;
}

/** With it, the certificate is checked as Tempo checks it. */
async function authorityOf({ kubectl, stack }: Context, { ca }: SmokeBucket): Promise<string | undefined> {
  if (!ca) return undefined;
  const map = await kubectl?.get('configmap', ca.configMap, '-n', stack.tempo.namespace).catch(() => undefined);
  return textAt(map, 'data', ca.key);
}
