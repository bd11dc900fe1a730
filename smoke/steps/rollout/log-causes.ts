/** The likely cause of a log line of Tempo or of the bucket Job, and what to change. */
import type { SigningKeys } from '../../../charts/bucket/bucket-job';

/** Whose log it is. */
export interface Logging {
  readonly program: 'Tempo' | 'bucket Job';
  /** Its keys of the S3 server, and the namespace of their Secret; undefined if it has none. */
  readonly keys?: SigningKeys & { readonly namespace: string };
  /** The Job that should have created the bucket, and as an administrator the access of Tempo too, and did not. @default there is none */
  readonly openJob?: { readonly name: string; readonly isAdmin: boolean };
}

type Text = string | ((logging: Logging) => string);

interface LogCause {
  readonly pattern: RegExp;
  readonly cause: Text;
  readonly fix: Text;
  /** What is missing, if the bucket Job creates it. @default nothing */
  readonly lacks?: 'bucket' | 'access';
}

const keyOf = (key: 'accessKeyId' | 'secretAccessKey', { keys }: Logging): string =>
  keys ? `${keys[key]} in Secret ${keys.secret} of namespace ${keys.namespace}` : 'the Secret that it reads';

/** Messages of minio-go, Go's crypto/x509 and net, and Tempo's cmd/tempo/main.go. The first that matches counts. */
const CAUSES: readonly LogCause[] = [
  {
    pattern: /\$\{?\w*(KEY|SECRET|ACCESS)\w*\}?.*(does not exist|invalid)/i,
    cause: 'the credentials are not expanded',
    fix: 'give the process -config.expand-env=true, as dist/ does',
  },
  {
    pattern: /bucket does not exist|NoSuchBucket/i,
    cause: 'the bucket does not exist',
    fix: 'correct tempo.storage.bucket, or create it: npm run bucket',
    lacks: 'bucket',
  },
  {
    pattern: /Access Key Id you provided does not exist|InvalidAccessKeyId/i,
    cause: 'the S3 server does not know the access key id',
    fix: (logging) =>
      `correct ${keyOf('accessKeyId', logging)}${logging.program === 'Tempo' ? ', or see whether Tempo has -config.expand-env=true' : ''}`,
    lacks: 'access',
  },
  {
    pattern: /SignatureDoesNotMatch|signature we calculated does not match/i,
    cause: 'the secret access key is another one than that of the S3 server',
    fix: (logging) =>
      `correct ${keyOf('secretAccessKey', logging)}${logging.program === 'Tempo' ? ', and restart the pods that have read the old one' : ''}`,
    lacks: 'access',
  },
  {
    pattern: /Access ?Denied|AllAccessDisabled/i,
    cause: ({ keys, program }) =>
      program === 'Tempo'
        ? 'the user may not use the bucket'
        : `the user may not create ${keys?.isAdmin ? 'what Tempo needs' : 'the bucket'}`,
    fix: ({ keys, program }) => {
      if (program === 'Tempo') return 'attach the policy: npm run bucket';
      return keys?.isAdmin
        ? `write the keys of an administrator to Secret ${keys.secret} of namespace ${keys.namespace}`
        : 'give it that permission: npm run bucket';
    },
    lacks: 'bucket',
  },
  {
    pattern: /region\b.*\bis wrong|AuthorizationHeaderMalformed|PermanentRedirect|must be addressed using the specified endpoint/i,
    cause: 'the bucket is in another region',
    fix: 'correct tempo.storage.region, and tempo.storage.endpoint if it names a region',
  },
  {
    pattern: /RequestTimeTooSkewed|difference between the request time and the (server's|current) time is too large/i,
    cause: 'the clocks of the node and of the server differ by more than 15 minutes',
    fix: 'set the clocks',
  },
  {
    pattern: /x509: certificate signed by unknown authority/i,
    cause: 'the certificate of the server is signed by an unknown authority',
    fix: 'set tempo.storage.ca',
  },
  {
    pattern: /x509: certificate has expired or is not yet valid/i,
    cause: 'the certificate of the server has expired, or the clock of the node is wrong',
    fix: 'renew the certificate, or set the clock',
  },
  {
    pattern: /x509: /i,
    cause: 'the certificate of the server is not valid for that address',
    fix: 'correct the certificate, or tempo.storage.endpoint',
  },
  {
    pattern: /server gave HTTP response to HTTPS client/i,
    cause: 'the server speaks plain HTTP',
    fix: 'set tempo.storage.insecure: true',
  },
  {
    pattern: /HTTP request to an HTTPS server|malformed HTTP response/i,
    cause: 'the server speaks TLS',
    fix: 'set tempo.storage.insecure: false',
  },
  {
    pattern: /no such host/i,
    cause: 'the name does not resolve in the cluster',
    fix: 'correct tempo.storage.endpoint, or the DNS of the cluster',
  },
  {
    pattern: /connection refused|i\/o timeout|no route to host/i,
    cause: 'the server is not reached',
    fix: 'start it, or permit the connection',
  },
  {
    pattern: /field \w+ not found in type|cannot unmarshal|unknown type|failed parsing config|invalid keys/i,
    cause: 'this Tempo does not know a part of its configuration',
    fix: 'run npm run verify, and see which version of Tempo runs',
  },
  { pattern: /no space left on device/i, cause: 'the volume is full', fix: 'enlarge tempo.persistence.size' },
  { pattern: /permission denied/i, cause: 'the process may not write to its volume', fix: 'set fsGroup in the securityContext of its pod' },
];

/** The last lines that tell of an error, newest first. */
const TELLS = /level=(error|fatal|critical)|\berror\b|\bfatal\b|\bpanic\b|denied|does not exist|x509/i;

export interface LoggedCause {
  /** The line, shortened. */
  readonly line: string;
  readonly cause?: string;
  readonly fix?: string;
}

/** The newest line of a log that tells why a process fails; undefined if none does. */
export function causeIn(log: string, logging: Logging): LoggedCause | undefined {
  const lines = log
    .split('\n')
    .filter((line) => TELLS.test(line))
    .toReversed();
  for (const line of lines) {
    const known = CAUSES.find(({ pattern }) => pattern.test(line));
    if (known) return { line: shortened(line), ...told(known, logging) };
  }
  return lines[0] === undefined ? undefined : { line: shortened(lines[0]) };
}

function told({ cause, fix, lacks }: LogCause, logging: Logging): { readonly cause: string; readonly fix: string } {
  const { openJob } = logging;
  if (openJob && (lacks === 'bucket' || (lacks === 'access' && openJob.isAdmin))) {
    const creates = openJob.isAdmin ? 'the bucket and the access of Tempo' : 'the bucket';
    return { cause: `Job ${openJob.name}, which creates ${creates}, has not completed`, fix: 'see that Job' };
  }
  const written = (text: Text) => (typeof text === 'string' ? text : text(logging));
  return { cause: written(cause), fix: written(fix) };
}

/** The most characters of a line. The cause is at the end of an error of Go. */
const MOST = 240;

/** The message of a line in logfmt, with its error. */
function shortened(line: string): string {
  const [message, error] = ['msg', 'err'].map((key) => new RegExp(`\\b${key}="((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1]);
  const text = (message === undefined ? line.trim() : [message, error].filter(Boolean).join(': '))
    .replaceAll(/\s*\\n\s*/g, ' ')
    .replaceAll('\\"', '"');
  return text.length > MOST ? `${text.slice(0, MOST / 2)}…${text.slice(1 - MOST / 2)}` : text;
}
