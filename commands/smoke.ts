/** `npm run smoke`: sends a trace through the running stack and reads it back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readChosenSources } from '../lib/cluster-file/sources';
import { atEnd } from '../lib/command-line/at-end';
import {
  CLUSTERS_OPTION,
  FORMAT_OPTION,
  machineFormatOf,
  type Options,
  OUT_OPTION,
  print,
  printDocument,
  printError,
  printFindings,
  run,
} from '../lib/command-line/command';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { statusOn } from '../lib/command-line/progress';
import { formatted } from '../lib/findings/formats/format';
import { lineOf as findingLine, linesOf } from '../lib/findings/sentence';
import { recover } from '../lib/output/swap';
import { findKubectl, type Kubectl, whyUnreached } from '../smoke/ends/kubectl';
import { openEnds } from '../smoke/ends/open-ends';
import { readStack } from '../smoke/read-stack';
import { findingsOf, judged, lineOf, summaryOf, titleOf } from '../smoke/report';
import { outcomeOf, runSteps } from '../smoke/runner';
import { contextOf, stepsFor } from '../smoke/smoke';
import type { SmokeStack } from '../smoke/stack';
import type { Context, StepResult } from '../smoke/step';
import { urlsIn } from '../smoke/urls';
import { readCluster, readClusterFile } from '../verify/read/cluster';

/** Between two runs of `--watch`, in milliseconds. */
const PAUSE = 60_000;

const EXIT_CODES = { whole: 0, broken: 1, unproven: 3 } as const;

/** @returns the exit code: 0; 1 if a step failed; 3 if none did, but one could not be judged */
export async function smoke(options: Options): Promise<number> {
  const { extra } = options;
  const urls = urlsIn(extra.url ?? '');
  const timeout = secondsOf(extra.timeout ?? '') * 1000;
  const stack = stackOf(options);
  const kubectl = await kubectlFor(extra.context, urls.size > 0);
  const ends = openEnds(urls, kubectl);
  try {
    for (;;) {
      const code = await abortable(async (signal) => {
        const context = contextOf({ stack, ends, kubectl, timeout, signal });
        return EXIT_CODES[outcomeOf(await runOnce(context, options))];
      });
      if (!extra.watch) return code;
      await sleep(PAUSE);
    }
  } finally {
    ends.close();
  }
}

/** The signal is aborted at the end of the work too, because spans may still be waited for that no step reports. */
async function abortable<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const aborted = new AbortController();
  const withdraw = atEnd(() => aborted.abort());
  try {
    return await work(aborted.signal);
  } finally {
    aborted.abort();
    withdraw();
  }
}

/**
 * Where `--url` names ends and `--context` none, kubectl need not reach a cluster.
 *
 * @throws Refusal if it is needed, and missing or without a cluster
 */
async function kubectlFor(context: string | undefined, hasUrls: boolean): Promise<Kubectl | undefined> {
  const kubectl = findKubectl(context);
  if (!kubectl && context) throw new Refusal('kubectl, which --context is for, is not on PATH; install it, or remove --context');
  if (!kubectl && !hasUrls) throw new Refusal('kubectl is not on PATH; install it, or name every end by --url NAME=URL');
  const problem = kubectl && (await whyUnreached(kubectl));
  if (problem === undefined) return kubectl;
  if (context || !hasUrls)
    throw new Refusal(`kubectl reaches no cluster (${problem}); name one by --context, or every end by --url NAME=URL`);
  printError(`kubectl reaches no cluster (${problem}); only the ends of --url are tried`);
  return undefined;
}

async function runOnce(context: Context, options: Options): Promise<StepResult[]> {
  const { stack } = context;
  const format = machineFormatOf(options);
  const steps = stepsFor(stack, Boolean(options.extra['probe-permissions']));
  const width = Math.max(...steps.map((step) => titleOf(step).length));
  const status = statusOn(process.stderr);
  const results = await runSteps({
    ...{ steps, context, all: Boolean(options.extra.all) },
    started: (step) => status.show(`${titleOf(step)} …`),
    ended: (result) => {
      status.end();
      if (format) return;
      print(lineOf(result, width));
      // What smoke finds cannot be accepted.
      for (const finding of findingsOf(result, stack)) for (const line of linesOf({ ...finding, isFinal: true })) printError(line);
    },
  });
  if (format) printDocument(formatted(format, judged(stack, results)));
  else print(summaryOf(stack, results, steps.length - results.length));
  return results;
}

/** @throws Refusal if the cluster file, or its output, cannot be read */
function stackOf({ clusters, out, names }: Options): SmokeStack {
  if (names.length > 1) throw new UsageError(`smoke tries one cluster, not ${names.length}; name one`);
  recover(out);
  const [source] = readChosenSources(clusters, names);
  if (!source) throw new UsageError(`no cluster in ${clusters}`);
  const { config, findings } = readClusterFile(source);
  if (!config) {
    printFindings(findings);
    throw new Refusal(`${source.file}: cannot be read as a cluster file; correct it first`);
  }
  const output = readCluster(out, config.gitops.name ?? source.name, config);
  if (output.damage) throw new Refusal(output.damage.map(findingLine).join('\n'));
  return readStack({ source, config, output });
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError(`--timeout ${text}: not a number of seconds up to 3600; use --timeout ${DEFAULT_TIMEOUT}`);
  return seconds;
}

/** A search finds a trace after a quarter of a minute, and Prometheus has the service graph after half a minute. */
const DEFAULT_TIMEOUT = '60';

if (require.main === module) {
  run({
    usage:
      'npm run smoke -- [--clusters DIR] [--out DIR] [--context NAME] [--url NAME=URL]... [--timeout SECONDS] [--all] [--watch] [--probe-permissions] [--format FORMAT] [CLUSTER]',
    description: 'Sends a trace through the running stack and reads it back. Each step that fails has its likely cause.',
    options: {
      ...CLUSTERS_OPTION,
      ...OUT_OPTION,
      context: { argument: 'NAME', meaning: 'the context of kubectl', default: '' },
      url: {
        argument: 'NAME=URL',
        meaning: 'the address of an end, instead of a port-forward: tempo=http://10.0.0.1:3200',
        default: '',
        repeats: true,
      },
      timeout: { argument: 'SECONDS', meaning: 'how long each step waits', default: DEFAULT_TIMEOUT },
      all: { meaning: 'go on after a failure', default: '' },
      watch: { meaning: 'start again a minute after the end, until it is stopped', default: '' },
      'probe-permissions': { meaning: "also try what Tempo's credentials must not do outside of its bucket", default: '' },
      ...FORMAT_OPTION,
    },
    run: smoke,
  });
}
