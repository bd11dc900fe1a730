/** The rules of a topic: stable names, and what docs/rules.md says of each. */
import type { Statement } from './finding';

export interface Rule {
  /** What holds where the rule finds nothing, as a sentence without a dot. */
  readonly proves: string;
  /** A finding as it is printed, without its place. */
  readonly example: string;
  /** What to do about it, as an imperative sentence without a dot. */
  readonly wayOut: string;
  /** Whether it cannot be accepted by `accept:`. @default false */
  readonly isFinal?: boolean;
}

/** @typeParam Name the names of the rules within the topic, in lower case with hyphens */
export class RuleSet<Name extends string = string> {
  /**
   * @param topic the first half of each rule's name: the name of a check, or of a part of the cluster file
   * @param proves what holds where none of its rules finds anything
   */
  constructor(
    readonly topic: string,
    readonly proves: string,
    readonly rules: Readonly<Record<Name, Rule>>,
  ) {}

  /** What is wrong by one of the rules, and what to do. */
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
