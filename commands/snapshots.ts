/** `npm run snapshots` in a user's folder: records what synth makes of each cluster file. In this repository, main.test.ts does it. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, type Options, print, printError, run } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { isBrokenLink, isFile, isFolder, kindOf } from '../lib/files/file-kind';
import { writeWhole } from '../lib/files/write-whole';
import { differsByLineEnds, windowsLineEnds } from '../lib/git/line-ends';
import { listFiles } from '../lib/output/compare';
import { SNAPSHOTS, snapshotFile, snapshotOf } from '../synthesis/snapshot';
import { printErrors } from './print-errors';

/** @returns the exit code: 0, or 1 if a cluster file is refused, or with --check if a snapshot differs */
export function snapshots({ clusters, names, extra }: Options): number {
  const sources = readSources(clusters, names);
  const made = sources.map((source) => ({ file: path.join(SNAPSHOTS, snapshotFile(source)), ...snapshotOf(source) }));
  const refused = made.flatMap(({ synthesis }) => (synthesis.refused ? synthesis.findings : []));
  printErrors(
    refused,
    sources.map(({ file }) => file),
  );
  if (refused.length > 0) return 1;
  refuseObstacle(made.map(({ file }) => file));
  const changed = made.filter(({ file, text }) => !isFile(file) || readFileSync(file, 'utf8') !== text);
  const left = names.length > 0 ? [] : snapshotsBeside(made.map(({ file }) => file));
  if (extra.check) return checked([...changed, ...left.map((file) => ({ file, text: '' }))]);
  // Not recursive: that fails with ENOENT on a read-only file system.
  if (!isFolder(SNAPSHOTS)) mkdirSync(SNAPSHOTS);
  for (const { file, text } of changed) writeWhole(file, text);
  for (const file of left) rmSync(file);
  for (const { file } of changed) print(`written   ${file}`);
  for (const file of left) print(`removed   ${file}`);
  return 0;
}

/** @throws Refusal for what is in the place of the folder, or of a file in it */
function refuseObstacle(files: readonly string[]): void {
  const kind = kindOf(SNAPSHOTS);
  if (isBrokenLink(SNAPSHOTS) || (kind !== undefined && kind !== 'folder')) throw inTheWay(SNAPSHOTS, 'a folder');
  const file = files.find((each) => isBrokenLink(each) || !['file', undefined].includes(kindOf(each)));
  if (file !== undefined) throw inTheWay(file, 'a file');
}

const inTheWay = (place: string, wanted: string): Refusal => new Refusal(`${place}: is not ${wanted}; move it away`);

/** The snapshots of cluster files that no longer exist. */
function snapshotsBeside(files: readonly string[]): string[] {
  if (!isFolder(SNAPSHOTS)) return [];
  const all = listFiles(SNAPSHOTS).map((file) => path.join(SNAPSHOTS, file));
  return all.filter((file) => file.endsWith('.yaml') && !files.includes(file));
}

function checked(differing: readonly { readonly file: string; readonly text: string }[]): number {
  for (const { file, text } of differing) {
    const isOfWindows = isFile(file) && differsByLineEnds(readFileSync(file, 'utf8'), text);
    const problem = isOfWindows
      ? windowsLineEnds(SNAPSHOTS, 'npm run snapshots')
      : 'is not what synth makes; run `npm run snapshots` and commit it';
    printError(`${file}: ${problem}`);
  }
  return differing.length > 0 ? 1 : 0;
}

if (require.main === module) {
  run({
    usage: 'npm run snapshots -- [--clusters DIR] [--check] [CLUSTER...]',
    description: `Records in ${SNAPSHOTS}/ what synth makes of each cluster file, for the review, and removes what is of no cluster.`,
    options: { ...CLUSTERS_OPTION, check: { meaning: 'write nothing, and fail where a snapshot differs', default: '' } },
    run: snapshots,
  });
}
