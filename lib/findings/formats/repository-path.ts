/** Paths as tools of a repository expect them. */
import path from 'node:path';

/** From the working directory, with `/`; one that leads out of it stays as it is. */
export function repositoryPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (isInside ? relative : file).split(path.sep).join('/');
}
