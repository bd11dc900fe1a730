/** `npm run verify`: renders dist/ by real Helm and proves that the pieces fit. */
import { writeFileSync } from 'node:fs';
import { CLUSTERS_OPTION, type Options, OUT_OPTION, print, printError, printFindings, Refusal, run, UsageError } from '../lib/command';
import { findHelm } from '../lib/helm/binary';
import { ChartLock } from '../lib/helm/lock';
import { readSources } from '../lib/sources';
import { recover } from '../lib/swap';
import { readCluster, readClusterFile } from '../verify/read/cluster';
import { html } from '../verify/report/html';
import { lines } from '../verify/report/lines';
import { outcome } from '../verify/report/tally';
import type { Stack } from '../verify/stack';
import { verify } from '../verify/verify';
import { progressOn } from './progress';

/** @returns the exit code: 0, or 1 where something does not fit */
export async function verifyCommand(options: Options): Promise<number> {
  const { charts, json, report: page } = options.extra;
  const stacks = stacksOf(options);
  const lock = new ChartLock('charts.lock');
  const progress = progressOn(process.stderr);
  const report = await verify({ stacks, helm: await findHelm(process.env), lock, charts: charts || undefined, progress: progress.show });
  progress.end();
  lock.save();
  for (const { name, version, repository } of lock.added)
    printError(`note: ${lock.file}: ${name} ${version} of ${repository} was not in it, and is now; commit it`);
  if (page) write(page, html(report));
  if (json) print(JSON.stringify(report, undefined, 2));
  else {
    const { out, err } = lines(report);
    for (const line of err) printError(line);
    for (const line of out) print(line);
  }
  return outcome(report.clusters) === 'fits' ? 0 : 1;
}

function stacksOf({ clusters, out, names }: Options): Stack[] {
  recover(out);
  return readSources(clusters, names).map((source) => {
    const { config, findings } = readClusterFile(source);
    printFindings(findings);
    if (!config) throw new Refusal(`${source.file}: what the cluster has cannot be read from it; mend it first`);
    return readCluster(out, source.name, config);
  });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${file} (${(error as NodeJS.ErrnoException).code}); name another file`);
  }
}

if (require.main === module) {
  run({
    usage: 'npm run verify -- [--clusters DIR] [--out DIR] [--charts DIR] [--json] [--report FILE] [CLUSTER...]',
    description: 'Renders the output by real Helm, with the charts and versions that it names, and proves that the pieces fit.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      charts: { argument: 'DIR', meaning: 'charts as NAME-VERSION/ or NAME-VERSION.tgz, instead of their repositories', default: '' },
      json: { meaning: 'the whole report as JSON', default: '' },
      report: { argument: 'FILE', meaning: 'writes it as one page of HTML too', default: '' },
    },
    run: verifyCommand,
  });
}
