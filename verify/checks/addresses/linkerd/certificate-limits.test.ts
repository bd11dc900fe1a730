/** Certificates that cert-manager or Linkerd refuses. */
import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import { checkCertificateLimits } from './certificate-limits';

const said = (spec: object) => {
  const certificate = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'a', namespace: 'lab' }, spec };
  return checkCertificateLimits(worldOf(JSON.stringify(certificate)).world).map(sentence);
};
const key = (algorithm: string, size?: number, more: object = {}) => ({ privateKey: { algorithm, size, ...more } });
const ISSUER = { secretName: 'linkerd-identity-issuer', isCA: true };
const ANCHOR = { secretName: 'linkerd-trust-anchor', isCA: true };

test.each<[object]>([
  [{}],
  [{ secretName: 'web', ...key('RSA', 4096) }],
  [key('ECDSA', 384)],
  [key('Ed25519', undefined, { encoding: 'PKCS8' })],
  [{ commonName: 'a'.repeat(64), revisionHistoryLimit: 1, renewBeforePercentage: 33 }],
  [{ ...ISSUER, ...key('ECDSA') }],
  [{ ...ANCHOR, ...key('ECDSA', 256) }],
  [{ ...ANCHOR, ...key('RSA', 4096) }],
])('%j is accepted', (spec) => {
  expect(said(spec)).toEqual([]);
});

test.each([
  [key('ECDSA', 2048), 'spec.privateKey has algorithm ECDSA with size 2048, which cert-manager refuses; use one of 256, 384, 521'],
  [key('RSA', 256), 'spec.privateKey has algorithm RSA with size 256, which cert-manager refuses; use 2048 to 8192'],
  [
    key('Ed25519', 0, { encoding: 'PKCS1' }),
    'spec.privateKey has algorithm Ed25519 with encoding PKCS1, which cert-manager refuses; use PKCS8',
  ],
  [{ commonName: 'a'.repeat(65) }, 'spec.commonName has 65 characters, which cert-manager refuses; use at most 64, or only dnsNames'],
  [{ revisionHistoryLimit: 0 }, 'spec.revisionHistoryLimit is 0, which cert-manager refuses; use 1 or more'],
  [{ renewBeforePercentage: 120 }, 'spec.renewBeforePercentage is 120, which cert-manager refuses; use a number from 1 to 99'],
  [
    { renewBeforePercentage: 30, renewBefore: '720h' },
    'spec has both renewBefore and renewBeforePercentage, which cert-manager refuses; remove one of them',
  ],
  [
    ISSUER,
    'has a key of algorithm RSA with size 2048, which Linkerd refuses in Secret linkerd-identity-issuer; use algorithm ECDSA with size 256',
  ],
  [
    { ...ANCHOR, ...key('ECDSA', 384) },
    'has a key of algorithm ECDSA with size 384, which Linkerd refuses in Secret linkerd-trust-anchor; use algorithm ECDSA with size 256',
  ],
  [
    { ...key('ECDSA'), secretName: 'linkerd-identity-issuer' },
    'is for Secret linkerd-identity-issuer and has no isCA, so Linkerd cannot sign with it; set isCA to true',
  ],
])('%j is refused', (spec, text) => {
  expect(said(spec)).toEqual([`Certificate a: ${text}`]);
});
