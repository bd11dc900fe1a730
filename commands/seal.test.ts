import { Workspace } from '../test/workspace';

const at = new Workspace();
const environment = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };
const certificate = `-----BEGIN CERTIFICATE-----
MIIBfDCCASagAwIBAgIUCERTIFICATE
-----END CERTIFICATE-----
`;

test('reports how to get the certificate if it is missing or invalid', () => {
  expect(at.run('commands/seal.ts', ['home'], environment).stderr).toBe(
    'sealed-secrets.pem: cannot be read (ENOENT); write the output of `kubeseal --fetch-cert` to it\n',
  );
  at.write('sealed-secrets.pem', certificate);
  expect(at.run('commands/seal.ts', ['home'], environment).stderr).toBe(
    'sealed-secrets.pem: not a certificate; write the output of `kubeseal --fetch-cert` to it\n',
  );
});
