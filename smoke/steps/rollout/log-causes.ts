/** The likely cause of a log line of Tempo or of the bucket Job, and what to change. */

interface LogCause {
  readonly pattern: RegExp;
  readonly cause: string;
  readonly fix: string;
}

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
  },
  {
    pattern: /Access Key Id you provided does not exist|InvalidAccessKeyId/i,
    cause: 'the S3 server does not know the access key id',
    fix: 'see whether the Secret has the value of the S3 server, and whether Tempo has -config.expand-env=true',
  },
  {
    pattern: /SignatureDoesNotMatch|signature we calculated does not match/i,
    cause: 'the secret access key is another one than that of the S3 server',
    fix: 'correct the Secret that it reads, and restart the pods that have read the old one',
  },
  { pattern: /Access ?Denied|AllAccessDisabled/i, cause: 'the user may not use the bucket', fix: 'attach the policy: npm run bucket' },
  {
    pattern: /x509: certificate signed by unknown authority/i,
    cause: 'the certificate of the server is signed by an authority that Tempo does not know',
    fix: 'set tempo.storage.ca',
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
export function causeIn(log: string): LoggedCause | undefined {
  const lines = log
    .split('\n')
    .filter((line) => TELLS.test(line))
    .toReversed();
  for (const line of lines) {
    const known = CAUSES.find(({ pattern }) => pattern.test(line));
    if (known) return { line: shortened(line), cause: known.cause, fix: known.fix };
  }
  return lines[0] === undefined ? undefined : { line: shortened(lines[0]) };
}

/** The message of a line in logfmt, with its error. */
function shortened(line: string): string {
  const [message, error] = ['msg', 'err'].map((key) => new RegExp(`\\b${key}="((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1]);
  const text = (message === undefined ? line.trim() : [message, error].filter(Boolean).join(': ')).replaceAll(/\s*\\n\s*/g, ' ');
  return text.length > 240 ? `${text.slice(0, 239)}…` : text;
}
