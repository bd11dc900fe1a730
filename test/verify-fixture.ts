/** A temporary folder with a cluster file, its dist/ and charts, for tests that damage and verify it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Severity } from '../lib/findings/finding';
import { grouped } from '../lib/findings/grouped';
import { sentence } from '../lib/findings/sentence';
import { findHelm, type Helm } from '../lib/helm/binary';
import { ChartLock } from '../lib/helm/lock';
import { readCluster, readClusterFile } from '../verify/read/cluster';
import type { ClusterReport, Report } from '../verify/report/report';
import type { Installation, Stack } from '../verify/stack';
import { verify } from '../verify/verify';
import { NOTHING_DECLARED } from '../verify/world/declared';
import { readTestFile, synthesizeText } from './synthesis';

export const CHARTS = path.join(__dirname, 'charts');

let helm: Promise<Helm> | undefined;
/** Helm, found once for all tests of a file. */
export const realHelm = (): Promise<Helm> => {
  helm ??= findHelm(process.env);
  return helm;
};

/** A replacement in a file. The file is named as `clusters/seed.yaml`, `dist/seed/tempo.k8s.yaml`, `charts/traefik-27.0.2/…`. */
export interface Damage {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** Selects the releases to verify: all, or those of one file. */
export interface Focus {
  readonly onlyReleasesOf?: string;
}

/** Damages the dist/ of a cluster of test/clusters/, and verifies it. */
export async function verified(cluster: string, damages: readonly Damage[] = [], { onlyReleasesOf }: Focus = {}): Promise<ClusterReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'verify-'));
  try {
    const charts = path.join(folder, 'charts');
    const hasOwnCharts = damages.some(({ file }) => file.startsWith('charts/'));
    if (hasOwnCharts) cpSync(CHARTS, charts, { recursive: true });
    write(folder, `clusters/${cluster}.yaml`, readTestFile(`clusters/${cluster}.yaml`));
    for (const [file, text] of outputOf(cluster)) write(folder, `dist/${file}`, text);
    for (const damage of damages) apply(folder, damage);
    const file = `clusters/${cluster}.yaml`;
    const { config } = readClusterFile({ name: cluster, file, text: readFileSync(path.join(folder, file), 'utf8') });
    const stack = readCluster(path.join(folder, 'dist'), cluster, config);
    const installations = stack.installations.filter(({ place }) => !onlyReleasesOf || place.file.endsWith(onlyReleasesOf));
    const report = await verifiedStack({ ...stack, installations }, hasOwnCharts ? charts : CHARTS);
    return JSON.parse(JSON.stringify(report.clusters[0]).replaceAll(`${folder}/`, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Verifies handwritten manifests. */
export async function verifiedStack(stack: Stack, charts = CHARTS): Promise<Report> {
  const lock = new ChartLock(path.join(charts, 'charts.lock'));
  const subjects = [{ kubernetes: stack.kubernetes, read: () => stack }];
  return verify({ subjects, helm: await realHelm(), lock, charts });
}

/** A stack that contains only releases of charts in test/charts/, all of version 1.0.0. */
export const stackOf = (...releases: (Partial<Installation> & { readonly name: string })[]): Stack => ({
  ...{ name: 'lab', folder: 'dist/lab', isOurs: true, applications: [], projects: [], objects: [], findings: [], notJudged: [] },
  declared: NOTHING_DECLARED,
  kubernetes: { version: '1.34', apis: [] },
  installations: releases.map(({ name, ...release }) => ({
    ...{ place: { file: 'dist/lab/applications.k8s.yaml', name }, releaseName: name, namespace: 'lab', values: {} },
    ...{ chart: { name, version: '1.0.0', repository: 'https://charts.example.org' }, skipCrds: false, bundled: false, isOurs: true },
    ...release,
  })),
});

/** The findings of one check or of all, each as `severity: text`. Notes are left out unless requested. */
export const saidOf = (
  { checks }: Pick<ClusterReport, 'checks'>,
  check?: string,
  severities: readonly Severity[] = ['error', 'warning'],
): string[] =>
  checks
    .filter(({ name }) => !check || name === check)
    .flatMap(({ findings }) => grouped(findings))
    .filter(({ severity }) => severities.includes(severity))
    .map((finding) => `${finding.severity}: ${sentence(finding)}`);

const outputs = new Map<string, ReadonlyMap<string, string>>();

/** Synthesized once, and written for each test. */
function outputOf(cluster: string): ReadonlyMap<string, string> {
  const known = outputs.get(cluster) ?? synthesizeText(readTestFile(`clusters/${cluster}.yaml`), cluster).files;
  outputs.set(cluster, known);
  return known;
}

function apply(folder: string, { file, from, to }: Damage): void {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const replaced = text.replace(from, () => to);
  if (replaced === text) throw new Error(`nothing to replace by ${to} in ${file}`);
  write(folder, file, replaced);
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
