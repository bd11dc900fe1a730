/** A fictional storage backend: everything that a new backend must provide. */
import type * as z from 'zod';
import type { StorageBackend } from '../charts/tempo/storage/backend';
import { reference } from '../charts/tempo/storage/expand-env';
import { endpoint } from '../lib/cluster-file/formats/addresses';
import { line } from '../lib/cluster-file/formats/texts';
import { lazyObject } from '../lib/cluster-file/schema/lazy';
import { RuleSet } from '../lib/findings/rules';
import { textAt } from '../lib/yaml/parsed';

const config = lazyObject(() => ({
  bucket: line('traces').describe('The bucket'),
  account: line('home').describe('The account'),
  host: endpoint().default('madeup.example.org').describe('The server'),
}));

type Settings = z.infer<typeof config>;

const RULES = new RuleSet('madeup', 'bucket and account differ', {
  'same-name': {
    proves: 'bucket and account have different names',
    example: 'account: is the bucket too; rename it',
    wayOut: 'Rename it',
  },
});

export const madeup = {
  title: 'Made-up Storage',
  schema: config,
  rules: RULES,
  credentials: ['secret', 'existing'],
  reserved: { variables: ['MADEUP_TOKEN'], fields: { bucket_name: 'bucket', account: 'account', host: 'host' } },
  check: ({ bucket, account }, { where }) =>
    bucket === account ? [{ field: 'account', statement: RULES.says('same-name', `is ${where('bucket')} too`, 'rename it') }] : [],
  setup: ({ bucket, account, host }, { credentials }) => ({
    values: { bucket_name: bucket, account, host, token: reference('MADEUP_TOKEN') },
    flags: { 'config.expand-env': true, 'madeup.fast': 'yes' },
    variables: [
      { name: 'MADEUP_TOKEN', valueFrom: { secretKeyRef: { name: credentials.secretName, key: credentials.keys.secretAccessKey } } },
    ],
    volumes: [{ name: 'madeup', emptyDir: {} }],
    mounts: [{ name: 'madeup', mountPath: '/madeup' }],
    serviceAccountAnnotations: { 'madeup.example.org/account': account },
  }),
  dependencies: ({ bucket, account, host }) => ({
    destination: `the bucket ${bucket}`,
    requirements: [`the account ${account} of Made-up Storage`],
    addresses: [{ address: host, field: 'host' }],
    objects: [{ kind: 'ConfigMap', name: 'madeup-settings', keys: ['madeup.ini'] }],
  }),
  declares: ({ bucket, account }) => [
    { field: 'bucket_name', setting: 'bucket', value: bucket },
    { field: 'account', setting: 'account', value: account },
  ],
  rendered: {
    credentials: [{ field: 'token', variable: 'MADEUP_TOKEN', accepts: (text) => text.includes('TOKEN') }],
    findsCredentialsBy: (variable) => variable === 'MADEUP_IDENTITY',
    addresses: (part) => [{ field: 'host', address: `https://${textAt(part, 'host') ?? ''}`, protocol: 'Made-up' }],
  },
} satisfies StorageBackend<Settings>;
