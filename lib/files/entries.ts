/** What a folder contains. */
import { type Dirent, readdirSync } from 'node:fs';
import { Refusal } from '../command-line/errors';
import { whyUnreadable } from './plain-file';

/** The entries of a folder, in no order. @throws Refusal if it cannot be read */
export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new Refusal(`${folder}: ${whyUnreadable(error)}; make it readable`);
  }
}
