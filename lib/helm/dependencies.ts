/** The charts that a chart depends on: those that are not in its folder are put there, in a copy. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import minVersion from 'semver/ranges/min-version';
import { isMap } from '../is-map';
import { toYaml } from '../yaml';
import type { ChartRef } from './lock';

export interface ChartInfo {
  readonly name: string;
  readonly version: string;
  /** The version of what it installs, as it says. */
  readonly appVersion?: string;
  readonly dependencies: readonly (ChartRef & { readonly alias?: string })[];
  /** Its default values, those of its subcharts under their names. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** @param folder an unpacked chart, of API version v1 or v2 */
export function chartInfo(folder: string): ChartInfo {
  const chart = read(folder, 'Chart.yaml');
  const listed = chart.dependencies ?? read(folder, 'requirements.yaml').dependencies;
  const dependencies = (Array.isArray(listed) ? listed : []).filter(isMap).map(({ name, version, repository, alias }) => ({
    name: String(name),
    version: String(version ?? '*'),
    repository: String(repository ?? ''),
    ...(alias !== undefined && { alias: String(alias) }),
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
  const subcharts = path.join(folder, 'charts');
  const names = existsSync(subcharts) ? readdirSync(subcharts).filter((name) => existsSync(path.join(subcharts, name, 'Chart.yaml'))) : [];
  const below = names.map((name) => {
    const alias = dependencies.find((dependency) => dependency.name === name)?.alias ?? name;
    const given = own[alias];
    return [alias, { ...chartInfo(path.join(subcharts, name)).values, ...(isMap(given) && given) }] as const;
  });
  return { ...own, ...Object.fromEntries(below) };
}

function read(folder: string, file: string): Record<string, unknown> {
  const full = path.join(folder, file);
  const text = existsSync(full) ? readFileSync(full, 'utf8') : '';
  const content = /^[^#\s]/m.test(text) ? load(text) : {};
  return isMap(content) ? content : {};
}

/**
 * The folder of a chart with all that it depends on: itself where nothing is missing, else a copy below `workFolder`. In the
 * place of what is missing stands a chart that fails to render, so that one that is switched off is not missed, and one that is
 * switched on is told.
 * @param provide the folder of a dependency; undefined where there is none to be had
 */
export async function withDependencies(
  folder: string,
  workFolder: string,
  provide: (chart: ChartRef) => Promise<string | undefined>,
): Promise<string> {
  const missing = chartInfo(folder).dependencies.filter(({ name }) => !isThere(folder, name));
  if (missing.length === 0) return folder;
  const copy = path.join(mkdtempSync(path.join(workFolder, 'chart-')), path.basename(folder));
  cpSync(folder, copy, { recursive: true, dereference: true });
  for (const dependency of missing) {
    const target = path.join(copy, 'charts', dependency.name);
    const provided = await provide(dependency);
    if (provided) cpSync(provided, target, { recursive: true, dereference: true });
    else writeStandIn(target, dependency);
  }
  return copy;
}

/** The same chart with no default values of its own; those of its subcharts stay. */
export function withoutDefaults(folder: string, workFolder: string): string {
  const copy = path.join(mkdtempSync(path.join(workFolder, 'chart-')), path.basename(folder));
  cpSync(folder, copy, { recursive: true, dereference: true });
  rmSync(path.join(copy, 'values.yaml'), { force: true });
  return copy;
}

/** Helm knows a subchart by the name in its Chart.yaml, packaged or not. */
function isThere(folder: string, name: string): boolean {
  const charts = path.join(folder, 'charts');
  if (!existsSync(charts)) return false;
  const isPackageOf = (entry: string) => entry.startsWith(`${name}-`) && /^v?\d.*\.tgz$/.test(entry.slice(name.length + 1));
  return readdirSync(charts).some((entry) => isPackageOf(entry) || read(path.join(charts, entry), 'Chart.yaml').name === name);
}

function writeStandIn(folder: string, { name, version }: ChartRef): void {
  mkdirSync(path.join(folder, 'templates'), { recursive: true });
  // Any version that the dependency's range takes.
  writeFileSync(path.join(folder, 'Chart.yaml'), toYaml({ apiVersion: 'v2', name, version: minVersion(version)?.version ?? '0.0.0' }));
  writeFileSync(
    path.join(folder, 'templates', 'missing.yaml'),
    `{{ fail "its subchart ${name} ${version} is switched on and not there" }}\n`,
  );
}
