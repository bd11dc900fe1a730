/** Paths relative to the repository. */
import path from 'node:path';

/** The path relative to the working directory, with `/`. A path outside of it is returned unchanged. */
export function repositoryPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (isInside ? relative : file).split(path.sep).join('/');
}
