/** The S3 client with the very credentials of Tempo. */
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../../charts/tempo/credentials/secret';
import { textAt } from '../../../lib/yaml/parsed';
import { type S3Client, type S3Keys, s3Client } from '../../read/s3';
import type { SmokeBucket } from '../../stack';
import { type Context, notJudged, type Verdict } from '../../step';

/** The region of servers that have none. */
const NO_REGION = 'us-east-1';

/** Runs what needs the bucket. The keys are those of the Secret, else of the two variables of npm run synth. @throws EndError */
export async function withBucket(context: Context, bucket: SmokeBucket, judge: (client: S3Client) => Promise<Verdict>): Promise<Verdict> {
  const keys = await keysOf(context, bucket);
  if (typeof keys === 'string') return notJudged(keys);
  const { endpoint, insecure, region = NO_REGION } = bucket;
  const url = `${insecure ? 'http' : 'https'}://${endpoint}`;
  const reached = await context.ends.reach('s3', { url, namespace: context.stack.tempo.namespace });
  // The server signs the name that it is asked for; through --url that is the address there.
  const host = context.ends.isGiven('s3') ? hostOf(reached.base) : endpoint;
  return judge(s3Client({ reached, keys, host, region, ca: await authorityOf(context, bucket) }));
}

const hostOf = (base: string): string => new URL(base).host;

/** @returns why there are none, as a phrase */
async function keysOf({ kubectl }: Context, { keys }: SmokeBucket): Promise<S3Keys | string> {
  if (!keys) return 'Tempo has an identity of its pods, whose credentials only they get';
  const { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey } = process.env;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  const without = `needs the keys of Tempo: let kubectl read Secret ${keys.secret} in namespace ${keys.namespace}, or set ${ACCESS_KEY_ID} and ${SECRET_ACCESS_KEY}`;
  const secret = await kubectl?.get('secret', keys.secret, '-n', keys.namespace).catch(() => undefined);
  const of = (key: string) => {
    const value = textAt(secret, 'data', key);
    return value === undefined ? undefined : String(Buffer.from(value, 'base64'));
  };
  const [id, key] = [of(keys.accessKeyId), of(keys.secretAccessKey)];
  return id && key ? { accessKeyId: id, secretAccessKey: key } : without;
}

/** With it, the certificate is checked as Tempo checks it. */
async function authorityOf({ kubectl, stack }: Context, { ca }: SmokeBucket): Promise<string | undefined> {
  if (!ca) return undefined;
  const map = await kubectl?.get('configmap', ca.configMap, '-n', stack.tempo.namespace).catch(() => undefined);
  return textAt(map, 'data', ca.key);
}
