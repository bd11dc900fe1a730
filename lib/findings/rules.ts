/** The rules of a topic: stable names, and their text in docs/rules.md. */
import type { Statement } from './finding';

export interface Rule {
  /** What is true if the rule finds nothing: a sentence in lower case, without a dot. */
  readonly proves: string;
  /** A finding as printed, without its place. */
  readonly example: string;
  /** What to do about it: an imperative sentence without a dot. */
  readonly wayOut: string;
  /** Whether `accept:` cannot accept it. @default false */
  readonly isFinal?: boolean;
}

/** A text of a rule as a sentence: with a capital and a dot. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** @typeParam Name the names of the rules within the topic, in lower case with hyphens */
export class RuleSet<Name extends string = string> {
  /**
   * @param topic the first half of each rule's name: the name of a check, or of a part of the cluster file
   * @param proves what is true if none of its rules finds anything
   */
  constructor(
    readonly topic: string,
    readonly proves: string,
    readonly rules: Readonly<Record<Name, Rule>>,
  ) {}

  /** A statement of one of the rules: what is wrong, and what to do. */
  says(name: Name, problem: string, fix?: string, each?: string): Statement {
    const { isFinal } = this.rules[name];
    return { rule: this.idOf(name), problem, ...(fix && { fix }), ...(each !== undefined && { each }), ...(isFinal && { isFinal }) };
  }

  /** `addresses/no-such-port` */
  idOf(name: Name): string {
    return `${this.topic}/${name}`;
  }

  /** Every rule by its full name. */
  get all(): readonly (readonly [id: string, rule: Rule])[] {
    return (Object.entries(this.rules) as [Name, Rule][]).map(([name, rule]) => [this.idOf(name), rule]);
  }
}
