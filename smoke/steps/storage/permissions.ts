/** The credentials of Tempo may do what Tempo needs, and, if it is asked for, nothing elsewhere. */
import type { Answer } from '../../read/request';
import { firstLine } from '../../read/request';
import { elements, errorCode, type S3Client } from '../../read/s3';
import { SMOKE_RULES } from '../../rules';
import type { SmokeBucket } from '../../stack';
import { failed, notJudged, ok, type Verdict } from '../../step';
import type { Credentials } from './client';

/** What to do about the codes of an error: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const fixesFor = ({ accessKeyId, secretAccessKey }: Credentials): Readonly<Record<string, string>> => ({
  NoSuchBucket: 'create the bucket: npm run bucket',
  InvalidAccessKeyId: `correct ${accessKeyId}: the server does not know it`,
  SignatureDoesNotMatch: `correct ${secretAccessKey}: the server has another one`,
  AccessDenied: 'attach the policy for this bucket to the user: npm run bucket',
  PermanentRedirect: 'correct tempo.storage.region',
  AuthorizationHeaderMalformed: 'correct tempo.storage.region',
});

/** As Tempo does it (tempodb/backend/s3/s3.go). The object is outside of every folder, so that Tempo takes it for no tenant. */
export async function mayUse(client: S3Client, { name }: SmokeBucket, mark: string, credentials: Credentials): Promise<Verdict> {
  const object = `/${name}/tempo-gitops-${mark}`;
  const steps: readonly (readonly [what: string, method: string, path: string, body?: string])[] = [
    ['list', 'GET', `/${name}?list-type=2&max-keys=1`],
    ['put', 'PUT', object, mark],
    ['get', 'GET', object],
    ['delete', 'DELETE', object],
  ];
  // A PUT without an answer may have been done.
  let mayBeLeft = false;
  try {
    for (const [what, method, path, body] of steps) {
      if (what === 'put') mayBeLeft = true;
      const answer = await client.send(method, path, body);
      if (what === 'delete' || (what === 'put' && answer.status >= 300)) mayBeLeft = false;
      if (answer.status >= 300) return refused(what, answer, name, credentials);
    }
  } finally {
    if (mayBeLeft) await client.send('DELETE', object).catch(() => undefined);
  }
  return ok(`may list, put, get and delete in bucket ${name}`);
}

function refused(what: string, answer: Answer, name: string, credentials: Credentials): Verdict {
  const code = errorCode(answer);
  const problem = `may not ${what} in bucket ${name}: the server answered ${answer.status} ${code || firstLine(answer.text)}`.trimEnd();
  return failed(
    SMOKE_RULES.says('storage-refused', problem, fixesFor(credentials)[code] ?? 'see the log of the S3 server'),
    credentials.subject,
  );
}

/** Other buckets are not tried: a user that may list every one may list these. */
const MOST_BUCKETS = 10;

/** The other buckets that it sees are listed, and one is created and deleted again. Only a denial proves that it may not. */
export async function mayNothingElse(client: S3Client, { name }: SmokeBucket, mark: string, { subject }: Credentials): Promise<Verdict> {
  const says = (problem: string, fix = ONLY_THIS) => failed(SMOKE_RULES.says('too-many-permissions', problem, fix), subject);
  const all = await client.send('GET', '/');
  const others = all.status === 200 ? elements(all, 'Name').filter((other) => other !== name) : [];
  const tried = others.slice(0, MOST_BUCKETS);
  let denied = 0;
  for (const other of tried) {
    const list = await client.send('GET', `/${other}?list-type=2&max-keys=1`);
    if (list.status === 200) return says(`may list bucket ${other} too`);
    if (isDenied(list)) denied++;
  }
  const made = `tempo-gitops-${mark}`;
  const creation = await client.send('PUT', `/${made}`);
  if (creation.status < 300) {
    const { status } = await client.send('DELETE', `/${made}`);
    return status < 300 ? says('may create buckets') : says(`may create buckets, and not delete ${made}`, `delete it, and ${ONLY_THIS}`);
  }
  if (!isDenied(creation)) return notJudged(`the creation of a bucket was answered by ${creation.status} ${errorCode(creation)}`.trimEnd());
  if (denied < tried.length) return notJudged(`${tried.length - denied} of ${tried.length} other buckets were neither listed nor denied`);
  const listed = tried.length === 0 ? 'sees no other bucket' : `may list none of ${tried.length} other buckets`;
  return ok(`${listed}, and may create none`);
}

/** Wrong keys are refused by the same status. */
const isDenied = (answer: Answer): boolean =>
  answer.status === 403 && !['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'].includes(errorCode(answer));

const ONLY_THIS = 'give the user only the policy of this bucket: npm run bucket';
