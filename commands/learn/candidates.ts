/** The releases of charts in the index of a repository, or in a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal, UsageError } from '../../lib/command-line/errors';
import { isFile, isFolder } from '../../lib/files/file-kind';
import type { ChartStore } from '../../lib/helm/charts';
import { chartInfo } from '../../lib/helm/dependencies';
import { firstLine, loadYaml } from '../../lib/helm/yaml';
import { isMap, listAt, textAt } from '../../lib/yaml/parsed';
import type { Candidate, IsAvailable } from './subject';

export interface Index {
  readonly candidates: readonly Candidate[];
  /** The day of its newest release, of any chart: `2026-08-20`; undefined if it tells none. */
  readonly day?: string;
}

/** In milliseconds. An index has a few megabytes. */
const TIMEOUT = 60_000;

/** @throws UsageError if there is no such file, Refusal if it is not an index */
export function readIndex(file: string, charts: readonly string[]): Index {
  if (!isFile(file)) throw new UsageError(`no file ${file}; name the index.yaml of a chart repository by --index`);
  return indexOf(readFileSync(file, 'utf8'), file, charts);
}

/** @throws Refusal if it cannot be read */
export async function fetchIndex(repository: string, charts: readonly string[]): Promise<Index> {
  const url = `${repository}/index.yaml`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return indexOf(await response.text(), url, charts);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Refusal(`${url}: cannot be read (${cause?.code ?? message}); name a copy by --index, or a folder with charts by --charts`);
  }
}

/** @param charts the names of the charts to list */
function indexOf(text: string, place: string, charts: readonly string[]): Index {
  const wrong = (what: string) => new Refusal(`${place}: ${what}; name the index.yaml of a chart repository`);
  let index: unknown;
  try {
    index = loadYaml(text);
  } catch (error) {
    throw wrong(`is not valid YAML (${firstLine(error)})`);
  }
  if (!isMap(index) || !isMap(index.entries)) throw wrong('has no entries, so it is not an index of charts');
  const { entries } = index;
  const days = Object.values(entries).flatMap((releases) =>
    listAt(releases).flatMap((entry) => textAt(entry, 'created')?.slice(0, 10) ?? []),
  );
  const candidates = charts.flatMap((chart) =>
    listAt(entries, chart).flatMap((entry) => {
      const version = textAt(entry, 'version');
      return version === undefined ? [] : [{ chart, version: plain(version), appVersion: plain(textAt(entry, 'appVersion') ?? '') }];
    }),
  );
  if (candidates.length === 0) throw wrong(`lists none of ${charts.join(', ')}`);
  return {
    candidates,
    day: days
      .filter((day) => /^\d{4}-\d\d-\d\d$/.test(day))
      .sort()
      .at(-1),
  };
}

/** The releases in a folder, as `NAME-VERSION/` or `NAME-VERSION.tgz`. @throws UsageError if there are none, NoChart if one cannot be read */
export async function listFolder(folder: string, charts: readonly string[], store: ChartStore): Promise<Candidate[]> {
  const found = readdirSync(folder).flatMap((entry) => {
    const base = entry.replace(/\.tgz$/, '');
    const chart = charts.find((name) => base.startsWith(`${name}-`) && /^v?\d/.test(base.slice(name.length + 1)));
    return chart === undefined ? [] : [{ chart, version: plain(base.slice(chart.length + 1)) }];
  });
  const unique = new Map(found.map((each) => [`${each.chart} ${each.version}`, each]));
  if (unique.size === 0) throw new UsageError(`${folder} has no chart of ${charts.join(', ')}; name the folder with them by --charts`);
  const read = [...unique.values()].map(async ({ chart, version }): Promise<Candidate> => {
    const info = chartInfo(await store.find({ name: chart, version, repository: '' }));
    return { chart, version, appVersion: plain(info.appVersion ?? '') };
  });
  return Promise.all(read);
}

/** @param charts the folder with charts; if undefined, all are pulled */
export const availableIn =
  (charts: string | undefined): IsAvailable =>
  (chart, version) =>
    charts === undefined || isFolder(path.join(charts, `${chart}-${version}`)) || isFile(path.join(charts, `${chart}-${version}.tgz`));

const plain = (version: string): string => version.replace(/^v(?=\d)/, '');
