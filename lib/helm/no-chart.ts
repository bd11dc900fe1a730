/** Why there is no chart to render. */
import { statSync } from 'node:fs';
import { Refusal } from '../command';

/** A chart that cannot be had: the reason, and what to do. */
export class NoChart extends Refusal {}

/** A chart that is there, and is none. */
export class BrokenChart extends NoChart {}

/** Of a chart, an alias or a dependency: never a path, nor an option of Helm. */
export const isChartName = (name: string): boolean => /^[a-zA-Z0-9][\w.-]*$/.test(name);

export const isFile = (file: string): boolean => kindOf(file) === 'file';
export const isDirectory = (folder: string): boolean => kindOf(folder) === 'directory';

/** Of what a link leads to; undefined for one that leads nowhere, or to itself. */
export function kindOf(name: string): 'file' | 'directory' | 'other' | undefined {
  try {
    const found = statSync(name);
    return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
  } catch {
    return undefined;
  }
}
