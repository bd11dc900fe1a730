/** The pattern of a git files generator, which Argo CD gives to `git ls-files` (util/git/client.go, LsFiles). */

/** Whether `git ls-files` finds a file by a pattern: in a pathspec, `*` and `?` match a slash too, and a folder means all in it. */
export function matchesLsFiles(pattern: string, file: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  try {
    return new RegExp(`^${escaped}$`).test(file) || file.startsWith(`${pattern.replace(/\/+$/, '')}/`);
  } catch {
    return false;
  }
}
