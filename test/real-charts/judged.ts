/** What synth and verify say about a cluster file. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { synthesize } from '../../charts/synthesize';
import type { Finding } from '../../lib/findings/finding';
import { grouped } from '../../lib/findings/grouped';
import { lineOf, severityLabel } from '../../lib/findings/sentence';
import type { Helm } from '../../lib/helm/binary';
import { ChartLock } from '../../lib/helm/lock';
import { withWorkFolder } from '../../lib/helm/work-folder';
import { findingsOf, notProvenIn } from '../../verify/report/report';
import { clusterTask } from '../../verify/task';
import { verify } from '../../verify/verify';
import { CREDENTIALS } from '../synthesis';
import type { Case } from './case';

export interface JudgedProps {
  readonly helm: Helm;
  /** The folder with charts. */
  readonly charts: string;
}

export interface Judged {
  /** The errors and warnings of synth, or if it refuses nothing, also those of verify: one line each. */
  readonly lines: readonly string[];
  /** The chart that is missing; undefined if there is none. */
  readonly missing?: string;
}

export const judged = ({ name, text }: Pick<Case, 'name' | 'text'>, { helm, charts }: JudgedProps): Promise<Judged> =>
  withWorkFolder(async (folder) => {
    const source = { name, file: `clusters/${name}.yaml`, text };
    const synthesis = synthesize([source], CREDENTIALS);
    if (synthesis.refused) return { lines: linesOf(synthesis.findings) };
    const out = path.join(folder, 'dist');
    for (const [file, content] of synthesis.files) {
      mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
      writeFileSync(path.join(out, file), content);
    }
    const { subject } = clusterTask({ source, out, environment: CREDENTIALS, withChange: false });
    const lock = new ChartLock(path.join(mkdtempSync(path.join(folder, 'lock-')), 'charts.lock'));
    const { clusters } = await verify({ subjects: [subject], helm, lock, charts });
    const findings = [...synthesis.findings, ...clusters.flatMap(findingsOf)];
    const unproven = clusters.flatMap(notProvenIn);
    return {
      lines: linesOf(findings).map((line) => line.replaceAll(`${folder}/`, '')),
      missing: unproven.map((phrase) => MISSING.exec(phrase)?.[1]).find((chart) => chart !== undefined),
    };
  });

/** As lib/helm/charts.ts says it. */
const MISSING = / has no chart (\S+ \S+); put it there/;

const linesOf = (findings: readonly Finding[]): string[] =>
  grouped(findings)
    .filter(({ severity }) => severity !== 'note')
    .map((finding) => `${severityLabel(finding)}${lineOf(finding)}`);
