/** `npm run verify`: renders dist/ by real Helm and proves that the pieces fit. */

import { CLUSTERS_OPTION, type Options, OUT_OPTION, print, run } from '../lib/command';
import { findHelm } from '../lib/helm/binary';
import { ChartLock } from '../lib/helm/lock';
import { readSources } from '../lib/sources';
import { readCluster, readClusterFile } from '../verify/read/cluster';
import { verify } from '../verify/verify';

/** @returns the exit code: 0, or 1 where something does not fit */
export async function verifyCommand({ clusters, out, names, extra }: Options): Promise<number> {
  const stacks = readSources(clusters, names).map((source) => readCluster(out, source.name, readClusterFile(source).config));
  const lock = new ChartLock('charts.lock');
  const report = await verify({ stacks, helm: await findHelm(process.env), lock, charts: extra.charts || undefined });
  print(JSON.stringify(report, undefined, 1));
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run verify -- [--clusters DIR] [--out DIR] [--charts DIR] [CLUSTER...]',
    description: 'Renders the output by real Helm, with the charts and versions that it names, and proves that the pieces fit.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      charts: { argument: 'DIR', meaning: 'charts as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories', default: '' },
    },
    run: verifyCommand,
  });
}
