/** `npm run graph`: the path of a trace through each cluster, as Mermaid for a page of Markdown. */
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
import { acrossFiles } from '../lib/findings/grouped';
import { FRESHNESS_RULES } from '../verify/checks/freshness/rules';
import { mermaid } from '../verify/report/mermaid';
import { foldedPhrases } from '../verify/report/phrases';
import { type ClusterReport, findingsOf, notProvenIn } from '../verify/report/report';
import { EXIT_CODES } from '../verify/report/tally';
import { damageOf } from '../verify/task';
import { readTasks, verified } from './verified';

/** @returns the exit code: 0; 1 if a file of the output is missing or cannot be read; 3 if a part of the path is not known, such as that of a chart that is not available */
export async function graphCommand(options: Options): Promise<number> {
  const tasks = await readTasks(options);
  const report = await verified({ subjects: tasks.map(({ subject }) => subject), charts: options.extra.charts });
  const damaged = tasks.flatMap(({ made }) => (made?.stack.damage ? made.name : []));
  const drawn = report.clusters.filter(({ name }) => !damaged.includes(name));
  if (drawn.length > 0) print(drawn.map((cluster) => diagram(cluster, report.clusters.length > 1)).join('\n\n'));
  const missing = drawn.flatMap(findingsOf).filter(({ rule }) => rule === FRESHNESS_RULES.idOf('missing'));
  const damage = [...damageOf(tasks), ...acrossFiles(missing)];
  printFindings(damage);
  const unknown = report.clusters.flatMap(notProvenIn);
  for (const phrase of foldedPhrases(unknown)) printError(`not drawn: ${phrase}`);
  if (damage.length > 0) return EXIT_CODES.broken;
  return unknown.length > 0 ? EXIT_CODES.unproven : EXIT_CODES.fits;
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
