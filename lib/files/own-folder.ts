/** The files of this program: in the repository, or in the installed package. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { name } from '../../package.json';

/** The closed JSON Schema of every kind that a manifest may contain. Only the folder of this program has it. */
export const KUBERNETES_SCHEMA = 'schema/kubernetes.json';

let folder: string | undefined;

/** The absolute path of the folder with this program's package.json. `__dirname` is that folder or one below it. */
function ownFolder(): string {
  if (folder !== undefined) return folder;
  let place = __dirname;
  while (!existsSync(path.join(place, KUBERNETES_SCHEMA)) && place !== path.dirname(place)) place = path.dirname(place);
  folder = place;
  return place;
}

/** The absolute path of a file of this program. @param file relative to its package.json */
export const ownFile = (file: string): string => path.join(ownFolder(), file);

/** Whether the working directory is the repository of this program, and not a user's folder. */
export const isInRepository = (): boolean => process.cwd() === ownFolder();

/** The path of a file of this program in a user's folder with the installed package. @param file relative to the package */
export const installed = (file: string): string => `node_modules/${name}/${file}`;

/** The path of a page, as shown in messages: `docs/changes.md` in the repository, or that of the installed package. */
export function pagePath(page: string): string {
  const shown = path.relative(process.cwd(), ownFile(page));
  return shown.split(path.sep).includes('node_modules') ? shown : page;
}
