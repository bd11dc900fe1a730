import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { podsOf } from '../../../world/kubernetes';
import { checkUnquotedKeys } from './unquoted-keys';

/** As in the subchart minio of tempo-distributed. */
const scriptWith = (
  command: string,
  keys: readonly [string, string],
) => `ACCESS=$(cat /config/${keys[0]}) ; SECRET=$(cat /config/${keys[1]}) ;
MC_COMMAND="\${MC} ${command} myminio $SCHEME://$MINIO_ENDPOINT:$MINIO_PORT $ACCESS $SECRET" ;
`;
const [MINIO_4, MINIO_8] = [
  scriptWith('alias set', ['rootUser', 'rootPassword']),
  scriptWith('config host add', ['accesskey', 'secretkey']),
];

function said(secret: Readonly<Record<string, string>>, script = MINIO_4, namespace = 'tracing') {
  const sources = [{ configMap: { name: 'tempo-minio' } }, { secret: { name: 'root' } }];
  const job = (name: string) => ({
    ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'tracing' } },
    spec: { template: { spec: { containers: [{ name: 'mc', image: 'mc' }], volumes: [{ name: 'a', projected: { sources } }] } } },
  });
  const data = Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
  const { world } = worldOf(
    [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tempo-minio', namespace: 'tracing' }, data: { initialize: script } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'root', namespace }, data },
      ...['tempo-minio-make-bucket-job', 'tempo-minio-make-user-job'].map(job),
    ]
      .map((object) => JSON.stringify(object))
      .join('\n---\n'),
  );
  return checkUnquotedKeys(world, world.objects.flatMap(podsOf)).map(sentence);
}

const JOB = 'and the script of Job tempo-minio-make-bucket-job does not quote it, so it never completes';
const FIX = 'use another one, without white space, and not beginning with a hyphen';

test.each([
  ['root pass', 'rootPassword has white space'],
  ['root\tpass', 'rootPassword has white space'],
  ['root\npass', 'rootPassword has white space'],
  ['-rootpass', 'rootPassword begins with a hyphen'],
  ['********', 'rootPassword is a pattern of file names'],
])('a password that the Job does not pass on whole is reported: %j', (rootPassword, problem) => {
  expect(said({ rootUser: 'admin', rootPassword })).toEqual([`Secret root: ${problem}, ${JOB}; ${FIX}`]);
});

test('so are both keys, by their names in the older subchart', () => {
  expect(said({ accesskey: 'an admin', secretkey: '--password' }, MINIO_8)).toEqual([
    `Secret root: accesskey has white space, ${JOB}; ${FIX}`,
    `Secret root: secretkey begins with a hyphen, ${JOB}; ${FIX}`,
  ]);
});

test.each(['a"b\'c$HOME', 'a`id`$(id)', 'a;b&c|d>e', 'a\\b*c?[d]', '#a!b~{c,d}', 'a-b=c,d', ' padded \n'])(
  'others pass: %j',
  (rootPassword) => {
    expect(said({ rootUser: 'admin', rootPassword })).toEqual([]);
  },
);

test('what no such Job reads passes', () => {
  const key = { rootUser: 'admin', rootPassword: 'root pass' };

  expect(said(key, MINIO_4.replace('$ACCESS $SECRET', '\\"$ACCESS\\" \\"$SECRET\\"'))).toEqual([]);
  expect(said(key, MINIO_4, 'other')).toEqual([]);
  expect(said({ ...key, rootPassword: 'rootpass', other: 'a b' })).toEqual([]);
});
