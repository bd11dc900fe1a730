/** `npm run verify`: renders dist/ by real Helm and proves that the pieces fit. */
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_KUBERNETES } from '../charts/kubernetes';
import { synthesize } from '../charts/synthesize';
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  type Options,
  OUT_OPTION,
  print,
  printError,
  printFindings,
  Refusal,
  run,
  UsageError,
} from '../lib/command-line/command';
import { progressOn } from '../lib/command-line/progress';
import { findHelm } from '../lib/helm/binary';
import { ChartLock, LOCK_FILE } from '../lib/helm/lock';
import { recover } from '../lib/output/swap';
import { writeWhole } from '../lib/output/write-whole';
import { freshness } from '../verify/checks/freshness/freshness';
import { readCluster, readClusterFile } from '../verify/read/cluster';
import { readOthers } from '../verify/read/foreign';
import { html } from '../verify/report/html';
import { lines } from '../verify/report/lines';
import { outcome } from '../verify/report/tally';
import { type Subject, verify } from '../verify/verify';

/** @returns the exit code: 0, or 1 where something does not fit */
export async function verifyCommand(options: Options): Promise<number> {
  const { charts, json, report: page } = options.extra;
  if (page) writePage(page);
  const subjects = subjectsOf(options);
  const lock = new ChartLock(LOCK_FILE);
  const progress = progressOn(process.stderr);
  const helm = await findHelm(process.env);
  const report = await verify({ subjects, helm, lock, charts: charts || undefined, progress: progress.show }).finally(progress.end);
  for (const line of lock.save()) printError(line);
  if (page) writePage(page, html(report));
  if (json) print(JSON.stringify(report, undefined, 2));
  else {
    const { out, err } = lines(report);
    for (const line of err) printError(line);
    for (const line of out) print(line);
  }
  return outcome(report.clusters) === 'fits' ? 0 : 1;
}

function subjectsOf({ clusters, out, names, extra: { manifests } }: Options): Subject[] {
  if (manifests) {
    if (!statSync(manifests, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`no folder ${manifests}; name the one with the manifests by --manifests`);
    const unread = [
      ...names,
      ...(clusters === CLUSTERS_OPTION.clusters.default ? [] : [`--clusters ${clusters}`]),
      ...(out === OUT_OPTION.out.default ? [] : [`--out ${out}`]),
    ];
    if (unread.length > 0)
      throw new UsageError(`with --manifests no cluster is read, and so not ${unread.join(', ')}; leave one of the two out`);
    return [
      { kubernetes: { version: DEFAULT_KUBERNETES, apis: [] }, folder: manifests, read: (renderer) => readOthers(manifests, renderer) },
    ];
  }
  recover(out);
  return readSources(clusters, names).map((source): Subject => {
    const { config, findings } = readClusterFile(source);
    printFindings(findings);
    if (!config) throw new Refusal(`${source.file}: what the cluster has cannot be read from it; mend it first`);
    const synthesis = synthesize([source], withPlaceholders(process.env).environment);
    const stack = readCluster(out, source.name, config, { releases: synthesis.clusters[0]?.releases, made: synthesis.files });
    const verdicts = [...freshness(source, out, synthesis), ...stack.verdicts];
    return { kubernetes: stack.kubernetes, read: () => ({ ...stack, verdicts }) };
  });
}

/** The page, or why there can be none; asked before the work is done too, which may take a while. */
function writePage(file: string, text?: string): void {
  try {
    if (text === undefined) accessSync(statSync(file, { throwIfNoEntry: false }) ? file : path.dirname(path.resolve(file)), constants.W_OK);
    else writeWhole(file, text);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  } catch (error) {
    throw new UsageError(`the report cannot be written to ${file} (${(error as NodeJS.ErrnoException).code}); name another file`);
  }
}

if (require.main === module) {
  run({
    usage: 'npm run verify -- [--clusters DIR] [--out DIR] [--charts DIR] [--manifests DIR] [--json] [--report FILE] [CLUSTER...]',
    description: 'Renders the output by real Helm, with the charts and versions that it names, and proves that the pieces fit.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      ...CHARTS_OPTION,
      manifests: {
        argument: 'DIR',
        meaning: "a folder of other people's Applications, charts and values instead of the output",
        default: '',
      },
      json: { meaning: 'the whole report as JSON', default: '' },
      report: { argument: 'FILE', meaning: 'writes it as one page of HTML too', default: '' },
    },
    run: verifyCommand,
  });
}
