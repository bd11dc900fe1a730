/** The script and the policy of the bucket Job. */
import { policy } from '../../../../charts/minio/bucket';
import { script } from '../../../../charts/minio/script';
import { policyMistake } from './policy';
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
])('%s replaced by %s is no mistake', (from, to) => {
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
  ['2012-10-17', '2021-10-17', 'has Version 2021-10-17, and MinIO knows only 2012-10-17'],
  ['{', '', 'is not valid JSON'],
])('a policy with %s replaced by %s', (from, to, problem) => {
  expect(policyMistake(POLICY.replace(from, to), NEEDED)).toBe(problem);
});
