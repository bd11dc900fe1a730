/** SealedSecrets and placeholders, against the cluster file. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { type Declared, NOTHING_DECLARED } from '../../../world/declared';
import { checkSecrets } from './secrets';

/** A session key of 256 bytes, then a value with a tag of 16 bytes. */
const ciphertext = (length: number): string => Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(256 + length + 16, 7)]).toString('base64');
const WHOLE = ciphertext(5);

const said = (manifest: object, part: Partial<Declared> = {}) => {
  const { world } = worldOf(JSON.stringify(manifest), { declared: { ...NOTHING_DECLARED, ...part } });
  return checkSecrets(world).map((found) => `${found.severity}: ${sentence(found)}`);
};

const sealed = (spec: object, annotations = {}) => ({
  ...{ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' },
  metadata: { name: 'login', namespace: 'lab', annotations },
  spec: { encryptedData: { key: WHOLE }, ...spec },
});
const DECLARED = { sealedSecret: { ciphertexts: { key: WHOLE }, scope: 'namespace-wide' } };
const SCOPE = { 'sealedsecrets.bitnami.com/namespace-wide': 'true' };

test('one as in the cluster file passes', () => {
  expect(said(sealed({}, SCOPE), DECLARED)).toEqual([]);
  expect(said(sealed({ template: { type: 'Opaque', metadata: { name: 'login', labels: { team: 'a' } } } }, SCOPE), DECLARED)).toEqual([]);
});

test.each([
  [
    'a part of a ciphertext',
    sealed({ encryptedData: { key: WHOLE.slice(0, 200) } }, SCOPE),
    'spec.encryptedData.key is not a whole ciphertext',
  ],
  ['a letter less', sealed({ encryptedData: { key: WHOLE.slice(1) } }, SCOPE), 'spec.encryptedData.key is not a whole ciphertext'],
  [
    'another ciphertext',
    sealed({ encryptedData: { key: ciphertext(2) } }, SCOPE),
    'spec.encryptedData.key is not the ciphertext of the cluster',
  ],
  ['no scope', sealed({}), 'its annotations say scope strict, but the cluster file has namespace-wide'],
  ['another scope', sealed({}, { 'sealedsecrets.bitnami.com/cluster-wide': 'true' }), 'its annotations say scope cluster-wide, but'],
  [
    'a template that replaces it',
    sealed({ template: { data: { key: 'x' } } }, SCOPE),
    'spec.template.data.key replaces the decrypted value',
  ],
  [
    'a type',
    sealed({ template: { type: 'kubernetes.io/ssh-auth' } }, SCOPE),
    'of type kubernetes.io/ssh-auth needs the key ssh-privatekey',
  ],
])('%s is an error', (_what, manifest, text) => {
  expect(said(manifest, DECLARED)).toEqual([expect.stringContaining(`error: SealedSecret login: `)]);
  expect(said(manifest, DECLARED)[0]).toContain(text);
});

test('another name in the template has no effect, which is a warning', () => {
  expect(said(sealed({ template: { metadata: { name: 'logins' } } }, SCOPE), DECLARED)).toEqual([
    'warning: SealedSecret login: spec.template.metadata.name is logins, but the controller makes the Secret with name login; use login',
  ]);
});

test('a placeholder has the path and the property of the cluster file', () => {
  const secret = (value: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login' },
    stringData: { key: value, other: 'x' },
  });
  const vaultPlugin = { key: '<path:secret/data/tempo#user>' };

  expect(said(secret('<path:secret/data/tempo#user>'), { vaultPlugin })).toEqual([]);
  expect(said(secret('<path:secret/data/tempo#users>'), { vaultPlugin })).toEqual([
    'error: Secret login: stringData.key is not <path:secret/data/tempo#user>, as in the cluster file; run `npm run synth`',
  ]);
});
