/** An S3 server that checks signatures, with its permissions as data. */
import { sign } from 'aws4';
import { type Asked, listen, type Said, type Server } from './server';

export interface S3Props {
  readonly buckets?: readonly string[];
  /** The objects of the bucket `traces`. */
  readonly objects?: readonly string[];
  /** Requests that are denied, as `PUT /traces`. */
  readonly denied?: RegExp;
  /** Requests that are done, and whose connection ends without an answer. */
  readonly unanswered?: RegExp;
  /** Requests that the server does not have. */
  readonly notImplemented?: RegExp;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

const fault = (status: number, code: string): Said => [
  status,
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
];

export async function startS3({
  buckets = ['traces'],
  objects = [],
  denied,
  unanswered,
  notImplemented,
  accessKeyId = 'tempo',
  secretAccessKey = 'correct-horse-battery',
}: S3Props = {}): Promise<Server> {
  const stored = new Map<string, string>(objects.map((key) => [`/traces/${key}`, '']));
  const all = new Set(buckets);
  const answered = (asked: Asked): Said => {
    const { method, path, query, headers, body } = asked;
    const credential = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1];
    if (credential !== accessKeyId) return fault(403, 'InvalidAccessKeyId');
    if (!isSigned(asked, { accessKeyId, secretAccessKey })) return fault(403, 'SignatureDoesNotMatch');
    const [, bucket = '', key] = /^\/([^/]*)(?:\/(.+))?$/.exec(path) ?? [];
    if (denied?.test(`${method} ${path}`)) return fault(403, 'AccessDenied');
    if (notImplemented?.test(`${method} ${path}`)) return fault(501, 'NotImplemented');
    if (bucket === '') return [200, `<Buckets>${[...all].map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('')}</Buckets>`];
    if (method === 'PUT' && !key) return all.add(bucket) && [200];
    if (!all.has(bucket)) return fault(404, 'NoSuchBucket');
    if (method === 'DELETE' && !key) return all.delete(bucket) ? [204] : [404];
    if (!key) {
      const prefix = `/${bucket}/${query.get('prefix') ?? ''}`;
      const keys = [...stored.keys()].filter((each) => each.startsWith(prefix)).sort();
      const start = Number(query.get('continuation-token') ?? 0);
      const page = keys.slice(start, start + 2);
      const next = start + 2 < keys.length ? `<NextContinuationToken>${start + 2}</NextContinuationToken>` : '';
      return [
        200,
        `<ListBucketResult>${page.map((each) => `<Contents><Key>${each.slice(bucket.length + 2)}</Key></Contents>`).join('')}${next}</ListBucketResult>`,
      ];
    }
    if (method === 'PUT') return stored.set(path, body) && [200];
    if (method === 'DELETE') return stored.delete(path) ? [204] : [404];
    return stored.has(path) ? [200, stored.get(path)] : fault(404, 'NoSuchKey');
  };
  return listen((asked) => {
    const said = answered(asked);
    return unanswered?.test(`${asked.method} ${asked.path}`) ? undefined : said;
  });
}

/** Signs the request again with the keys of the server. */
function isSigned(
  { method, path, query, headers, body }: Asked,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
): boolean {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const kept = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const all = query.size > 0 ? `${path}?${query}` : path;
  const again = sign({ service: 's3', region, method, path: all, headers: kept, body }, keys);
  return again.headers?.Authorization === headers.authorization;
}
