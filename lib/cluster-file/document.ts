/** A YAML file as data, with the place of every key and value. */
import { YAMLException } from 'js-yaml';
import type { Statement } from '../findings/finding';
import type { Path } from '../yaml/parsed';
import { merge } from './bases/merge';
import { Removals } from './bases/removals';
import { CLUSTER_FILE_RULES } from './rules';
import type { Ambiguity } from './syntax/ambiguous-scalars';
import { AliasError, Composer } from './syntax/compose';
import { ambiguitiesIn, type Node, Origin, type Position, type Range, START } from './syntax/node';
import { causeOf, openBracket, UNCLOSED_BRACKET, wayOut } from './syntax/yaml-cause';

/** A mistake in the text itself, found before the schema is applied. */
export interface TextProblem {
  readonly at: Position;
  readonly key: string;
  readonly statement: Statement;
}

/** What a file may contain, and what to write instead of anything else. */
export interface Form {
  readonly kinds: readonly Node['kind'][];
  readonly noun: string;
  /** Each of these is an imperative. */
  readonly forEmpty: string;
  readonly forSeveral: string;
  readonly forOthers: string;
}

const CLUSTER_FORM: Form = {
  kinds: ['map'],
  noun: 'a map of keys',
  forEmpty: 'write at least domain, gitops and tempo',
  forSeveral: 'write one cluster per file, without --- inside, or move the file elsewhere if it is not a cluster file',
  forOthers: 'write `domain: …`, `gitops: …`, `tempo: …`',
};

/** In characters. The API server takes no object of more than 1.5 MiB, and js-yaml fails to write a text of 4 MB. */
const MAX_LENGTH = 1_000_000;

/** The key with the bases of a file, which is not one of its values. */
export const EXTENDS = 'extends';

export class Document {
  readonly problems: TextProblem[] = [];
  /** Further files that its values come from, the lowest first. */
  bases: readonly Document[] = [];
  /** Whether there is more that it or its bases say, because a base cannot be read: what they lack may be there. */
  isIncomplete = false;
  private root: Node | undefined;
  private readonly origin: Origin;

  /**
   * @param text the file's text; its mistakes are in `problems`; if it does not parse, only the first one
   * @param form what it may contain. @default a cluster file
   * @param file its path, if positions must tell it: that of a base
   */
  constructor(
    text: string,
    private readonly form: Form = CLUSTER_FORM,
    file?: string,
  ) {
    this.origin = new Origin(text, file);
    const refuse = (problem: string, fix: string, at = START) => this.report(at, CLUSTER_FILE_RULES.says('not-yaml', problem, fix));
    if (text.length > MAX_LENGTH) {
      refuse('longer than a million characters', 'keep only what the cluster needs');
      return;
    }
    try {
      const composer = new Composer(text, this.origin, (...mistake) => this.report(...mistake));
      const [first, second] = composer.documents;
      if (first === undefined) refuse('empty', form.forEmpty);
      else if (second !== undefined) refuse('has several YAML documents', form.forSeveral, this.origin.place(second));
      else {
        this.root = composer.compose();
        if (!form.kinds.includes(this.root.kind)) refuse(`the file is not ${form.noun}`, form.forOthers);
      }
    } catch (error) {
      if (error instanceof AliasError) this.report(this.origin.place(error.offset), error.statement);
      else if (error instanceof YAMLException) this.reportSyntax(error, text);
      else throw error;
    }
  }

  private reportSyntax({ reason, mark }: YAMLException, text: string): void {
    const at = mark ? { line: mark.line + 1, column: mark.column + 1 } : START;
    const cause = causeOf(text, at.line, reason) ?? (reason === UNCLOSED_BRACKET ? openBracket(text, at.line) : undefined);
    const says = (problem: string, fix: string) => CLUSTER_FILE_RULES.says('not-yaml', `not valid YAML: ${problem}`, fix);
    if (cause) this.report(cause, says(cause.problem, cause.fix));
    else this.report(at, says(reason, wayOut(reason)));
  }

  /**
   * Puts this document over the bases that it extends, so that their values and their mistakes are its own.
   * @param bases the first of them is the lowest
   * @param lacksBases whether there are more, which cannot be read
   */
  extend(bases: readonly Document[], lacksBases: boolean): this {
    this.bases = bases;
    this.problems.unshift(...bases.flatMap(({ problems }) => problems));
    const roots = [...bases, this].flatMap(({ root, form }) => (root && form.kinds.includes(root.kind) ? root : []));
    this.isIncomplete = lacksBases || roots.length <= bases.length;
    this.root = roots.length > 0 ? roots.reduce(merge) : undefined;
    if (this.root?.kind === 'map') this.root.entries.delete(EXTENDS);
    return this;
  }

  /** Whether the file contains a list, and not a map. */
  get isList(): boolean {
    return this.root?.kind === 'list';
  }

  /** Whether a template stands for the value at `path`, or for one around it. */
  isInTemplate(path: Path): boolean {
    return [...path, ''].some((_, length) => {
      const node = this.find(path.slice(0, length));
      return node?.kind === 'map' && node.isTemplate === true;
    });
  }

  /** The data of the file. At paths where `asText` is true, a plain number is kept as text: `2.20` is not 2.2. */
  data(asText: (path: Path) => boolean): unknown {
    const convert = (node: Node, path: Path): unknown => {
      if (node.kind === 'map')
        return Object.fromEntries([...node.entries].map(([key, entry]) => [key, convert(entry.node, [...path, key])]));
      if (node.kind === 'list') return node.items.map((item, index) => convert(item, [...path, index]));
      return typeof node.value === 'number' && asText(path) ? node.text : node.value;
    };
    return this.root && this.form.kinds.includes(this.root.kind) ? convert(this.root, []) : undefined;
  }

  /** The position of the value at `path`, or of the key of its nearest existing parent. */
  placeOfValue(path: Path): Position {
    const node = this.find(path);
    return node && node.offset >= 0 ? node.origin.place(node.offset) : this.placeOfKey(path);
  }

  /** The position of the key at `path`, or of its nearest existing parent; 1:1 if there is neither. */
  placeOfKey(path: Path): Position {
    for (let length = path.length; length > 0; length--) {
      const parent = this.find(path.slice(0, length - 1));
      const last = path[length - 1];
      const entry = parent?.kind === 'map' ? (parent.entries.get(String(last)) ?? parent.removed?.get(String(last))) : undefined;
      if (entry) return entry.origin.place(entry.keyOffset);
      const item = parent?.kind === 'list' ? parent.items[Number(last)] : undefined;
      if (item) return item.origin.place(item.offset);
    }
    return START;
  }

  /** The values without quotes that readers of YAML read differently. */
  get ambiguities(): readonly { readonly path: Path; readonly ambiguity: Ambiguity }[] {
    const isIn = ({ statement }: TextProblem) => statement.rule === CLUSTER_FILE_RULES.idOf('ambiguous-scalar');
    return this.root && this.problems.some(isIn) ? ambiguitiesIn(this.root) : [];
  }

  /** What nulls removed of its bases. */
  get removals(): Removals {
    return new Removals(this.root);
  }

  /** The source text of the scalar at `path`. */
  textOf(path: Path): string | undefined {
    const node = this.find(path);
    return node?.kind === 'scalar' ? node.text : undefined;
  }

  /** Where the source of the scalar at `path` is, without its quotes; undefined for anything else. For an alias, that of its anchor. */
  rangeOf(path: Path): Range | undefined {
    const node = this.find(path);
    return node?.kind === 'scalar' ? node.range : undefined;
  }

  has(path: Path, kind?: Node['kind']): boolean {
    const node = this.find(path);
    return node !== undefined && (kind === undefined || node.kind === kind);
  }

  private find(path: Path): Node | undefined {
    let node = this.root;
    for (const step of path) {
      if (node?.kind === 'map') node = node.entries.get(String(step))?.node;
      else if (node?.kind === 'list') node = node.items[Number(step)];
      else return undefined;
    }
    return node;
  }

  private report(at: Position, statement: Statement, key = 'file'): void {
    this.problems.push({ at: { ...this.origin.place(-1), line: at.line, column: at.column }, key, statement });
  }
}
