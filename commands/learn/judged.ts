/** What synth and verify say about a cluster file, with charts that Helm renders. */
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { writeFiles } from '../../lib/files/write-files';
import type { Finding } from '../../lib/findings/finding';
import { grouped } from '../../lib/findings/grouped';
import { lineOf, severityLabel } from '../../lib/findings/sentence';
import type { Helm } from '../../lib/helm/binary';
import { ChartLock } from '../../lib/helm/lock';
import { withWorkFolder } from '../../lib/helm/work-folder';
import { withRenderedManifests } from '../../synthesis/rendered-manifests';
import { synthesize } from '../../synthesis/synthesize';
import { findingsOf, notProvenIn } from '../../verify/report/report';
import { clusterTask } from '../../verify/task';
import { type VerifyProps, verify } from '../../verify/verify';
import type { Case } from './case';

export interface JudgedProps extends Pick<VerifyProps, 'inspect'> {
  readonly helm: Helm;
  /** The folder with charts. @default charts come from their repositories */
  readonly charts?: string;
}

export interface Judged {
  /** The errors and warnings of synth, or if it refuses nothing, also those of verify: one line each. */
  readonly lines: readonly string[];
  /** The chart that is missing; undefined if there is none. */
  readonly missing?: string;
}

/** Credentials for the cluster files that take them from the environment. */
const CREDENTIALS = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };

export const judged = ({ name, text }: Pick<Case, 'name' | 'text'>, { helm, charts, inspect }: JudgedProps): Promise<Judged> =>
  withWorkFolder(async (folder) => {
    const source = { name, file: `clusters/${name}.yaml`, text };
    const lock = lockOf(folder);
    const planned = synthesize([source], CREDENTIALS);
    const synthesis = await withRenderedManifests(planned, { environment: process.env, lock, charts });
    if (synthesis.refused) return { lines: linesOf(synthesis.findings), missing: missingIn(linesOf(synthesis.findings)) };
    const out = path.join(folder, 'dist');
    writeFiles(out, synthesis.files);
    const { subject } = clusterTask({ source, out, environment: CREDENTIALS, withChange: false });
    const { clusters } = await verify({ subjects: [subject], helm, lock, charts, inspect });
    const findings = [...synthesis.findings, ...clusters.flatMap(findingsOf)];
    return {
      lines: linesOf(findings).map((line) => line.replaceAll(`${folder}/`, '')),
      missing: missingIn(clusters.flatMap(notProvenIn)),
    };
  });

/** A lock of its own: charts.lock is for the charts of dist/. */
const lockOf = (folder: string): ChartLock => new ChartLock(path.join(mkdtempSync(path.join(folder, 'lock-')), 'charts.lock'));

/** Calls `work` with a lock that is removed afterwards. */
export const lockIn = <Result>(work: (lock: ChartLock) => Promise<Result>): Promise<Result> =>
  withWorkFolder((folder) => work(lockOf(folder)));

/** In the words of lib/helm/charts.ts. */
const MISSING = / has no chart (\S+ \S+)[;,]|(?:^|: )(\S+ \S+) cannot be pulled from /;

export function missingIn(phrases: readonly string[]): string | undefined {
  for (const phrase of phrases) {
    const [, inFolder, pulled] = MISSING.exec(phrase) ?? [];
    if (inFolder ?? pulled) return inFolder ?? pulled;
  }
  return undefined;
}

const linesOf = (findings: readonly Finding[]): string[] =>
  grouped(findings)
    .filter(({ severity }) => severity !== 'note')
    .map((finding) => `${severityLabel(finding)}${lineOf(finding)}`);
