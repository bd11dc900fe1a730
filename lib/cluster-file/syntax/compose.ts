/**
 * Composes a tree of a YAML text, with the place of every key and value.
 *
 * js-yaml parses; this composes its events, because the data alone does not say where a value was.
 */
import { constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { Statement } from '../../findings/finding';
import { CLUSTER_FILE_RULES } from '../rules';
import type { Entry, MapNode, Node, Origin, Position } from './node';
import { type PlainValue, plainValue } from './plain-values';
import { NO_TEMPLATE, TEMPLATE, USE_THE_VALUE } from './yaml-cause';

/** More than any cluster needs, and few enough that a malicious file cannot use up the memory. */
const MAX_ALIASES = 100;
/** The limit for the number of values after all aliases are expanded. */
const MAX_VALUES = 50_000;
/** A text of this many characters counts as one value. */
const VALUE_LENGTH = 20;

/** Composes one text, once. */
export class Composer {
  private readonly events: readonly Event[];
  private readonly anchors = new Map<string, Node>();
  private next = 0;
  private isInTemplate = false;
  private readonly report: (at: Position, statement: Statement, key: string) => void;
  private aliases = 0;
  /** The number of values that the aliases up to here stand for. */
  private expanded = 0;
  private readonly sizes = new Map<Node, number>();
  /** The alias that makes the values too many, if they are. */
  private blamed: Alias | undefined;

  /**
   * @param report receives what is wrong with a key or a value. @param key the key with the mistake, or `file`
   * @throws YAMLException if the text does not parse
   */
  constructor(
    private readonly text: string,
    private readonly origin: Origin,
    report: (at: Position, statement: Statement, key: string) => void,
  ) {
    this.events = parseEvents(text, {});
    this.report = (...mistake) => {
      if (!this.isInTemplate) report(...mistake);
    };
  }

  /** Where the YAML documents begin in the events. Tools write a `---` before the first or after the last one, which makes an empty one. */
  private get starts(): number[] {
    return this.events.flatMap(({ type }, index) => (type === EVENT_ID.DOCUMENT && !isEmpty(this.events[index + 1]) ? index : []));
  }

  /** The offsets of the content of the YAML documents, of those that have any. */
  get documents(): readonly number[] {
    return this.starts.map((start) => offsetOf(this.events[start + 1]));
  }

  /** The tree of the first document with content. @throws AliasError */
  compose(): Node {
    this.next = (this.starts[0] ?? 0) + 1;
    const root = this.node('');
    const size = sizeOf(root, this.sizes);
    if (size > MAX_VALUES) throw tooLarge(size - this.expanded > MAX_VALUES ? undefined : this.blamed);
    return root;
  }

  private take(): Event {
    const event = this.events[this.next++];
    if (event) return event;
    throw new Error('js-yaml ended its events within a node');
  }

  private node(key: string): Node {
    const event = this.take();
    if (event.type === EVENT_ID.ALIAS) return this.alias(event.anchorStart, event.anchorEnd);
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE && event.type !== EVENT_ID.SCALAR)
      throw new Error(`js-yaml event ${event.type} where a node should start`);
    if (event.type !== EVENT_ID.SCALAR && event.tagStart >= 0) this.emptyOf(event);
    const node =
      event.type === EVENT_ID.MAPPING
        ? this.text.startsWith('{{', event.start)
          ? this.template(event.start, key)
          : this.map(event.start, key)
        : event.type === EVENT_ID.SEQUENCE
          ? this.list(event.start, key)
          : this.scalar(event, key);
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  /** `{{ name }}` is a map whose key is a map. What is wrong within it follows from that. */
  private template(offset: number, key: string): Node {
    const isInner = this.isInTemplate;
    this.isInTemplate = true;
    const node = this.map(offset, key);
    this.isInTemplate = isInner;
    this.report(this.origin.place(offset), CLUSTER_FILE_RULES.says('invalid-key', `is ${TEMPLATE}`, NO_TEMPLATE), key || 'file');
    return { ...node, isTemplate: true };
  }

  private map(offset: number, parent: string): MapNode {
    const entries = new Map<string, Entry>();
    const merged: Node[] = [];
    while (this.events[this.next]?.type !== EVENT_ID.POP) {
      const keyNode = this.node(parent);
      const name = keyNode.kind === 'scalar' ? keyNode.text : undefined;
      const full = parent ? `${parent}.${name}` : `${name}`;
      const value = this.node(full);
      if (name === undefined)
        this.report(
          this.origin.place(keyNode.offset),
          CLUSTER_FILE_RULES.says('invalid-key', 'a map or list as a key', 'use a plain word'),
          parent || 'file',
        );
      else if (name === UNUSABLE)
        this.report(
          this.origin.place(keyNode.offset),
          CLUSTER_FILE_RULES.says('invalid-key', `${UNUSABLE} as a key, which has a meaning of its own in JavaScript`, 'remove it'),
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
    while (this.events[this.next]?.type !== EVENT_ID.POP) items.push(this.node(key));
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
    return {
      kind: 'scalar',
      offset,
      origin: this.origin,
      range: [event.valueStart, event.valueEnd],
      value,
      text,
      ...(found && { ambiguous: found }),
    };
  }

  /** @throws YAMLException for a tag that is not one of YAML, such as `!reference`, which the program that knows it would replace */
  private emptyOf(event: Event): unknown {
    return constructFromEvents([DOCUMENT, event, { type: EVENT_ID.POP }, { type: EVENT_ID.POP }], { source: this.text })[0];
  }

  private valueOf(event: Event): unknown {
    return constructFromEvents([DOCUMENT, event, { type: EVENT_ID.POP }], { source: this.text })[0];
  }

  private alias(start: number, end: number): Node {
    const name = this.text.slice(start, end);
    const node = this.anchors.get(name);
    const offset = start - 1;
    if (!node) throw new AliasError(offset, `not valid YAML: no anchor &${name} before this alias`, USE_THE_VALUE);
    if (++this.aliases > MAX_ALIASES)
      throw new AliasError(offset, `more than ${MAX_ALIASES} aliases`, 'write the values themselves from here on');
    if (this.expanded <= MAX_VALUES) this.blamed = { offset, name };
    this.expanded += sizeOf(node, this.sizes);
    return node;
  }
}

/** No chart and no API has such a key, and programs in JavaScript lose what it holds. */
const UNUSABLE = '__proto__';

const DOCUMENT: Event = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };

/** Whether nothing is written where a node should be. */
const isEmpty = (event: Event | undefined): boolean =>
  event?.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.anchorStart < 0 && event.tagStart < 0;

/** Where the content of a document begins; -1 if it has none. */
function offsetOf(event: Event | undefined): number {
  if (!event || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return -1;
  // Without the & or the *.
  if (event.type === EVENT_ID.ALIAS || event.anchorStart >= 0) return event.anchorStart - 1;
  if (event.type !== EVENT_ID.SCALAR) return event.start;
  return event.valueStart < 0 ? event.tagStart : event.valueStart;
}

/** The number of values below a node, with all aliases expanded. A long text counts as several. */
function sizeOf(node: Node, known: Map<Node, number>): number {
  const before = known.get(node);
  if (before !== undefined) return before;
  const children = node.kind === 'map' ? [...node.entries.values()].map((entry) => entry.node) : node.kind === 'list' ? node.items : [];
  const own = node.kind === 'scalar' ? 1 + Math.floor(node.text.length / VALUE_LENGTH) : 1;
  const size = children.reduce((sum, child) => sum + sizeOf(child, known), own);
  known.set(node, size);
  return size;
}

interface Alias {
  readonly offset: number;
  readonly name: string;
}

/** A file with more values than any cluster needs. @param blamed the alias that makes them too many; undefined if the file itself has them */
const tooLarge = (blamed: Alias | undefined): AliasError =>
  blamed
    ? new AliasError(
        blamed.offset,
        `with its aliases, the file has more than ${MAX_VALUES} values: *${blamed.name} stands for too many of them`,
        `remove this alias, or make what &${blamed.name} names smaller`,
      )
    : new AliasError(-1, `more than ${MAX_VALUES} values`, 'keep only what the cluster needs');

/** An alias that cannot be resolved, or too many values. The whole file is unusable then. */
export class AliasError extends Error {
  readonly statement: Statement;

  constructor(
    readonly offset: number,
    problem: string,
    fix: string,
  ) {
    super(problem);
    this.statement = CLUSTER_FILE_RULES.says('not-yaml', problem, fix);
  }
}
