/** Collects the findings of one cluster file: errors that refuse it, warnings and notes, each with its place. */
import { type Finding, isRefused, type Place, type Severity, type Statement } from '../findings/finding';
import { otherLine, placedAt } from '../findings/other-lines';
import type { Release, ReleaseLookup } from '../releases/table';
import type { Path } from '../yaml/parsed';
import { placesOfMap, placesOfMissing } from './bases/in-bases';
import type { Document } from './document';
import { CLUSTER_FILE_RULES } from './rules';
import type { Position } from './syntax/node';

export class Findings {
  private found: Finding[] = [];
  /** What identifies each of them. */
  private readonly known = new Set<string>();

  /** @param file the cluster file's name, as the user would write it */
  constructor(
    readonly file: string,
    private readonly document: Document,
  ) {
    for (const { at, key, statement } of document.problems)
      this.append({ ...statement, severity: 'error', place: { file, ...at }, subject: key });
  }

  /** In the order in which they were found. */
  get list(): readonly Finding[] {
    return this.found;
  }

  set list(findings: readonly Finding[]) {
    this.found = [...findings];
  }

  get refused(): boolean {
    return isRefused(this.list);
  }

  /** Adds an error at the value of `path`. @param ofAll what is told in its place if all clusters have it. @default nothing */
  error(path: Path, statement: Statement, ofAll?: Finding): void {
    this.add('error', path, ofAll ? { ...statement, ofAll } : statement, this.document.placeOfValue(path));
  }

  /** Adds an error at the key of `path`, for an unknown or conflicting key. For a missing key it is at the parent's key. */
  errorAtKey(path: Path, statement: Statement): void {
    this.add('error', path, statement, this.document.placeOfKey(path));
  }

  /** Adds an error for a missing key, at the null that removed what a base says. */
  missingByNull(path: Path): void {
    const fix = 'write its value, or remove the key here, so that the base counts';
    const missing = CLUSTER_FILE_RULES.says('missing-key', 'missing, because a key without a value removes that of a base', fix);
    this.add('error', path, missing, this.document.removals.placeOf(path) ?? this.document.placeOfKey(path));
  }

  /** Adds a note on a key without a value, which removed what a base says. */
  emptied(path: Path): void {
    const problem = 'has no value, which removes what a base says';
    this.note(path, CLUSTER_FILE_RULES.says('removes-base', problem, 'write null if that is meant, else a value'));
  }

  /** Adds a note on a null that removes nothing. */
  needless(path: Path): void {
    this.note(path, CLUSTER_FILE_RULES.says('removes-nothing', 'null removes nothing, because no base has this key', 'remove it'));
  }

  /** Adds a warning at the value of `path`: it is allowed, but probably a mistake. */
  warning(path: Path, statement: Statement): void {
    this.add('warning', path, statement, this.document.placeOfValue(path));
  }

  /** Adds a note at the key of `path`: it has a consequence that the file does not show. */
  note(path: Path, statement: Statement): void {
    this.add('note', path, statement, this.document.placeOfKey(path));
  }

  /** Says what to do about ambiguous values whose keys do not allow both readings. @param fixes with the path of each value */
  disambiguate(fixes: readonly (readonly [path: Path, fix: string])[]): void {
    if (fixes.length === 0) return;
    const placed = new Map(fixes.map(([path, fix]) => [placeId({ file: this.file, ...this.document.placeOfValue(path) }), fix]));
    this.found = this.found.map((finding) => {
      const fix = finding.rule === AMBIGUOUS ? placed.get(placeId(finding.place)) : undefined;
      return fix === undefined ? finding : { ...finding, fix };
    });
  }

  /** The release that was found, or undefined; its error or warning is added at the value of `path`. */
  release<Facts>(found: ReleaseLookup<Facts>, path: Path): Release<Facts> | undefined {
    if ('error' in found) this.error(path, found.error);
    else if (found.warning) this.warning(path, found.warning);
    return found.release;
  }

  /** The key with its line, as messages name the other side of a conflict: `tempo.receivers (line 12)`, or that of another file. */
  where(path: Path): string {
    if (!this.document.has(path)) return keyOf(path);
    const { line, file } = this.document.placeOfKey(path);
    return `${keyOf(path)} ${this.document.bases.length > 0 ? otherLine(line, file ?? this.file) : otherLine(line)}`;
  }

  /** Whether the cluster file, or a base of it, has a key. */
  has(path: Path): boolean {
    return this.document.has(path);
  }

  /** The place of a key, for findings that are added later. */
  placeOf(path: Path): Place {
    return { file: this.file, ...this.document.placeOfKey(path) };
  }

  private add(severity: Severity, path: Path, statement: Statement & Pick<Finding, 'ofAll'>, at: Position): void {
    const subject = keyOf(path);
    const missing = placesOfMissing(this.document, path, statement.rule);
    const inBases = missing.length > 0 ? missing : placesOfMap(this.document, path);
    const place = { file: this.file, ...at };
    const told: Finding = { ...statement, severity, place, subject };
    const finding = inBases.length > 0 ? { ...told, inBases } : placedAt(told, place);
    const identity = identityOf(finding);
    if (!this.known.has(identity)) this.append(finding, identity);
  }

  private append(finding: Finding, identity = identityOf(finding)): void {
    this.found.push(finding);
    this.known.add(identity);
  }
}

const placeId = ({ file, line, column }: Place): string => [file, line, column].join(':');

const AMBIGUOUS = CLUSTER_FILE_RULES.idOf('ambiguous-scalar');

/** One error per place: what follows from it is not reported. */
const identityOf = ({ severity, subject, place: { file, line, column }, problem }: Finding): string =>
  JSON.stringify([severity, subject, file, line, column, severity === 'error' ? '' : problem]);

/** `tempo.receivers` for `['tempo', 'receivers', 2]`: list items have no index, because the line tells which one it is. */
export function keyOf(path: Path): string {
  const words = path.filter((step) => typeof step === 'string').map((step) => step.replace(/\p{Cc}/gu, '\ufffd'));
  return words.join('.') || 'file';
}
