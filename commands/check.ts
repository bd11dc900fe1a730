/** `npm run check`: fails with a diff where dist/ is not what synth would write. */
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { rendered } from '../charts/rendered';
import { synthesize } from '../charts/synthesize';
import { masked, withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  type Options,
  OUT_OPTION,
  print,
  printError,
  printFindings,
  run,
} from '../lib/command-line/command';
import { compareOutput, readOutput } from '../lib/output/compare';
import { recover } from '../lib/output/swap';

/** @returns the exit code: 0, or 1 where something differs or is refused */
export async function check({ clusters, out, names, extra }: Options): Promise<number> {
  recover(out);
  const sources = readSources(clusters, names);
  // Without the variables of a plaintext Secret, everything but its two values is compared.
  const { environment, placeholders } = withPlaceholders(process.env);
  const synthesis = await rendered(synthesize(sources, environment), extra.charts);
  printFindings(synthesis.findings.filter(({ severity }) => severity !== 'note'));
  if (synthesis.refused) return 1;

  const plain = synthesis.clusters.filter(({ holdsCredentials }) => holdsCredentials).map(({ name }) => name);
  const isPlain = (file: string) => plain.includes(file.slice(0, file.indexOf('/')));
  const comparable = (text: string, file: string) => (placeholders && isPlain(file) ? masked(text) : text);
  const changes = compareOutput(out, { files: synthesis.files, clusters: names.length > 0 ? names : undefined, comparable });
  const differing = [...changes.written, ...changes.removed].sort();
  for (const file of differing) {
    const name = path.join(out, file);
    const before = readOutput(out, file);
    const [old, fresh] = [masked(before), masked(synthesis.files.get(file) ?? '')];
    if (old === fresh) print(`${name}: the values of its Secret differ`);
    else print(createTwoFilesPatch(name, name, old, fresh, 'as it is', 'as synth would write it').trimEnd());
  }
  if (differing.length === 0) return 0;
  printError(
    `${out}: ${differing.length === 1 ? 'one file is' : `${differing.length} files are`} not what synth would write; run \`npm run synth\` and commit ${out}/`,
  );
  return 1;
}

if (require.main === module) {
  run({
    usage: 'npm run check -- [--clusters DIR] [--out DIR] [--charts DIR] [CLUSTER...]',
    description: 'Fails with a diff where the output is not what synth would write. Writes nothing.',
    options: { ...CLUSTERS_OPTION, ...OUT_OPTION, ...CHARTS_OPTION },
    run: check,
  });
}
