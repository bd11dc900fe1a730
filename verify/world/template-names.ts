/** The names that a chart's templates use, for values that have no default: what a template never names, it never reads. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const known = new Map<string, ReadonlySet<string>>();

/** @param folder an unpacked chart; its subcharts count too */
export function wordsOf(folder: string): ReadonlySet<string> {
  const words = known.get(folder) ?? new Set(filesBelow(folder).flatMap(namesIn));
  known.set(folder, words);
  return words;
}

/** The API versions that its templates ask for before they render something, but for those that Kubernetes itself has. */
export function apisAskedBy(folder: string): string[] {
  const asked = filesBelow(folder).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/APIVersions\.Has\s+["`]([^"`]+)["`]/g)]);
  const isForeign = (api: string) => /^[^/]*\./.test(api) && (api.startsWith('gateway.') || !/^[^/]*\.k8s\.io\//.test(api));
  return [...new Set(asked.map(([, api = '']) => api))].filter(isForeign).sort();
}

/** Whether a subchart has templates at all: a stand-in has none, and so no value of it does anything. */
export function hasTemplates(folder: string, subchart: string): boolean {
  const templates = path.join(folder, 'charts', subchart, 'templates');
  return !existsSync(path.join(folder, 'charts', subchart)) || (existsSync(templates) && readdirSync(templates).length > 0);
}

function filesBelow(folder: string): string[] {
  const templates = readdirSync(folder, { recursive: true, withFileTypes: true });
  return templates
    .filter((entry) => entry.isFile() && /\.(ya?ml|tpl|txt)$/.test(entry.name) && /[\\/]templates([\\/]|$)/.test(entry.parentPath))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** `.Values.tracing.zipkin` names tracing and zipkin, and `"extraArgs"` what a template looks up by its name. */
const namesIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/[.$"']([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name);
