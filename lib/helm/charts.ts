/** Finds charts: in a given folder, or in their repositories, with a cache and the lock. */
import { mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { extract as extractTar } from 'tar';
import { isFile } from '../files/file-kind';
import { sha256 } from '../files/sha256';
import { writeWhole } from '../files/write-whole';
import { withoutPassword } from '../findings/without-password';
import type { Helm } from './binary';
import { cacheFolder, writeToCache } from './cache';
import { type ChartInfo, chartInfo, withDependencies } from './dependencies';
import type { ChartLock, ChartRef } from './lock';
import { isChartName, MissingChart, NoChart } from './no-chart';
import { pullTo } from './pull';
import { withWorkFolder } from './work-folder';

export { NoChart };

export interface ChartStoreProps {
  readonly helm: Helm;
  /** A folder with charts as `NAME-VERSION/` or `NAME-VERSION.tgz`. If set, nothing is pulled, and the lock is not used. */
  readonly folder?: string;
  readonly lock: ChartLock;
  /** For charts that are unpacked for this run only. */
  readonly workFolder: string;
}

/** Versions of which a repository has the newest one: `^2.0.0`, `2.x`. */
const RANGE = /[*^~<>|\s]|(^|\.)x/i;

export class ChartStore {
  private readonly found = new Map<string, Promise<string>>();
  private readonly complete = new Map<string, Promise<string>>();
  private readonly infos = new Map<string, ChartInfo>();

  constructor(private readonly props: ChartStoreProps) {}

  /** Whether charts are pulled from their repositories and checked against the lock. */
  get isLocked(): boolean {
    return this.props.folder === undefined;
  }

  /**
   * The folder of an unpacked chart; read only.
   * @throws NoChart
   */
  find(chart: ChartRef): Promise<string> {
    const key = JSON.stringify([chart.name, chart.version, chart.repository]);
    const known = this.found.get(key) ?? this.get(chart);
    this.found.set(key, known);
    return known;
  }

  /**
   * The folder of a chart that is rendered by itself, with a stand-in for each missing dependency: Helm cannot add those of a packaged
   * chart either, so they must be disabled.
   * @param folder as found
   * @throws BrokenChart
   */
  withStandIns(folder: string): Promise<string> {
    const known = this.complete.get(folder) ?? withDependencies(folder, this.props.workFolder, async () => undefined);
    this.complete.set(folder, known);
    return known;
  }

  /**
   * What is known of a chart, which does not change during the run.
   * @throws BrokenChart
   */
  info(folder: string): ChartInfo {
    const known = this.infos.get(folder) ?? chartInfo(folder);
    this.infos.set(folder, known);
    return known;
  }

  private async get(chart: ChartRef): Promise<string> {
    const { name, version } = chart;
    // File names and URLs are built from the name. A slash is allowed: a registry may have charts in folders.
    if (!name.split('/').every(isChartName)) throw new NoChart(`${JSON.stringify(name)} is not a valid chart name`, 'correct it');
    if (/[/\\\0]/.test(version)) throw new NoChart(`${JSON.stringify(version)} is not a valid version of chart ${name}`, 'correct it');
    return this.props.folder === undefined ? this.fromRepository(chart) : this.fromFolder(chart, this.props.folder);
  }

  private async fromFolder({ name, version }: ChartRef, folder: string): Promise<string> {
    for (const base of [`${name}-${version}`, `${name}-v${version.replace(/^v/, '')}`]) {
      const unpacked = path.join(folder, base);
      if (isFile(path.join(unpacked, 'Chart.yaml'))) return unpacked;
      if (isFile(`${unpacked}.tgz`)) return this.unpacked(`${unpacked}.tgz`);
    }
    if (RANGE.test(version))
      throw new MissingChart(`chart ${name} has no single version (${version})`, 'name one, so that a folder of charts can have it');
    throw new MissingChart(`${folder} has no chart ${name} ${version}`, `put it there as ${name}-${version}/ or ${name}-${version}.tgz`);
  }

  private async fromRepository(chart: ChartRef): Promise<string> {
    const { lock } = this.props;
    const cache = cacheFolder('charts');
    const locked = lock.digestOf(chart);
    // The digest of a chart that was pulled for another checkout, whose lock had no entry either.
    const note = path.join(cache, `pulled-${sha256(JSON.stringify([chart.repository, chart.name, chart.version]))}`);
    const digest = locked ?? (isFile(note) ? readFileSync(note, 'utf8') : undefined);
    const kept = digest && keptAs(cache, digest);
    // A chart whose file in the cache was changed is pulled again.
    if (digest && kept && isFile(kept) && digestOf(kept) === digest) {
      const folder = await this.unpacked(kept);
      if (!locked) lock.add(chart, digest);
      return folder;
    }
    return withWorkFolder((work) => this.pull(chart, work, cache, note, locked), { parent: cache, prefix: '.pull-' });
  }

  private async pull(chart: ChartRef, work: string, cache: string, note: string, locked: string | undefined): Promise<string> {
    const { name, version, repository } = chart;
    const { status, error, stopped } = await pullTo(work, this.props.helm, chart);
    if (stopped) throw new MissingChart(`${name} ${version} cannot be pulled: ${stopped.problem}`, 'check its repository, and try again');
    const tarball = readdirSync(work).find((file) => file.endsWith('.tgz'));
    if (status !== 0 || !tarball)
      throw new MissingChart(
        `${name} ${version} cannot be pulled from ${withoutPassword(repository)}: ${withoutPassword(reasonIn(error))}`,
        'check its name, version and repository, or provide it with --charts',
      );
    const pulled = path.join(work, tarball);
    const digest = digestOf(pulled);
    if (locked && locked !== digest)
      throw new NoChart(
        `${name} ${version} of ${withoutPassword(repository)} has changed: its digest in ${this.props.lock.file} is ${locked}, and now it is ${digest}`,
        `find out why before you trust it, then remove its entry from ${this.props.lock.file}`,
      );
    const folder = await this.unpacked(pulled);
    writeToCache(cache, () => {
      renameSync(pulled, keptAs(cache, digest));
      writeWhole(note, digest);
    });
    if (!locked) this.props.lock.add(chart, digest);
    return folder;
  }

  private async unpacked(tarball: string): Promise<string> {
    const folder = mkdtempSync(path.join(this.props.workFolder, 'chart-'));
    try {
      await extractTar({ file: tarball, cwd: folder });
    } catch (error) {
      throw new NoChart(`${tarball} cannot be unpacked (${(error as Error).message})`, 'package it again');
    }
    // A packaged chart contains one folder, named after the chart.
    const name = readdirSync(folder).find((entry) => isFile(path.join(folder, entry, 'Chart.yaml')));
    if (!name) throw new NoChart(`${tarball} contains no Chart.yaml`, 'package the chart again');
    return path.join(folder, name);
  }
}

/** The file of a packaged chart, named by its digest. It is unpacked for each run, so that every change is noticed. */
const keptAs = (cache: string, digest: string): string => path.join(cache, `${digest.replace(':', '-')}.tgz`);

const digestOf = (file: string): string => `sha256:${sha256(readFileSync(file))}`;

/** The last line of what Helm says, without its guess and the repeated address. */
const reasonIn = (text: string): string =>
  (text.trim().split('\n').at(-1) ?? '')
    .replace(/^Error: /, '')
    .replace(/^looks like "[^"]*" is not a valid chart repository or cannot be reached: /, '') || 'helm pull failed';
