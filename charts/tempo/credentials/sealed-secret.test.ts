import { generateKeyPairSync } from 'node:crypto';
import { said, synthesizeText } from '../../../test/synthesis';
import { labelFor, sealWith } from './sealing';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
const WHOLE = sealWith('a-secret', publicKey, labelFor('strict', 'tracing', 'tempo-minio-secret'));

const saidOf = (accessKeyId: string, secretAccessKey: string) =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  monolithic: 2.2.4
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {sealedSecret: {accessKeyId: ${accessKeyId}, secretAccessKey: ${secretAccessKey}}}
  persistence: {}
`),
    'warning',
  );

test('what seal prints is accepted', () => {
  expect(saidOf(WHOLE, WHOLE)).toEqual([]);
});

test.each([
  ['its beginning', WHOLE.slice(0, 640)],
  ['all but its last letters', WHOLE.slice(0, -3)],
  ['all but its first letter', WHOLE.slice(1)],
])('a part of it is a warning: %s', (_what, part) => {
  const text =
    'tempo.credentials.sealedSecret.secretAccessKey: is a part of a ciphertext, which the controller cannot decrypt; copy all of the output of `npm run seal`';
  expect(saidOf(WHOLE, part)).toEqual([expect.stringContaining(text)]);
  expect(saidOf(part, WHOLE)).toEqual([expect.stringContaining(text.replace('secretAccessKey', 'accessKeyId'))]);
});
