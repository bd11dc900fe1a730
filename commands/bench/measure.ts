/** Measures whole processes of Node.js, as ratios to others of the same run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from '../../lib/command-line/errors';

export interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** Called before each run. */
  readonly prepare?: () => void;
}

export const FLOOR: Contender = { name: 'node -e 0', args: ['-e', '0'] };
export const SYNTH: Contender = { name: 'synth', args: ['lib/launch.js', 'main.ts'] };

/** What makes `FLOOR` slow on this machine, and so the ratios to it small. */
export const aboutFloor = (): string =>
  process.env.NODE_EXTRA_CA_CERTS
    ? ` (each start of Node.js reads NODE_EXTRA_CA_CERTS; without it, ratios to ${FLOOR.name} are larger)`
    : '';

/** Removes the results of earlier runs. */
export function forgetResults(): void {
  for (const file of readdirSync('build')) if (/\.(results|stats)$/.test(file)) rmSync(path.join('build', file));
}

/** What a process used until its end. */
export interface Used {
  /** Its maximum memory, in megabytes. */
  readonly memory: number;
  /** User and system time, in milliseconds. */
  readonly processor: number;
}

/** Wall-clock time from the start of the process to its end, in milliseconds. @throws Refusal if it fails */
export function time({ name, args, prepare }: Contender, environment: Record<string, string> = {}): number {
  prepare?.();
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...environment } });
  if (status !== 0) throw new Refusal(`${name} failed; make it pass first\n${stderr}`);
  return performance.now() - start;
}

/** What a contender uses: the memory of its largest process, and the time of all of them. */
export function used(contender: Contender): Used {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-probe-'));
  try {
    const [report, probe] = [path.join(folder, 'report'), path.join(folder, 'probe.js')];
    writeFileSync(report, '');
    writeFileSync(
      probe,
      `process.on('exit', () => require('fs').appendFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage()) + '\\n'));`,
    );
    time(contender, { NODE_OPTIONS: `--require=${probe}` });
    const lines = readFileSync(report, 'utf8').trim().split('\n');
    const processes = lines.map((line) => JSON.parse(line) as NodeJS.ResourceUsage);
    return {
      memory: Math.max(...processes.map(({ maxRSS }) => maxRSS)) / 1024,
      processor: processes.reduce((sum, { userCPUTime, systemCPUTime }) => sum + userCPUTime + systemCPUTime, 0) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The median of `numerator` divided by `denominator`; both are measured in each round, one after the other. */
export function ratio(numerator: Contender, denominator: Contender, rounds: number): number {
  time(numerator);
  time(denominator);
  return median(Array.from({ length: rounds }, () => time(numerator) / time(denominator)));
}
