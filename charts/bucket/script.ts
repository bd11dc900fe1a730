/** The script of a Job that creates a bucket. */

/** Where the Job mounts what the script reads. */
export const FOLDERS = { scratch: '/scratch', scripts: '/bootstrap', admin: '/admin', user: '/tempo' } as const;
export const SCRIPT_FILE = 'bootstrap.sh';

/** Seconds. The first pause suits a server that is just starting; the last one is the longest time that a late server waits. */
const PAUSE = { first: 2, longest: 60 };

/** One word for a POSIX shell, in quotes where they are needed. */
export const quoted = (word: string): string => (/^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The content of a file of a Secret, as a word of the shell. */
export const read = (folder: string, name: string): string => `"$(cat ${folder}/${name})"`;

/**
 * The script never gives up. A Job that has failed stays failed: neither Argo CD nor a later commit runs it again, because its object
 * is as in git. The files are read in each attempt, because the kubelet updates those of a Secret.
 * @param about how keys go in
 * @param steps each may run again
 */
export const repeated = (about: string, steps: readonly string[]): string =>
  [
    '#!/bin/sh',
    `# ${about} Each step may run again.`,
    'set -u',
    'bootstrap() {',
    `  ${steps.join(' &&\n    ')}`,
    '}',
    `pause=${PAUSE.first}`,
    'until bootstrap; do',
    '  echo "not complete; the next attempt is in $pause seconds" >&2',
    '  sleep "$pause"',
    '  pause=$((pause * 2))',
    `  [ "$pause" -le ${PAUSE.longest} ] || pause=${PAUSE.longest}`,
    'done',
    '',
  ].join('\n');
