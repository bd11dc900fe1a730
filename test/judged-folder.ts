/** A temporary folder with manifests of another author, for tests that verify it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sentence } from '../lib/findings/sentence';
import { ChartLock } from '../lib/helm/lock';
import { readOthers } from '../verify/read/foreign';
import { type ClusterReport, findingsOf } from '../verify/report/report';
import { verify } from '../verify/verify';
import { CHARTS, realHelm } from './verify-fixture';

/** Verifies a folder with these files, with the charts of test/charts/. Paths in the report are relative to the folder. */
export async function judgedFolder(files: Readonly<Record<string, string>>): Promise<ClusterReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'others-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const subject = {
      kubernetes: { version: '1.34', apis: [] },
      read: (renderer: Parameters<typeof readOthers>[1]) => readOthers(folder, renderer),
    };
    const lock = new ChartLock(path.join(folder, 'charts.lock'));
    const report = await verify({ subjects: [subject], helm: await realHelm(), lock, charts: CHARTS });
    return JSON.parse(JSON.stringify(report.clusters[0]).replaceAll(`${folder}/`, '').replaceAll(folder, '.'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The errors as `file name: sentence`. */
export const errorsIn = (report: Pick<ClusterReport, 'checks'>) =>
  findingsOf(report)
    .filter(({ severity }) => severity === 'error')
    .map((finding) => `${finding.place.file} ${finding.place.name}: ${sentence(finding)}`);

/** The errors and warnings of a check as `severity: sentence`. @param topic the name of the check */
export const saidIn = ({ checks }: Pick<ClusterReport, 'checks'>, topic: string): string[] =>
  checks
    .filter(({ name }) => name === topic)
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity !== 'note')
    .map((finding) => `${finding.severity}: ${sentence(finding)}`);
