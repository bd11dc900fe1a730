/** Files as other tools leave them behind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
  ['UTF-16', Buffer.from('\ufeffapiVersion: v1\nkind: Service\nmetadata: {name: a}\n', 'utf16le')],
  ['a List of another name', 'apiVersion: v1\nkind: ServiceList\nitems: [{apiVersion: v1, kind: Service, metadata: {name: a}}]\n'],
])('%s', (_what, text) => expect(names(text)).toEqual(['a']));

test('JSON with a byte order mark is read, and JSON that is none is called that', () => {
  expect(readOne('\ufeff{"a": 1}', 'a.json').documents).toEqual([{ a: 1 }]);
  expect(readOne('{ // no', 'a.json').mistake).toMatch(/^is no JSON \(/);
});

test('an object whose name is missing is one, and has the name of no text', () => {
  expect(names('apiVersion: v1\nkind: Service\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: j-}\n')).toEqual(['', '']);
  expect(names('apiVersion: skaffold/v2\nkind: Config\n')).toEqual([]);
});

test('a name that is a number is told', () => {
  const file = readOne('apiVersion: v1\nkind: Service\nmetadata: {name: 123, namespace: on}\n');

  expect(manifestsIn(file.documents)[0]?.metadata).toEqual({ name: '123', namespace: 'true' });
  expect(file.verdicts?.map(({ text }) => text)).toEqual([
    'metadata.name is no text; write it in quotes',
    'metadata.namespace is no text; write it in quotes',
  ]);
});

test('an object is the same one each time', () => {
  const { documents } = readOne('apiVersion: v1\nkind: Service\n');

  expect(manifestsIn(documents)[0]).toBe(manifestsIn(documents)[0]);
});

test('a document is a stray one by itself', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };

  expect([service, null, { kind: 'List', items: [service] }].map(isStray)).toEqual([false, false, false]);
  expect([{ a: 1 }, 'text', { kind: 'List', items: [service, { a: 1 }] }].map(isStray)).toEqual([true, true, true]);
});
