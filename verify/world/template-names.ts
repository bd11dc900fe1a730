/** The names in a chart's templates. A value without a default is not read if no template contains its name. */
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { namesIn } from '../../lib/files/plain-file';

const names = new Map<string, ReadonlySet<string>>();
const apis = new Map<string, readonly string[]>();

/** @param folder an unpacked chart, including its subcharts */
export function namesUsedIn(folder: string): ReadonlySet<string> {
  const known = names.get(folder) ?? new Set(templatesBelow(folder).flatMap(namesOf));
  names.set(folder, known);
  return known;
}

/** The API versions that its templates test for, without those of Kubernetes itself. */
export function apisAskedBy(folder: string): readonly string[] {
  const known = apis.get(folder) ?? apisIn(folder);
  apis.set(folder, known);
  return known;
}

function apisIn(folder: string): string[] {
  const asked = templatesBelow(folder).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/APIVersions\.Has\s+["`]([^"`]+)["`]/g)]);
  const isForeign = (api: string) => /^[^/]*\./.test(api) && (api.startsWith('gateway.') || !/^[^/]*\.k8s\.io\//.test(api));
  return [...new Set(asked.map(([, api = '']) => api))].filter(isForeign).sort();
}

/** Whether a subchart has templates. A placeholder for a missing dependency has none, so its values have no effect here. */
export function hasTemplates(folder: string, subchart: string): boolean {
  const templates = path.join(folder, 'charts', subchart, 'templates');
  return !existsSync(path.join(folder, 'charts', subchart)) || namesIn(templates).length > 0;
}

/** The templates of an unpacked chart and of its subcharts. */
export function templatesBelow(folder: string): string[] {
  return entriesBelow(folder)
    .filter((entry) => entry.isFile() && /\.(ya?ml|tpl|txt)$/.test(entry.name) && /[\\/]templates([\\/]|$)/.test(entry.parentPath))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Empty if one of its folders cannot be read, which Helm reports. */
function entriesBelow(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}

/** `.Values.tracing.zipkin` has the names tracing and zipkin, and `"extraArgs"` is looked up by its name. */
const namesOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/[.$"']([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name);
