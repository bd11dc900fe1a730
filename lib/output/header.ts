/** The first line of every file in the output. It tells which files synth wrote and may change. */

export const header = (cluster: string): string => `# Generated from clusters/${cluster}.yaml by \`npm run synth\`; do not edit.\n`;

/** @param text the beginning of a file, at least its first line */
export const isOurs = (text: string): boolean =>
  /^# Generated from clusters\/[^/\n]+\.yaml by `npm run synth`; do not edit\.\r?\n/.test(text);
