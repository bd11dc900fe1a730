/** The first line of every file in the output. It tells which files synth wrote and may change. */
import path from 'node:path';
import { inLine } from '../findings/printable';
import { FLEET_SOURCE } from './fleet-files';

const MARK = 'by `npm run synth`; do not edit.';

/**
 * A cluster file as its output names it: `clusters/eu/home.yaml`, whatever the folder with the cluster files is called.
 * @param file its path
 * @param folder its folder below that with the cluster files
 */
export const sourceName = (file: string, folder = ''): string =>
  inLine(['clusters', ...folder.split(path.sep), path.basename(file)].filter((step) => step !== '').join('/'));

/** @param source the cluster file, as `sourceName` says it */
export const header = (source: string): string => `# Generated from ${source} ${MARK}\n`;

/** The first line of the ApplicationSet of a fleet. */
export const fleetHeader = (): string => `# Generated from ${FLEET_SOURCE} ${MARK}\n`;

/** JSON has no comments, so a key says it. @param source as of `header` */
export const fleetKey = (source: string) => ({ generated: `from ${source} ${MARK}` });

/**
 * Also if git left a conflict in that line.
 * @param text the beginning of a file, at least its first three lines
 */
export const isOurs = (text: string): boolean =>
  /^(<{7}[^\n]*\n)?# Generated from (clusters\/[^\n]+|fleet)\.yaml by `npm run synth`; do not edit\.\r?\n/.test(text) ||
  /^\{\r?\n(<{7}[^\n]*\n)? {2}"generated": "from clusters\/[^\n]+\.yaml by `npm run synth`; do not edit\.",\r?\n/.test(text);
