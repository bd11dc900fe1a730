/** Secrets that two objects make. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkSecrets } from './secrets';

const METADATA = { name: 'login', namespace: 'lab' };
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: METADATA, stringData: { key: 'x' } };
const external = (target: object) => ({
  ...{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: METADATA },
  spec: { refreshInterval: '1h0m0s', target, data: [{ secretKey: 'key', remoteRef: { key: 'a' } }] },
});

const said = (other: object, isOurs = true) => {
  const { world } = worldOf([SECRET, other].map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs });
  return checkSecrets(world)
    .map(sentence)
    .filter((text) => text.startsWith('Secret '));
};

test('a Secret that an operator makes too is an error in the output', () => {
  expect(said(external({}))).toEqual(['Secret login: is also made by ExternalSecret login; remove one of them']);
  expect(said(external({}), false)).toEqual([]);
  expect(said(external({ name: 'other' }))).toEqual([]);
  expect(said(external({ creationPolicy: 'Merge' }))).toEqual([]);
});
