/** Files of other tools. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sentence } from '../../lib/findings/sentence';
import { isStray, manifestsIn, readManifestFiles } from './files';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function readOne(text: string | Buffer, name = 'a.yaml') {
  writeFileSync(path.join(folder, name), text);
  const [file] = readManifestFiles(folder);
  return file as NonNullable<typeof file>;
}
const names = (text: string | Buffer) => manifestsIn(readOne(text).documents).map(({ metadata }) => metadata.name);

test.each<[string, string | Buffer]>([
  ['line ends of Windows', 'apiVersion: v1\r\nkind: Service\r\nmetadata:\r\n  name: a\r\n'],
  ['a byte order mark', '\ufeffapiVersion: v1\nkind: Service\nmetadata: {name: a}\n'],
  ['a byte order mark before a later document', '# first\n---\n\ufeffapiVersion: v1\nkind: Service\nmetadata: {name: a}\n'],
  ['the character for unknown bytes', 'apiVersion: v1\nkind: Service\nmetadata: {name: a} # \ufffd\n'],
  ['UTF-16', Buffer.from('\ufeffapiVersion: v1\nkind: Service\nmetadata: {name: a}\n', 'utf16le')],
  ['a List of another name', 'apiVersion: v1\nkind: ServiceList\nitems: [{apiVersion: v1, kind: Service, metadata: {name: a}}]\n'],
])('%s', (_what, text) => expect(names(text)).toEqual(['a']));

test('JSON with a byte order mark is read, and invalid JSON is reported as such', () => {
  expect(readOne('\ufeff{"a": 1}', 'a.json').documents).toEqual([{ a: 1 }]);
  expect(readOne('{ // no', 'a.json').unread).toEqual({ reason: 'invalid', problem: expect.stringMatching(/^is not valid JSON \(/) });
});

test('another encoding is refused, as by Argo CD and kubectl, also of a comment', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: a} # gr\xfcn\n';

  expect(readOne(Buffer.from(text, 'latin1')).unread).toEqual({ reason: 'invalid', problem: 'is not encoded as UTF-8' });
});

test('an object without a name is read, with an empty name', () => {
  expect(names('apiVersion: v1\nkind: Service\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: j-}\n')).toEqual(['', '']);
  expect(names('apiVersion: skaffold/v2\nkind: Config\n')).toEqual([]);
});

test('a name that is a number is reported', () => {
  const file = readOne('apiVersion: v1\nkind: Service\nmetadata: {name: 123, namespace: on}\n');

  expect(manifestsIn(file.documents)[0]?.metadata).toEqual({ name: '123', namespace: 'true' });
  expect(file.findings?.map(sentence)).toEqual(['metadata.name is not text; quote it', 'metadata.namespace is not text; quote it']);
});

test('reading an object twice returns the same object', () => {
  const { documents } = readOne('apiVersion: v1\nkind: Service\n');

  expect(manifestsIn(documents)[0]).toBe(manifestsIn(documents)[0]);
});

test('each document is judged separately', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };

  expect([service, null, { kind: 'List', items: [service] }].map(isStray)).toEqual([false, false, false]);
  expect([{ a: 1 }, 'text', { kind: 'List', items: [service, { a: 1 }] }].map(isStray)).toEqual([true, true, true]);
});
