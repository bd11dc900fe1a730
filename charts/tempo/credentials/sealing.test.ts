import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { keyOfCertificate, labelFor, sealWith } from './sealing';

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

describe('a certificate', () => {
  const NOW = new Date('2027-01-01T00:00:00Z');
  /** RSA with 1024 bits, until 2126. */
  const RSA = `-----BEGIN CERTIFICATE-----
MIICADCCAWmgAwIBAgIUWTQwl+D3lAmOY/AVNGhGCxs4SbMwDQYJKoZIhvcNAQEL
BQAwETEPMA0GA1UEAwwGc2VhbGVkMCAXDTI2MTIwMTA0MTUxM1oYDzIxMjYxMTA3
MDQxNTEzWjARMQ8wDQYDVQQDDAZzZWFsZWQwgZ8wDQYJKoZIhvcNAQEBBQADgY0A
MIGJAoGBANbxol58fcOVndP5IQ4UtOxyraAG+/105vcYY3EKMnRrQvxhHNABq1x/
zCHABjmIIEHcc020YFckAggImsXkHN1Q5W+GWAk7UfmLCCmNzGVJMB5eRbbHXKZv
1UBizHhIbfJksu9ueRCo6pbhJoEldy9amd4+L6m+W58vOIr+mbMpAgMBAAGjUzBR
MB0GA1UdDgQWBBQpU8sOjNTMbKkJ3T+8+qIhAElmZDAfBgNVHSMEGDAWgBQpU8sO
jNTMbKkJ3T+8+qIhAElmZDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUA
A4GBANUP/9hSpK5qvE/rHj/ZUI6Dz47tlXI22jTUdtbtTSfs9ovh5macNt9vVap2
XOv5+I8PzfpLrrawCVk3g9NJ35voi0CzuJ5FfevxYKEfkyXW60nbIClGOKg3Y+Zp
jO7wEvwUb/YMEhopFlSpbgRP0hkvyVD0KBu7kvsrdpld5Sp0
-----END CERTIFICATE-----
`;
  const ELLIPTIC = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUKBkQ3EzSygseN5upJUt5Jivug0swCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGc2VhbGVkMB4XDTI2MTIwMTA0MTQwOFoXDTI2MTIzMTA0MTQw
OFowETEPMA0GA1UEAwwGc2VhbGVkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
XCemerMbYSjOiWBaFDYm9otR6bz5OVmVbXsnpxLZrhH1k7xpJJlex5UM8jeS7MtU
+488G+ES9THmPXhdn/06E6NTMFEwHQYDVR0OBBYEFKPnYidWattV0A/fcF2HNDc+
AowfMB8GA1UdIwQYMBaAFKPnYidWattV0A/fcF2HNDc+AowfMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhALKECaDKcy8+ngmolA6unxgrpzmWiAYF
n6UCoBIN0p4CAiAMHpY/2HcxaP1jhDM1hTrOAy+eeBQm/+7Nl61PGlP4FQ==
-----END CERTIFICATE-----
`;
  const SHORT = `-----BEGIN CERTIFICATE-----
MIIBbzCCARmgAwIBAgIUXXS3HxApO7itiS41zyV4Z6kJTg0wDQYJKoZIhvcNAQEL
BQAwDDEKMAgGA1UEAwwBeDAeFw0yNjEyMDEwNDE0MzhaFw0yNjEyMzEwNDE0Mzha
MAwxCjAIBgNVBAMMAXgwXDANBgkqhkiG9w0BAQEFAANLADBIAkEA2tlVqC+v2S5a
GIlLJ369uT6rZH4nYzylF2kio39WMgqj20ydptB4GAwpz5jyi+uFk12hR+L9VfHU
ogbUvRjktQIDAQABo1MwUTAdBgNVHQ4EFgQUa6Zm9WWEmr931QUyVTtUiwxyBE8w
HwYDVR0jBBgwFoAUa6Zm9WWEmr931QUyVTtUiwxyBE8wDwYDVR0TAQH/BAUwAwEB
/zANBgkqhkiG9w0BAQsFAANBADIdVMXLJDD9tjffnnbdDWioVp2CEoAFr0ADST0+
P2fkrVQlNDOmTmVvhz+y9/2ZxRhNJ9AV7XxQiH0kiJMBWA8=
-----END CERTIFICATE-----
`;

  test('has the key to seal with', () => {
    expect(keyOfCertificate(RSA, NOW)).toEqual({ key: expect.objectContaining({ asymmetricKeyType: 'rsa' }) });
  });

  test.each([
    ['no certificate', 'a: 1\n', NOW, 'not a certificate'],
    ['an elliptic curve', ELLIPTIC, NOW, 'a certificate with a key that Sealed Secrets does not use (EC)'],
    ['a short key', SHORT, NOW, 'a certificate with a key that Sealed Secrets does not use (RSA with 512 bits)'],
    ['one that has expired', RSA, new Date('2127-01-01T00:00:00Z'), 'a certificate that expired on 2126-11-07'],
  ])('is refused: %s', (_, certificate, now, problem) => {
    expect(keyOfCertificate(certificate, now)).toEqual({ problem });
  });
});
