/**
 * A YAML file as data, with the place of every key and value.
 *
 * js-yaml parses; this composes its events, because the data alone does not say where a value was.
 */
import { constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Statement } from '../findings/finding';
import type { Path } from '../yaml/parsed';
import { merge } from './merge';
import { type Entry, type Node, Origin, type Position, type Range, START } from './node';
import { type PlainValue, plainValue } from './plain-values';
import { Removals } from './removals';
import { CLUSTER_FILE_RULES } from './rules';
import { causeOf, openBracket, UNCLOSED_BRACKET, USE_THE_VALUE, wayOut } from './yaml-cause';

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
  forSeveral: 'write one cluster per file, without --- inside',
  forOthers: 'write `domain: …`, `gitops: …`, `tempo: …`',
};

/** In characters. The API server takes no object of more than 1.5 MiB, and js-yaml fails to write a text of 4 MB. */
const MAX_LENGTH = 1_000_000;
/** More than any cluster needs, and few enough that a malicious file cannot use up the memory. */
const MAX_ALIASES = 100;
/** The limit for the number of values after all aliases are expanded. */
const MAX_VALUES = 50_000;

/** The key with the bases of a file, which is not one of its values. */
export const EXTENDS = 'extends';

export class Document {
  readonly problems: TextProblem[] = [];
  /** Further files that its values come from, the lowest first. */
  bases: readonly Document[] = [];
  /** Whether there is more that it or its bases say, because a base cannot be read: what they lack may be there. */
  isIncomplete = false;
  private root: Node | undefined;
  private readonly anchors = new Map<string, Node>();
  private events: Event[] = [];
  private next = 0;
  private aliases = 0;
  private readonly origin: Origin;

  /**
   * @param text the file's text; its mistakes are in `problems`; if it does not parse, only the first one
   * @param form what it may contain. @default a cluster file
   * @param file its path, if positions must tell it: that of a base
   */
  constructor(
    private readonly text: string,
    private readonly form: Form = CLUSTER_FORM,
    file?: string,
  ) {
    this.origin = new Origin(text, file);
    const refuse = (problem: string, fix: string) => this.report(START, CLUSTER_FILE_RULES.says('not-yaml', problem, fix));
    if (text.length > MAX_LENGTH) {
      refuse('longer than a million characters', 'keep only what the cluster needs');
      return;
    }
    try {
      this.events = parseEvents(text, {});
      const documents = this.events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
      if (documents === 0) refuse('empty', form.forEmpty);
      else if (documents > 1) refuse('has several YAML documents', form.forSeveral);
      else {
        this.next = 1;
        this.root = this.compose('');
        if (sizeOf(this.root) > MAX_VALUES) throw new AliasError(0, 'the file is too large with its aliases expanded');
        if (!form.kinds.includes(this.root.kind)) refuse(`the file is not ${form.noun}`, form.forOthers);
      }
    } catch (error) {
      this.root = undefined;
      if (error instanceof AliasError) this.report(this.origin.place(error.offset), error.statement);
      else if (error instanceof YAMLException) {
        const at = error.mark ? { line: error.mark.line + 1, column: error.mark.column + 1 } : START;
        const cause = causeOf(text, at.line) ?? (error.reason === UNCLOSED_BRACKET ? openBracket(text, at.line) : undefined);
        if (cause) this.report(cause, CLUSTER_FILE_RULES.says('not-yaml', `not valid YAML: ${cause.problem}`, cause.fix));
        else this.report(at, CLUSTER_FILE_RULES.says('not-yaml', `not valid YAML: ${error.reason}`, wayOut(error.reason)));
      } else throw error;
    }
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

  private take(): Event {
    const event = this.events[this.next++];
    if (event) return event;
    throw new Error('js-yaml ended its events within a node');
  }

  private compose(key: string): Node {
    const event = this.take();
    if (event.type === EVENT_ID.ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE && event.type !== EVENT_ID.SCALAR)
      throw new Error(`js-yaml event ${event.type} where a node should start`);
    const node =
      event.type === EVENT_ID.MAPPING
        ? this.map(event.start, key)
        : event.type === EVENT_ID.SEQUENCE
          ? this.list(event.start, key)
          : this.scalar(event, key);
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  private map(offset: number, parent: string): Node {
    const entries = new Map<string, Entry>();
    const merged: Node[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) {
      const keyNode = this.compose(parent);
      const name = keyNode.kind === 'scalar' ? keyNode.text : undefined;
      const full = parent ? `${parent}.${name}` : `${name}`;
      const value = this.compose(full);
      if (name === undefined)
        this.report(
          this.origin.place(keyNode.offset),
          CLUSTER_FILE_RULES.says('invalid-key', 'a map or list as a key', 'use a plain word'),
          parent || 'file',
        );
      else if (name === '<<') merged.push(...(value.kind === 'list' ? value.items : [value]));
      else if (entries.has(name))
        this.report(this.origin.place(keyNode.offset), CLUSTER_FILE_RULES.says('duplicate-key', 'duplicate key', 'keep one'), full);
      else entries.set(name, { keyOffset: keyNode.offset, origin: this.origin, node: value });
    }
    this.next++;
    // A merge key adds only keys that the map itself does not have; the first of several merged maps wins.
    for (const source of merged) {
      if (source.kind !== 'map')
        this.report(
          this.origin.place(source.offset),
          CLUSTER_FILE_RULES.says('invalid-key', '<< merges a value that is not a map', 'use a map'),
          parent || 'file',
        );
      else for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return { kind: 'map', offset, origin: this.origin, entries };
  }

  private list(offset: number, key: string): Node {
    const items: Node[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) items.push(this.compose(key));
    this.next++;
    return { kind: 'list', offset, origin: this.origin, items };
  }

  private scalar(event: Extract<Event, { type: 4 }>, key: string): Node {
    const text = event.valueStart < 0 ? '' : getScalarValue(this.text, event);
    const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const offset = event.valueStart < 0 ? -1 : event.valueStart - (quoted ? 1 : 0);
    const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;
    const { value, ambiguous: found }: PlainValue = plain ? plainValue(text, () => this.valueOf(event)) : { value: this.valueOf(event) };
    if (found) this.report(this.origin.place(offset), CLUSTER_FILE_RULES.says('ambiguous-scalar', found.problem, found.fix), key || 'file');
    return { kind: 'scalar', offset, origin: this.origin, range: [event.valueStart, event.valueEnd], value, text };
  }

  private valueOf(event: Event): unknown {
    return constructFromEvents([DOCUMENT, event, { type: EVENT_ID.POP }], { source: this.text })[0];
  }

  private alias(start: number, end: number): Node {
    const name = this.text.slice(start, end);
    const node = this.anchors.get(name);
    if (!node) throw new AliasError(start - 1, `no anchor &${name} before this alias`);
    if (++this.aliases > MAX_ALIASES) throw new AliasError(start - 1, `more than ${MAX_ALIASES} aliases`);
    return node;
  }
}

const DOCUMENT: Event = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };

/** The number of values below a node, with all aliases expanded. A long text counts as several. */
function sizeOf(node: Node, known = new Map<Node, number>()): number {
  const before = known.get(node);
  if (before !== undefined) return before;
  const children = node.kind === 'map' ? [...node.entries.values()].map((entry) => entry.node) : node.kind === 'list' ? node.items : [];
  const own = node.kind === 'scalar' ? 1 + Math.floor(node.text.length / (MAX_LENGTH / MAX_VALUES)) : 1;
  const size = children.reduce((sum, child) => sum + sizeOf(child, known), own);
  known.set(node, size);
  return size;
}

/** An alias that cannot be resolved. The whole file is unusable then. */
class AliasError extends Error {
  readonly statement: Statement;

  constructor(
    readonly offset: number,
    problem: string,
  ) {
    super(problem);
    this.statement = CLUSTER_FILE_RULES.says('not-yaml', `not valid YAML: ${problem}`, USE_THE_VALUE);
  }
}
