import { isReference, mayBeSecret } from './secret-names';

test.each([
  'adminPassword',
  'clientSecret',
  'apiKey',
  'auth.api_key.value',
  'passwords.0',
  'stringData.foo',
  'stringData.secretName',
  'storage.s3.secretKey',
  'storage.s3.access_key',
  'tls.privateKey',
  'minioCredentials.user',
])('%s may be a credential', (path) => {
  expect(mayBeSecret(path.split('.'))).toBe(true);
});

test.each([
  'replicas',
  'extraEnv.0.valueFrom.secretKeyRef.name',
  'extraEnv.0.valueFrom.secretKeyRef.key',
  'auth.existingSecret',
  'auth.existingSecretPasswordKey',
  'tls.secretName',
  'extraEnvFrom.0.secretRef.name',
  'imagePullSecrets.0.name',
  'admin.passwordKey',
])('%s is not a credential', (path) => {
  expect(mayBeSecret(path.split('.'))).toBe(false);
});

test('a variable is not a credential', () => {
  expect(['${MINIO_SECRET_ACCESS_KEY}', '$(TOKEN)', 'hunter2', 'a${B}', 5].map(isReference)).toEqual([true, true, false, false, false]);
});
