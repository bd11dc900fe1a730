/** The first line of every file in the output. It tells which files synth wrote and may change. */
import path from 'node:path';

/** @param file the path of the cluster file; only its name is printed, so that the text is the same for every `--clusters` */
export const header = (file: string): string => `# Generated from clusters/${path.basename(file)} by \`npm run synth\`; do not edit.\n`;

/** @param text the beginning of a file, at least its first line */
export const isOurs = (text: string): boolean =>
  /^# Generated from clusters\/[^/\n]+\.yaml by `npm run synth`; do not edit\.\r?\n/.test(text);
