/** What the commands share that render an output and verify it. */
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { readSources } from '../lib/cluster-file/sources';
import { type Options, printError, printFindings } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { progressOn } from '../lib/command-line/progress';
import { findHelm } from '../lib/helm/binary';
import { ChartLock, LOCK_FILE } from '../lib/helm/lock';
import { recover } from '../lib/output/swap';
import type { Report } from '../verify/report/report';
import { clusterTasks, type Task, UnreadableFiles } from '../verify/task';
import { type VerifyProps, verify } from '../verify/verify';

export interface VerifiedProps extends Pick<VerifyProps, 'subjects' | 'before' | 'inspect'> {
  /** The folder with charts; empty if they come from their repositories. */
  readonly charts?: string;
}

/** Verifies by the Helm of this machine, with charts.lock, and shows the progress on a terminal. */
export async function verified({ charts, ...props }: VerifiedProps): Promise<Report> {
  const lock = new ChartLock(LOCK_FILE);
  const progress = progressOn(process.stderr);
  const helm = await findHelm(process.env);
  const report = await verify({ ...props, helm, lock, charts: charts || undefined, progress: progress.show }).finally(progress.end);
  for (const line of lock.save()) printError(line);
  return report;
}

/** The tasks of the chosen clusters, without their changes. @throws Refusal after printing the mistakes of files that cannot be read */
export function readTasks({ clusters, out, names }: Options): Promise<Task[]> {
  recover(out);
  const { environment } = withPlaceholders(process.env);
  return orRefused(async () => clusterTasks(readSources(clusters, names), { out, environment, withChange: false }));
}

/** Runs what reads cluster files. @throws Refusal after printing the mistakes of files that cannot be read */
export async function orRefused<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UnreadableFiles)) throw error;
    printFindings(error.findings);
    throw new Refusal(error.message);
  }
}
