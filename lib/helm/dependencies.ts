/** The charts that a chart depends on: those that are not in its folder are put there, in a copy. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import minVersion from 'semver/ranges/min-version';
import validRange from 'semver/ranges/valid';
import { isFile, isFolder, kindOf } from '../output/file-kind';
import { isMap } from '../yaml/parsed';
import { toYaml } from '../yaml/write';
import type { ChartRef } from './lock';
import { BrokenChart, isChartName } from './no-chart';
import { loadYaml } from './yaml';

export interface ChartInfo {
  readonly name: string;
  readonly version: string;
  /** The version of what it installs, as it says. */
  readonly appVersion?: string;
  readonly dependencies: readonly (ChartRef & { readonly alias?: string })[];
  /** Its default values, those of its subcharts under their names. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * @param folder an unpacked chart, of API version v1 or v2
 * @throws NoChart where a file of it cannot be read
 */
export function chartInfo(folder: string): ChartInfo {
  const chart = read(folder, 'Chart.yaml');
  const listed = chart.dependencies ?? read(folder, 'requirements.yaml').dependencies;
  const dependencies = (Array.isArray(listed) ? listed : []).filter(isMap).map(({ name, version, repository, alias }) => ({
    name: String(name ?? ''),
    version: String(version ?? '*'),
    repository: String(repository ?? ''),
    ...(alias ? { alias: String(alias) } : {}),
  }));
  return {
    name: String(chart.name),
    version: String(chart.version),
    ...(chart.appVersion !== undefined && { appVersion: String(chart.appVersion) }),
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

/** What stands in its folder `charts`, if there is one. */
function subchartsOf(folder: string): string[] {
  const subcharts = path.join(folder, 'charts');
  const kind = kindOf(subcharts);
  if (kind !== undefined && kind !== 'folder') throw new BrokenChart(`${subcharts}: is no folder; remove it`);
  return kind ? readdirSync(subcharts) : [];
}

/** As Helm reads it: of a key that is there twice, the last one counts. */
function read(folder: string, file: string): Record<string, unknown> {
  const full = path.join(folder, file);
  const kind = kindOf(full);
  if (kind === undefined) return {};
  if (kind !== 'file') throw new BrokenChart(`${full}: is no file; put one there`);
  try {
    const text = readFileSync(full, 'utf8');
    const content = /^[^#\s]/m.test(text) ? loadYaml(text, { duplicates: true }) : {};
    return isMap(content) ? content : {};
  } catch (error) {
    throw new BrokenChart(`${full}: is no YAML (${(error as Error).message.split('\n')[0]}); mend it`);
  }
}

/**
 * The folder of a chart with all that it depends on: itself where nothing is missing, else a copy below `workFolder`. In the
 * place of what is missing stands a chart that fails to render, so that one that is switched off is not missed, and one that is
 * switched on is told.
 * @param provide the folder of a dependency; undefined where there is none to be had
 * @throws NoChart where it names what no chart can be
 */
export async function withDependencies(
  folder: string,
  workFolder: string,
  provide: (chart: ChartRef) => Promise<string | undefined>,
): Promise<string> {
  const { dependencies } = chartInfo(folder);
  // Folders are made of them.
  const wrong = dependencies.flatMap(({ name, alias = name }) => [name, alias]).find((name) => !isChartName(name));
  if (wrong !== undefined) throw new BrokenChart(`dependency ${wrong || 'without a name'} is no name of a chart; correct it in Chart.yaml`);
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

/** The same chart with no default values of its own; those of its subcharts stay. */
export function withoutDefaults(folder: string, workFolder: string): string {
  const copy = copyOf(folder, workFolder);
  rmSync(path.join(copy, 'values.yaml'), { force: true });
  return copy;
}

/**
 * The folder of a dependency that lies beside its chart.
 * @param repository `file://../other`
 * @param top the folder that it may not lead out of, if one is known
 * @throws NoChart where it leads elsewhere, or to no chart
 */
export function besideChart(chart: string, { name, repository }: ChartRef, top?: string): string {
  const folder = path.resolve(chart, repository.slice('file://'.length));
  const told = `dependency ${name} of ${chart} is at ${repository}`;
  if (!isFolder(folder) || !isFile(path.join(folder, 'Chart.yaml')))
    throw new BrokenChart(`${told}, where no Chart.yaml is; correct its repository`);
  const real = realpathSync(folder);
  if (top !== undefined && path.relative(realpathSync(top), real).split(path.sep)[0] === '..')
    throw new BrokenChart(`${told}, which is outside of ${top}; move it there, or verify a folder that holds both`);
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
    throw new BrokenChart(`${folder} cannot be copied (${(error as Error).message}); mend it`);
  }
}

/** Helm knows a subchart by the name in its Chart.yaml, packaged or not. */
function isThere(folder: string, name: string): boolean {
  const isPackageOf = (entry: string) => entry.startsWith(`${name}-`) && /^v?\d.*\.tgz$/.test(entry.slice(name.length + 1));
  return subchartsOf(folder).some((entry) => isPackageOf(entry) || read(path.join(folder, 'charts', entry), 'Chart.yaml').name === name);
}

function writeStandIn(folder: string, { name, version }: ChartRef): void {
  mkdirSync(path.join(folder, 'templates'), { recursive: true });
  // Any version that the dependency's range takes.
  const taken = validRange(version) === null ? undefined : minVersion(version)?.version;
  writeFileSync(path.join(folder, 'Chart.yaml'), toYaml({ apiVersion: 'v2', name, version: taken ?? '0.0.0' }));
  writeFileSync(
    path.join(folder, 'templates', 'missing.yaml'),
    `{{ fail ${JSON.stringify(`its subchart ${name} ${version} is switched on and not there`)} }}\n`,
  );
}
