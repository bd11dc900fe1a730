/** What npm shall install in the user's folder: the same package that runs now. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ownFile } from '../lib/files/own-folder';
import { isMap } from '../lib/yaml/parsed';
import { name, version } from '../package.json';

/** The dependencies in a package.json; empty if it cannot be read. */
function dependenciesIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isMap(content)) return {};
    return { ...(isMap(content.dependencies) && content.dependencies), ...(isMap(content.devDependencies) && content.devDependencies) };
  } catch {
    return {};
  }
}

/** `file:tempo-gitops-0.1.0.tgz` relative to the working directory, or the version if the package is not from a file. */
export function packageSpec(): string {
  // npx installs into a folder of its own, whose package.json names the file.
  const owner = ownFile('../..');
  const spec = dependenciesIn(path.join(owner, 'package.json'))[name];
  if (typeof spec !== 'string' || !spec.startsWith('file:')) return version;
  const file = path.resolve(realpathSync(owner), spec.slice('file:'.length));
  return existsSync(file) ? `file:${path.relative(realpathSync(process.cwd()), file).split(path.sep).join('/')}` : version;
}
