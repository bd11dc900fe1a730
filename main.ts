/** `npm run synth`: clusters/*.yaml in, dist/ out, all or nothing. */

import { rendered } from './charts/rendered';
import { printSummary } from './charts/summary';
import { synthesize } from './charts/synthesize';
import { readSources } from './lib/cluster-file/sources';
import { CHARTS_OPTION, CLUSTERS_OPTION, type Options, OUT_OPTION, printFindings, run } from './lib/command-line/command';
import { recover, writeOutput } from './lib/output/swap';

/** @returns the exit code: 0, or 1 where a cluster file is refused; then the output folder is as it was */
export async function synth({ clusters, out, names, extra }: Options): Promise<number> {
  recover(out);
  const sources = readSources(clusters, names);
  const synthesis = await rendered(synthesize(sources, process.env), extra.charts);
  printFindings(synthesis.findings);
  if (synthesis.refused) return 1;

  const changes = writeOutput(out, { files: synthesis.files, clusters: names.length > 0 ? names : undefined });
  printSummary(out, changes, synthesis);
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run synth -- [--clusters DIR] [--out DIR] [--charts DIR] [CLUSTER...]',
    description: 'Turns each cluster file into the manifests that Argo CD syncs, all or nothing. With CLUSTER, only their folders change.',
    // cdk8s's own command line says by CDK8S_OUTDIR where it will look.
    options: {
      ...CLUSTERS_OPTION,
      ...CHARTS_OPTION,
      out: { ...OUT_OPTION.out, default: process.env.CDK8S_OUTDIR ?? OUT_OPTION.out.default },
    },
    run: synth,
  });
}
