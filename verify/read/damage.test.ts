/** What is in the place of the output, read with what synth makes today. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lineOf } from '../../lib/findings/sentence';
import { synthesizeCluster } from '../../test/synthesis';
import { readCluster } from './cluster';

const { files: made } = synthesizeCluster('seed');
const TEMPO = 'seed/tempo.k8s.yaml';
const MINE = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: mine}\n';

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'damage-'));
  out = path.join(folder, 'dist');
  for (const [file, text] of made) put(file, text);
});

afterEach(() => rmSync(folder, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
  writeFileSync(path.join(out, file), text);
}

/** Replaces a path by a link to where it is then. */
function moveAway(file: string): void {
  renameSync(path.join(out, file), path.join(folder, 'elsewhere'));
  symlinkSync(path.join(folder, 'elsewhere'), path.join(out, file));
}

const damage = () =>
  (readCluster(out, 'seed', undefined, { made }).damage ?? []).map((finding) => lineOf(finding).replaceAll(`${folder}/`, ''));

test('there is none in the output of synth, also without its comments, and none in a file of the user beside it', () => {
  put('seed/notes.yaml', 'a: [\n');
  put(TEMPO, made.get(TEMPO)?.replaceAll(/^#.*\n/gm, '') ?? '');

  expect(damage()).toEqual([]);
});

test.each([
  [
    'a file of the user',
    () => put(TEMPO, MINE),
    `${TEMPO}: was not written by \`npm run synth\`, which needs this path; move the file away`,
  ],
  [
    'one that is not YAML',
    () => put(TEMPO, 'a: [\n'),
    `${TEMPO}: was not written by \`npm run synth\`, which needs this path; move the file away`,
  ],
  ['a link', () => moveAway(TEMPO), `${TEMPO}: is a link out of dist, to elsewhere, where the output needs a file; move it away`],
  [
    'a link for the folder',
    () => moveAway('seed'),
    'seed: is a link out of dist, to elsewhere, where the output needs a folder; make it a folder',
  ],
  [
    'a conflict in the line that tells that it is ours',
    () => put(TEMPO, `<<<<<<< HEAD\n${made.get(TEMPO)}=======\n>>>>>>> other\n`),
    `${TEMPO}: contains a merge conflict of git; run \`npm run synth\``,
  ],
])('%s in place of the output is told once', (_what, prepare, text) => {
  prepare();

  expect(damage()).toEqual([`dist/${text}`]);
});

test('a conflict in a file of the user beside the output is not for synth to resolve', () => {
  put('seed/notes.yaml', '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n');

  const { damage: found, findings } = readCluster(out, 'seed', undefined, { made });

  expect(found).toBeUndefined();
  expect(findings.map(lineOf)).toEqual([expect.stringMatching(/notes\.yaml: contains a merge conflict of git; fix it, or move it away$/)]);
});

test('damaged output cannot be accepted, because nothing else is told', () => {
  put(TEMPO, `${made.get(TEMPO)}a: [\n`);

  const { damage: found, findings } = readCluster(out, 'seed', undefined, { made });

  expect(found).toMatchObject([{ rule: 'shape/unreadable-file', isFinal: true }]);
  expect(findings).toEqual(found);
});
