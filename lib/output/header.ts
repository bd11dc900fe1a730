/** The first line of every file in the output. It tells which files synth wrote and may change. */
import path from 'node:path';
import { FLEET_SOURCE } from './fleet-files';

const MARK = 'by `npm run synth`; do not edit.';

/** @param file the path of the cluster file; only its name is printed, so that the text is the same for every `--clusters` */
export const header = (file: string): string => `# Generated from clusters/${path.basename(file)} ${MARK}\n`;

/** The first line of the ApplicationSet of a fleet. */
export const fleetHeader = (): string => `# Generated from ${FLEET_SOURCE} ${MARK}\n`;

/** JSON has no comments, so a key says it. @param file the path of the cluster file */
export const fleetKey = (file: string) => ({ generated: `from clusters/${path.basename(file)} ${MARK}` });

/**
 * Also if git left a conflict in that line.
 * @param text the beginning of a file, at least its first three lines
 */
export const isOurs = (text: string): boolean =>
  /^(<{7}[^\n]*\n)?# Generated from (clusters\/[^/\n]+|fleet)\.yaml by `npm run synth`; do not edit\.\r?\n/.test(text) ||
  /^\{\r?\n(<{7}[^\n]*\n)? {2}"generated": "from clusters\/[^/\n"]+\.yaml by `npm run synth`; do not edit\.",\r?\n/.test(text);
