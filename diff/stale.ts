/** Whether the compared output is still that of the cluster file. */
import path from 'node:path';
import { staleIn } from '../verify/checks/freshness/freshness';
import type { Made } from '../verify/stack';

/** @returns what is wrong and what to do, as a sentence without a dot; undefined if the output is what synth writes */
export function staleOutput(made: Made): string | undefined {
  const folder = path.join(made.out, made.name);
  const { clusterFile, synthesis } = made;
  if (synthesis.refused)
    return `synth refuses \`${clusterFile}\`, so \`${folder}\` is older; run \`npm run synth\`, and correct what it reports`;
  const isStale = staleIn(made).some(({ place }) => place.file !== clusterFile);
  return isStale ? `\`${folder}\` is not the output of \`${clusterFile}\`; run \`npm run synth\` first` : undefined;
}
