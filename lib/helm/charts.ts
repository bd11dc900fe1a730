/** Where charts come from: a folder that is given, or their repository, by way of a cache and the lock. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { extract as extractTar } from 'tar';
import { UsageError } from '../command';
import { writeWhole } from '../write-whole';
import { execute, type Helm } from './binary';
import { cacheFolder } from './cache';
import type { ChartLock, ChartRef } from './lock';

/** A chart that cannot be had: the reason, and what to do. */
export class NoChart extends Error {}

export interface ChartStoreProps {
  readonly helm: Helm;
  /** Charts as `NAME-VERSION/` or `NAME-VERSION.tgz`: then nothing is pulled, and the lock is not asked. */
  readonly folder?: string;
  readonly lock: ChartLock;
  /** For what is unpacked in this run only. */
  readonly workFolder: string;
}

export class ChartStore {
  private readonly found = new Map<string, Promise<string>>();

  /** @throws UsageError where the folder is none */
  constructor(private readonly props: ChartStoreProps) {
    const { folder } = props;
    if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`no folder ${folder}; name the one with the charts by --charts`);
  }

  /** Whether its charts are those of the lock, and not of a folder. */
  get isLocked(): boolean {
    return this.props.folder === undefined;
  }

  /**
   * The folder of a chart, unpacked, not to be changed.
   * @throws NoChart
   */
  find(chart: ChartRef): Promise<string> {
    const key = JSON.stringify([chart.name, chart.version, chart.repository]);
    const known = this.found.get(key) ?? this.get(chart);
    this.found.set(key, known);
    return known;
  }

  private async get(chart: ChartRef): Promise<string> {
    return this.props.folder === undefined ? this.fromRepository(chart) : this.fromFolder(chart, this.props.folder);
  }

  private async fromFolder({ name, version }: ChartRef, folder: string): Promise<string> {
    for (const base of [`${name}-${version}`, `${name}-v${version.replace(/^v/, '')}`]) {
      const unpacked = path.join(folder, base);
      if (existsSync(path.join(unpacked, 'Chart.yaml'))) return unpacked;
      if (existsSync(`${unpacked}.tgz`)) return unpack(`${unpacked}.tgz`, mkdtempSync(path.join(this.props.workFolder, 'chart-')));
    }
    throw new NoChart(`${folder} has no chart ${name} ${version}; put it there as ${name}-${version}/ or ${name}-${version}.tgz`);
  }

  private async fromRepository(chart: ChartRef): Promise<string> {
    const { lock } = this.props;
    const cache = cacheFolder('charts');
    const locked = lock.digestOf(chart);
    // What was pulled for another checkout, whose lock had no entry either.
    const note = path.join(cache, `pulled-${sha256(JSON.stringify([chart.repository, chart.name, chart.version]))}`);
    const digest = locked ?? (existsSync(note) ? readFileSync(note, 'utf8') : undefined);
    const kept = digest && path.join(cache, digest.replace(':', '-'));
    if (digest && kept && existsSync(kept)) {
      if (!locked) lock.add(chart, digest);
      return chartFolder(kept);
    }
    return this.pull(chart, cache, note, locked);
  }

  private async pull(chart: ChartRef, cache: string, note: string, locked: string | undefined): Promise<string> {
    const { name, version, repository } = chart;
    const work = mkdtempSync(path.join(cache, '.pull-'));
    try {
      // Argo CD writes a registry without its scheme.
      const isRegistry = !/^https?:\/\//.test(repository);
      const source = isRegistry ? [`oci://${repository.replace(/^oci:\/\/|\/$/g, '')}/${name}`] : [name, '--repo', repository];
      const { status, error } = await execute(this.props.helm.program, ['pull', ...source, '--version', version, '--destination', work], {
        environment: { ...process.env, HELM_CACHE_HOME: cacheFolder('repositories') },
      });
      const tarball = readdirSync(work).find((file) => file.endsWith('.tgz'));
      if (status !== 0 || !tarball)
        throw new NoChart(
          `${name} ${version} cannot be pulled from ${repository}: ${lastLine(error)}; look at its name, version and repository, or give it by --charts`,
        );
      const digest = `sha256:${sha256(readFileSync(path.join(work, tarball)))}`;
      if (locked && locked !== digest)
        throw new NoChart(
          `${name} ${version} of ${repository} is no longer what it was: ${this.props.lock.file} says ${locked}, and it is ${digest}; find out why before you trust it, then remove its entry there`,
        );
      const kept = path.join(cache, digest.replace(':', '-'));
      if (!existsSync(kept)) {
        await unpack(path.join(work, tarball), work);
        rmSync(path.join(work, tarball));
        keep(work, kept);
      }
      writeWhole(note, digest);
      if (!locked) this.props.lock.add(chart, digest);
      return chartFolder(kept);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
}

/** Another run may have been first with the same chart. */
function keep(work: string, kept: string): void {
  try {
    renameSync(work, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  }
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const lastLine = (text: string): string => (text.trim().split('\n').at(-1) ?? '').replace(/^Error: /, '') || 'helm pull failed';

async function unpack(tarball: string, folder: string): Promise<string> {
  try {
    await extractTar({ file: tarball, cwd: folder });
  } catch (error) {
    throw new NoChart(`${tarball} cannot be unpacked (${(error as Error).message}); package it again`);
  }
  return chartFolder(folder);
}

/** A packaged chart is one folder of its name. */
function chartFolder(folder: string): string {
  const name = readdirSync(folder).find((entry) => existsSync(path.join(folder, entry, 'Chart.yaml')));
  if (!name) throw new NoChart(`${folder} holds no Chart.yaml; package the chart again`);
  return path.join(folder, name);
}
