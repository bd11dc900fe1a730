import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../../lib/findings/sentence';
import { readAcceptFile } from './accept-file';
import { readManifestFiles } from './files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'accept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(path.join(folder, 'tempo-gitops.accept.yaml'), text);
  const { acceptances, findings } = readAcceptFile(folder);
  const short = (file: string) => path.relative(folder, file);
  return {
    acceptances: acceptances.map(({ place, ...acceptance }) => ({ ...acceptance, place: { ...place, file: short(place.file) } })),
    findings: findings.map((finding) => lineOf({ ...finding, place: { ...finding.place, file: short(finding.place.file) } })),
  };
}

const ITEM = { rule: 'addresses/no-such-port', object: 'Service tempo', reason: 'fixed in May' };

test('no file accepts nothing', () => {
  expect(readAcceptFile(folder)).toEqual({ acceptances: [], findings: [] });
});

test('a map with the key accept, or the list itself', () => {
  const list = '- rule: addresses/no-such-port\n  object: Service tempo\n  reason: fixed in May\n';
  const place = (line: number, column: number) => ({ file: 'tempo-gitops.accept.yaml', line, column });

  expect(read(`# ours\naccept:\n${list}`)).toEqual({ acceptances: [{ ...ITEM, place: place(3, 3) }], findings: [] });
  expect(read(list)).toEqual({ acceptances: [{ ...ITEM, place: place(1, 3) }], findings: [] });
  expect(read('[{rule: a/b, reason: c}]')).toMatchObject({ acceptances: [{ rule: 'a/b', reason: 'c' }], findings: [] });
});

test.each([
  ['an unknown key', '- {rule: a/b, reason: c, objekt: d}', '1:26 objekt: unknown key; did you mean object?'],
  ['no reason', '- rule: a/b', '1:3 reason: missing; add it, e.g. fixed with the next release'],
  ['an empty reason', 'accept:\n  - rule: a/b\n    reason: ""', '3:13 accept.reason: "" is not a line of text'],
  ['a reason of two lines', '- rule: a/b\n  reason: "a\\nb"', '2:11 reason: "a\\nb" is not a line of text'],
  ['a rule without its topic', '- {rule: no-such-port, reason: c}', '1:10 rule: "no-such-port" is not the name of a rule; '],
  ['an unknown key at the top', 'acept: []', '1:1 acept: unknown key; did you mean accept?'],
  ['text', 'accept', '1:1 file: the file is not a list; write `accept: [{rule: …, reason: …}]`'],
  ['nothing', '', '1:1 file: empty; write `accept: [{rule: …, reason: …}]`, or remove the file'],
  ['broken YAML', 'accept: [', '1:10 file: not valid YAML: '],
])('%s is an error at its place', (_what, text, message) => {
  const { acceptances, findings } = read(text);

  expect(acceptances).toEqual([]);
  expect(findings[0]?.startsWith(`tempo-gitops.accept.yaml:${message}`) ? message : findings[0]).toBe(message);
});

test('the file is not read as a manifest', () => {
  writeFileSync(path.join(folder, 'tempo-gitops.accept.yaml'), 'accept: []');
  writeFileSync(path.join(folder, 'other.accept.yaml'), 'accept: []');

  expect(readManifestFiles(folder).map(({ path: file }) => file)).toEqual(['other.accept.yaml']);
});
