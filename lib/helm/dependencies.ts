/** The charts that a chart depends on. Missing ones are added to a copy of its folder. */
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import minVersion from 'semver/ranges/min-version';
import validRange from 'semver/ranges/valid';
import { isFile, isFolder, kindOf } from '../files/file-kind';
import { readPlainText, whyUnreadable } from '../files/plain-file';
import { writeFiles } from '../files/write-files';
import { isMap, textFrom } from '../yaml/parsed';
import { toYaml } from '../yaml/write';
import type { ChartRef } from './lock';
import { BrokenChart, isChartName } from './no-chart';
import { firstLine, loadYaml } from './yaml';

export interface ChartInfo {
  readonly name: string;
  readonly version: string;
  /** `appVersion` of its Chart.yaml. */
  readonly appVersion?: string;
  readonly dependencies: readonly (ChartRef & { readonly alias?: string })[];
  /** Its default values; those of its subcharts are under their names. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * @param folder an unpacked chart, of API version v1 or v2
 * @throws BrokenChart if one of its files cannot be read
 */
export function chartInfo(folder: string): ChartInfo {
  const chart = read(folder, 'Chart.yaml');
  const listed = chart.dependencies ?? read(folder, 'requirements.yaml').dependencies;
  const dependencies = (Array.isArray(listed) ? listed : []).filter(isMap).map(({ name, version, repository, alias }) => ({
    name: textFrom(name ?? ''),
    version: textFrom(version ?? '*'),
    repository: textFrom(repository ?? ''),
    ...(alias ? { alias: textFrom(alias) } : {}),
  }));
  return {
    name: textFrom(chart.name),
    version: textFrom(chart.version),
    ...(chart.appVersion !== undefined && { appVersion: textFrom(chart.appVersion) }),
    dependencies,
    values: defaultsOf(folder, dependencies),
  };
}

function defaultsOf(folder: string, dependencies: ChartInfo['dependencies']): Record<string, unknown> {
  const own = read(folder, 'values.yaml');
  const names = subchartsOf(folder).filter((name) => isFile(path.join(folder, 'charts', name, 'Chart.yaml')));
  const below = names.map((name) => {
    const alias = dependencies.find((dependency) => dependency.name === name)?.alias ?? name;
    const given = own[alias];
    return [alias, { ...chartInfo(path.join(folder, 'charts', name)).values, ...(isMap(given) && given) }] as const;
  });
  return { ...own, ...Object.fromEntries(below) };
}

/** The entries of its folder `charts`, if there is one. */
function subchartsOf(folder: string): string[] {
  const subcharts = path.join(folder, 'charts');
  const kind = kindOf(subcharts);
  if (kind !== undefined && kind !== 'folder') throw new BrokenChart('is not a folder', 'remove it', subcharts);
  if (kind === undefined) return [];
  try {
    return readdirSync(subcharts);
  } catch (error) {
    throw new BrokenChart(whyUnreadable(error), 'make it readable', subcharts);
  }
}

/** Reads a file as Helm does: the last one of duplicate keys counts. */
function read(folder: string, file: string): Record<string, unknown> {
  const full = path.join(folder, file);
  const kind = kindOf(full);
  if (kind === undefined) return {};
  if (kind !== 'file') throw new BrokenChart('is not a file', 'replace it with a file', full);
  let text: string;
  try {
    text = readPlainText(full);
  } catch (error) {
    throw new BrokenChart(whyUnreadable(error), 'make it readable', full);
  }
  try {
    const content = /^[^#\s]/m.test(text) ? loadYaml(text, { duplicates: true }) : {};
    return isMap(content) ? content : {};
  } catch (error) {
    throw new BrokenChart(`is not valid YAML (${firstLine(error)})`, 'fix it', full);
  }
}

/**
 * The folder of a chart with all its dependencies: the same folder if none is missing, else a copy below `workFolder`. A dependency
 * that is not available is replaced by a chart that fails to render. If it is disabled, this makes no difference; if it is
 * enabled, Helm reports it.
 * @param provide returns the folder of a dependency, or undefined if it is not available
 * @throws BrokenChart if a dependency has an invalid name
 */
export async function withDependencies(
  folder: string,
  workFolder: string,
  provide: (chart: ChartRef) => Promise<string | undefined>,
): Promise<string> {
  const { dependencies } = chartInfo(folder);
  // Folders are named after dependencies and aliases.
  const wrong = dependencies.flatMap(({ name, alias = name }) => [name, alias]).find((name) => !isChartName(name));
  if (wrong !== undefined) throw new BrokenChart(`dependency ${JSON.stringify(wrong)} has an invalid name`, 'correct it in Chart.yaml');
  const missing = dependencies.filter(({ name }) => !isThere(folder, name));
  if (missing.length === 0) return folder;
  const copy = copyOf(folder, workFolder);
  for (const dependency of missing) {
    const target = path.join(copy, 'charts', dependency.name);
    const provided = await provide(dependency);
    if (provided) copyTo(provided, target);
    else writeStandIn(target, dependency);
  }
  return copy;
}

/** A copy of a chart without its own default values. Those of its subcharts are kept. */
export function withoutDefaults(folder: string, workFolder: string): string {
  const copy = copyOf(folder, workFolder);
  rmSync(path.join(copy, 'values.yaml'), { force: true });
  return copy;
}

/**
 * The folder of a dependency whose repository is a path relative to its chart.
 * @param repository `file://../other`
 * @param top the folder that must contain it. @default anywhere
 * @throws BrokenChart if it is outside of `top`, or is not a chart
 */
export function besideChart(chart: string, { name, repository }: ChartRef, top?: string): string {
  const folder = path.resolve(chart, repository.slice('file://'.length));
  const what = `dependency ${name} of ${chart} points to ${repository}`;
  if (!isFolder(folder) || !isFile(path.join(folder, 'Chart.yaml')))
    throw new BrokenChart(`${what}, which has no Chart.yaml`, 'correct its repository');
  const real = realpathSync(folder);
  if (top !== undefined && path.relative(realpathSync(top), real).split(path.sep)[0] === '..')
    throw new BrokenChart(`${what}, which is outside of ${top}`, 'move it there, or verify a folder that contains both');
  return real;
}

function copyOf(folder: string, workFolder: string): string {
  const copy = path.join(mkdtempSync(path.join(workFolder, 'chart-')), path.basename(path.resolve(folder)));
  copyTo(folder, copy);
  return copy;
}

function copyTo(folder: string, target: string): void {
  try {
    cpSync(folder, target, { recursive: true, dereference: true });
  } catch (error) {
    throw new BrokenChart(`${folder} cannot be copied (${(error as Error).message})`, 'make all of it readable');
  }
}

/** Helm identifies a subchart by the name in its Chart.yaml, packaged or not. */
function isThere(folder: string, name: string): boolean {
  const isPackageOf = (entry: string) => entry.startsWith(`${name}-`) && /^v?\d.*\.tgz$/.test(entry.slice(name.length + 1));
  return subchartsOf(folder).some((entry) => isPackageOf(entry) || read(path.join(folder, 'charts', entry), 'Chart.yaml').name === name);
}

function writeStandIn(folder: string, { name, version }: ChartRef): void {
  // Any version within the dependency's range.
  const taken = validRange(version) === null ? undefined : minVersion(version)?.version;
  writeFiles(folder, [
    ['Chart.yaml', toYaml({ apiVersion: 'v2', name, version: taken ?? '0.0.0' })],
    ['templates/missing.yaml', `{{ fail ${JSON.stringify(`its subchart ${name} ${version} is enabled but missing`)} }}\n`],
  ]);
}
