/** `npm run graph`: the path of a trace through each cluster, as Mermaid for a page of Markdown. */
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import { CHARTS_OPTION, CLUSTERS_OPTION, type Options, OUT_OPTION, print, run } from '../lib/command-line/command';
import { recover } from '../lib/output/swap';
import { mermaid } from '../verify/report/mermaid';
import type { ClusterReport } from '../verify/report/report';
import { clusterTask } from '../verify/task';
import { orRefused, verified } from './verified';

export async function graphCommand({ clusters, out, names, extra }: Options): Promise<number> {
  recover(out);
  const { environment } = withPlaceholders(process.env);
  const tasks = await orRefused(async () =>
    readSources(clusters, names).map((source) => clusterTask({ source, out, environment, withChange: false })),
  );
  const report = await verified({ subjects: tasks.map(({ subject }) => subject), charts: extra.charts });
  print(report.clusters.map((cluster) => diagram(cluster, report.clusters.length > 1)).join('\n\n'));
  return 0;
}

function diagram(cluster: ClusterReport, isOneOfSeveral: boolean): string {
  const code = ['```mermaid', ...mermaid(cluster), '```'].join('\n');
  return isOneOfSeveral ? `## ${cluster.name}\n\n${code}` : code;
}

if (require.main === module) {
  run({
    usage: 'npm run -s graph -- [--clusters DIR] [--out DIR] [--charts DIR] [CLUSTER...]',
    description: 'Prints the path of a trace through the output, rendered by real Helm, as Mermaid for a page of Markdown.',
    options: { ...CLUSTERS_OPTION, ...OUT_OPTION, ...CHARTS_OPTION },
    run: graphCommand,
  });
}
