/** Collects the findings of one cluster file: errors that refuse it, warnings and notes, each with its place. */
import { type Finding, isRefused, type Place, type Severity, type Statement } from '../findings/finding';
import type { Release, ReleaseLookup } from '../releases/table';
import type { Path } from '../yaml/parsed';
import type { Document, Position } from './document';

export class Findings {
  /** In the order in which they were found. */
  list: readonly Finding[] = [];

  /** @param file the cluster file's name, as the user would write it */
  constructor(
    private readonly file: string,
    private readonly document: Document,
  ) {
    for (const { at, key, statement } of document.problems)
      this.append({ ...statement, severity: 'error', place: { file, ...at }, subject: key });
  }

  get refused(): boolean {
    return isRefused(this.list);
  }

  /** At the value of `path`: it cannot be, and the statement says why and what to do. */
  error(path: Path, statement: Statement): void {
    this.add('error', path, statement, this.document.placeOfValue(path));
  }

  /** At the key of `path` itself: unknown, or one of two alternatives. Where it is missing, at its parent's. */
  errorAtKey(path: Path, statement: Statement): void {
    this.add('error', path, statement, this.document.placeOfKey(path));
  }

  /** At the value of `path`: allowed, but probably not what is wanted. */
  warning(path: Path, statement: Statement): void {
    this.add('warning', path, statement, this.document.placeOfValue(path));
  }

  /** At the key of `path`: it is as asked for, and has a consequence that the file does not show. */
  note(path: Path, statement: Statement): void {
    this.add('note', path, statement, this.document.placeOfKey(path));
  }

  /** The release that was found, or undefined; its error or warning is added at the value of `path`. */
  release<Facts>(found: ReleaseLookup<Facts>, path: Path): Release<Facts> | undefined {
    if ('error' in found) this.error(path, found.error);
    else if (found.warning) this.warning(path, found.warning);
    return found.release;
  }

  /** The key as a message names the other side of a disagreement: `tempo.receivers (line 12)`. */
  where(path: Path): string {
    return this.document.has(path) ? `${keyOf(path)} (line ${this.document.placeOfKey(path).line})` : keyOf(path);
  }

  /** The place of a key, for findings that are made later. */
  placeOf(path: Path): Place {
    return { file: this.file, ...this.document.placeOfKey(path) };
  }

  private add(severity: Severity, path: Path, statement: Statement, at: Position): void {
    const subject = keyOf(path);
    const isKnown = this.list.some(
      (other) =>
        other.severity === severity &&
        other.subject === subject &&
        other.place.line === at.line &&
        other.place.column === at.column &&
        // One error per place: what follows from it is not reported.
        (severity === 'error' || other.problem === statement.problem),
    );
    if (!isKnown) this.append({ ...statement, severity, place: { file: this.file, ...at }, subject });
  }

  private append(finding: Finding): void {
    this.list = [...this.list, finding];
  }
}

/** `tempo.receivers` of `['tempo', 'receivers', 2]`: a list item is named by its list, its place says which. */
export function keyOf(path: Path): string {
  const words = path.filter((step) => typeof step === 'string').map((step) => step.replace(/\p{Cc}/gu, '\ufffd'));
  return words.join('.') || 'file';
}
