/** Whether the output is what synth generates from the cluster file. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import { masked } from '../../../charts/tempo/credentials/secret';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { listFiles, readOutput } from '../../../lib/output/compare';
import { isOurs } from '../../../lib/output/header';
import type { Made } from '../../stack';
import type { Check } from '../check';
import { FRESHNESS_RULES } from './rules';

export const freshness: Check = {
  rules: FRESHNESS_RULES,
  run: ({ world: { made, damage } }) => {
    // Of a refused cluster file only the mistakes count.
    if (damage && !made?.synthesis.refused) return { findings: damage, judged: 0 };
    return made ? { findings: staleIn(made), judged: made.synthesis.files.size } : { findings: [], judged: 0 };
  },
};

/** Errors of the cluster file, including accepted ones. If it is not refused, also every file that is missing or differs. */
export function staleIn({ name, clusterFile, out, synthesis: { findings, refused, files, clusters } }: Made): readonly Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  // A missing folder is reported once, when it is read.
  if (refused || !existsSync(path.join(out, name))) return errors;
  const rendered = clusters.flatMap(({ releases }) => releases.map(({ file }) => file));
  const missing = [...files.keys(), ...rendered].filter((file) => !existsSync(path.join(out, file)));
  const changed = [...files].flatMap(([file, text]) => (!missing.includes(file) && !isSame(readOutput(out, file), text) ? file : []));
  const left = listFiles(out).filter(
    (file) => file.startsWith(`${name}/`) && !files.has(file) && !rendered.includes(file) && isOurs(readOutput(out, file)),
  );
  return [
    ...errors,
    ...missing.map((file) => missingFile(path.join(out, file), clusterFile)),
    ...[...changed, ...left].sort().map((file) => changedFile(path.join(out, file), clusterFile)),
  ];
}

/** @param file its path, with the output folder @param clusterFile its path, as shown in messages. @default not known */
export const missingFile = (file: string, clusterFile?: string): Finding => {
  const source = clusterFile === undefined ? '' : `, but synth generates it from ${clusterFile}`;
  return error({ file }, FRESHNESS_RULES.says('missing', `is missing${source}`, RUN_SYNTH));
};

/** A finding about a file that differs or is left over. */
export const changedFile = (file: string, clusterFile: string): Finding =>
  error(
    { file },
    FRESHNESS_RULES.says(
      'changed',
      `differs from the output of ${clusterFile}`,
      'run `npm run synth`, or `npm run check` to see the difference',
    ),
  );

/** Whether the manifests are the same, except for comments and the values of a plaintext Secret. */
export function isSame(present: string, made: string): boolean {
  const [before, after] = [masked(present), masked(made)];
  if (before === after) return true;
  try {
    return isDeepStrictEqual(loadAll(before), loadAll(after));
  } catch {
    return false;
  }
}
