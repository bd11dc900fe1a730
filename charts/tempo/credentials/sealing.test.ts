import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { labelFor, sealWith } from './sealing';

describe('a sealed value', () => {
  test.each([
    ['strict', 'tracing/tempo-minio-secret'],
    ['namespace-wide', 'tracing'],
    ['cluster-wide', ''],
  ] as const)('opens with the key of the controller and its label: %s', (scope, label) => {
    expect(labelFor(scope, 'tracing', 'tempo-minio-secret')).toBe(label);
  });

  test('has the form that the controller reads', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

    const sealed = Buffer.from(sealWith('correct horse', publicKey, 'tracing/tempo-minio-secret'), 'base64');

    const length = sealed.readUInt16BE(0);
    const sealedKey = sealed.subarray(2, 2 + length);
    const open = (oaepLabel: string) =>
      privateDecrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(oaepLabel) },
        sealedKey,
      );
    const decipher = createDecipheriv('aes-256-gcm', open('tracing/tempo-minio-secret'), Buffer.alloc(12));
    decipher.setAuthTag(sealed.subarray(-16));
    expect(decipher.update(sealed.subarray(2 + length, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('correct horse');
    expect(() => open('other/tempo-minio-secret')).toThrow();
  });
});
