/** What there is to say about one cluster file: errors that refuse it, warnings and notes, each with its place. */

import type { Document } from '../cluster-file/document';
import type { Lookup, Release } from '../releases/table';
import type { Path } from '../yaml/parsed';

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  readonly severity: Severity;
  /** `file:line:col key: what; what to do` */
  readonly text: string;
}

export class Findings {
  readonly list: Finding[] = [];

  /** @param file the cluster file's name, as the user would write it */
  constructor(
    private readonly file: string,
    private readonly document: Document,
  ) {
    for (const { at, key, message } of document.problems)
      this.list.push({ severity: 'error', text: `${file}:${at.line}:${at.column} ${key}: ${message}` });
  }

  get refused(): boolean {
    return this.list.some((finding) => finding.severity === 'error');
  }

  /** At the value of `path`: it cannot be, and the message says why and what to do. */
  error(path: Path, message: string): void {
    this.add('error', path, message, this.document.placeOfValue(path));
  }

  /** At the key of `path` itself: unknown, or one of two alternatives. Where it is missing, at its parent's. */
  errorAtKey(path: Path, message: string): void {
    this.add('error', path, message, this.document.placeOfKey(path));
  }

  /** It can be, and probably is not what is wanted. */
  warning(path: Path, message: string): void {
    this.add('warning', path, message, this.document.placeOfValue(path));
  }

  /** It is as asked for, and has a price that the file does not show. */
  note(path: Path, message: string): void {
    this.add('note', path, message, this.document.placeOfKey(path));
  }

  /** The release that was found, or undefined; what there is to say about it, at the value of `path`. */
  release<Facts>(found: Lookup<Facts>, path: Path): Release<Facts> | undefined {
    if ('error' in found) this.error(path, found.error);
    else if (found.warning) this.warning(path, found.warning);
    return found.release;
  }

  /** The key as a message names the other side of a disagreement: `tempo.receivers (line 12)`. */
  where(path: Path): string {
    return this.document.has(path) ? `${keyOf(path)} (line ${this.document.placeOfKey(path).line})` : keyOf(path);
  }

  private add(severity: Severity, path: Path, message: string, at: { line: number; column: number }): void {
    const place = `${this.file}:${at.line}:${at.column} ${keyOf(path)}: `;
    // One error a place: what follows from it is no news.
    const known = this.list.some((finding) =>
      severity === 'error' ? finding.severity === 'error' && finding.text.startsWith(place) : finding.text === place + message,
    );
    if (!known) this.list.push({ severity, text: place + message });
  }
}

/** `tempo.receivers` of `['tempo', 'receivers', 2]`: a list item is named by its list, its place says which. */
export function keyOf(path: Path): string {
  const words = path.filter((step) => typeof step === 'string').map((step) => step.replace(/\p{Cc}/gu, '\ufffd'));
  return words.join('.') || 'file';
}
