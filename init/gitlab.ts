/** A `.gitlab-ci.yml` that exists, and stays: what to add to it, so that GitLab reads the jobs of init beside it. */
import path from 'node:path';
import { parseDocument } from 'yaml';
import { isMap, listAt, textAt } from '../lib/yaml/parsed';

/** The stage of the jobs in init/templates/gitlab-ci.yml, which GitLab has unless `stages` says otherwise. */
const STAGE = 'test';

/**
 * @param text the file that exists
 * @param file the path of the file with the jobs
 * @returns what to do, as imperatives; empty if it includes the file already
 */
export function includeSteps(text: string, file: string): string[] {
  const content = contentOf(text);
  return [...includeStep(content, file), ...stageStep(content)];
}

/** Also with tags of GitLab such as `!reference`. Undefined for a file that is not a map, or not YAML, which GitLab refuses. */
function contentOf(text: string): Record<string, unknown> {
  const document = parseDocument(text, { logLevel: 'silent', merge: true });
  const content: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 });
  return isMap(content) ? content : {};
}

/** GitLab takes the last one of two `include`, and ignores the other without a word. */
function includeStep({ include }: Record<string, unknown>, file: string): string[] {
  if (include === undefined || include === null) return [`add include: { local: ${file} } to it`];
  const items: readonly unknown[] = Array.isArray(include) ? include : [include];
  if (items.some((item) => covers(typeof item === 'string' ? item : textAt(item, 'local'), file))) return [];
  return [
    Array.isArray(include) ? `add the item local: ${file} to its include` : `make its include a list, and add the item local: ${file}`,
  ];
}

/** Whether a path of `include`, which may have `*` and `**`, means the file. */
function covers(pattern: string | undefined, file: string): boolean {
  if (pattern === undefined) return false;
  const escaped = path.posix.join('/', pattern).replace(/[.+^${}()|[\]\\?]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*\*?/g, (stars) => (stars === '**' ? '.*' : '[^/]*'))}$`).test(`/${file}`);
}

const stageStep = (content: Record<string, unknown>): string[] =>
  Array.isArray(content.stages) && !listAt(content, 'stages').includes(STAGE) ? [`add ${STAGE} to its stages`] : [];
