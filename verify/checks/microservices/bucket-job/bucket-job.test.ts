/** The script and the policy of the bucket Job. */
import { bucketScript } from '../../../../charts/bucket/rclone';
import { policy } from '../../../../charts/bucket/s3-bucket';
import { script } from '../../../../charts/minio/script';
import { policyMistake } from './policy';
import { rcloneMistakes } from './rclone';
import { scriptMistakes } from './script';

const BUCKET = { name: 'traces', endpoint: 's3.example.org', insecure: false, region: 'eu-west-1' };
const USER = { secretName: 'tempo', keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } };
const SCRIPT = script(BUCKET, USER as Parameters<typeof script>[1]);
const said = (from: string | RegExp, to: string) => scriptMistakes(SCRIPT.replace(from, to), BUCKET as never).map(([problem]) => problem);

test.each([
  ['', ''],
  ['set -u', 'set -eu'],
  ['--quiet alias set server', '--quiet --json alias set server'],
  ['pause=2', 'pause=5'],
])('%s replaced by %s is not reported', (from, to) => {
  expect(said(from, to)).toEqual([]);
});

test.each([
  ['--region eu-west-1', '--region us-east-1', 'creates the bucket in region us-east-1 instead of eu-west-1'],
  [' --region eu-west-1', '', 'creates the bucket in region (none) instead of eu-west-1'],
  [
    'policy create server tempo-traces',
    'policy create server tempo-other',
    'has mc admin policy create for tempo-other instead of tempo-traces',
  ],
  ['attach server tempo-traces', 'attach server other', 'has mc admin policy attach for other instead of tempo-traces'],
  [/ &&\n[^\n]*attach[^\n]*/, '', 'has no command mc admin policy attach'],
  ['admin user add', 'admin user ad', 'has no command mc admin user add'],
  ['mb --ignore-existing --region eu-west-1 server/', 'mb --ignore-existing --region eu-west-1 other/', 'has mc mb for the alias other'],
  [
    '--user "$(cat /tempo/ID)"',
    '--user "$(cat /tempo/KEY)"',
    'creates the user $(cat /tempo/ID), and attaches the policy to $(cat /tempo/KEY), so id and secret are swapped',
  ],
  ['--user "$(cat /tempo/ID)"', '--user "$(cat /tempo/ID)', 'has a quote that is not closed'],
  [/( {4}mc[^\n]*create[^\n]* &&\n)([\s\S]*attach[^\n]*)\n/, '$2 &&\n$1', 'attaches the policy before it creates it'],
])('%s replaced by %s is reported', (from, to, problem) => {
  expect(said(from, to)).toEqual([problem]);
});

const POLICY = JSON.stringify(policy(BUCKET));
const NEEDED = [
  { action: 's3:PutObject', resource: 'arn:aws:s3:::traces/*' },
  { action: 's3:ListBucket', resource: 'arn:aws:s3:::traces' },
];

test.each([
  ['', '', undefined],
  ['"s3:PutObject"', '"s3:*"', undefined],
  ['"s3:PutObject",', '', 'does not allow s3:PutObject on arn:aws:s3:::traces/*'],
  ['arn:aws:s3:::traces/*', 'arn:aws:s3:::other/*', 'does not allow s3:PutObject on arn:aws:s3:::traces/*'],
  ['"Allow"', '"Deny"', 'denies s3:PutObject on arn:aws:s3:::traces/*'],
  ['"Allow"', '"allow"', 'has a statement without Effect Allow or Deny'],
  ['"Allow"', '"Allow", "Condition": {}', undefined],
  [
    '"Allow"',
    '"Allow", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}',
    'has the condition IpAddress, without which Tempo has no permission',
  ],
  ['2012-10-17', '2021-10-17', 'has Version 2021-10-17, and MinIO knows only 2012-10-17'],
  ['{', '', 'is not valid JSON'],
])('a policy with %s replaced by %s', (from, to, problem) => {
  expect(policyMistake(POLICY.replace(from, to), NEEDED)).toBe(problem);
});

describe('a plain S3 client', () => {
  const KEYS = { folder: '/tempo', accessKeyId: 'ID', secretAccessKey: 'KEY' };
  const place = { ...BUCKET, endpoint: 's3.eu-west-1.amazonaws.com' };
  const PLAIN = bucketScript(place, KEYS);
  const mistakes = (from: string | RegExp, to: string, script = PLAIN) =>
    rcloneMistakes(script.replace(from, to), place, KEYS).map(([problem]) => problem);

  test.each([
    ['', ''],
    ['set -u', 'set -eu'],
    ['--retries 1', '--retries 3 -v'],
    ['--s3-provider AWS', '--s3-provider Other'],
    ['--s3-region eu-west-1', '--s3-region=eu-west-1'],
    ['amazonaws.com', 'amazonaws.com/'],
    [':s3:traces', '":s3:traces"'],
    [/\/tempo\//g, '/keys/'],
  ])('%s replaced by %s is not reported', (from, to) => {
    expect(mistakes(from, to)).toEqual([]);
  });

  test.each([
    [':s3:traces', ':s3:other', ['creates the bucket other, but Tempo writes to traces']],
    ['https://s3.eu', 'http://s3.eu', ['connects to http://s3.eu-west-1.amazonaws.com instead of https://s3.eu-west-1.amazonaws.com']],
    ['--s3-region eu-west-1', '--s3-region eu-west-2', ['creates the bucket in region eu-west-2 instead of eu-west-1']],
    [' --s3-location-constraint eu-west-1', '', ['creates the bucket at the location (none) instead of eu-west-1']],
    [' --s3-env-auth', '', ['does not read the keys, because it lacks --s3-env-auth']],
    [
      'AWS_ACCESS_KEY_ID="$(cat /tempo/ID)" AWS_SECRET_ACCESS_KEY="$(cat /tempo/KEY)"',
      'AWS_ACCESS_KEY_ID="$(cat /tempo/KEY)" AWS_SECRET_ACCESS_KEY="$(cat /tempo/ID)"',
      ['has KEY as AWS_ACCESS_KEY_ID instead of ID', 'has ID as AWS_SECRET_ACCESS_KEY instead of KEY'],
    ],
    [/AWS_SECRET\S+ \S+ /, '', ['has nothing as AWS_SECRET_ACCESS_KEY instead of KEY']],
    ['rclone mkdir', 'rclone lsd', ['has no command rclone mkdir']],
    [/until bootstrap[\s\S]*/, '', ['ends before `until`']],
    ['until bootstrap', 'while bootstrap', ['has `while` instead of `until`']],
    ["--config ''", "--config '", ['has a quote that is not closed']],
  ])('%s replaced by %s is reported', (from, to, problems) => {
    expect(mistakes(from, to)).toEqual(problems);
  });
});
