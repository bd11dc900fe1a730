/** The parts of a report on a change, for Markdown and HTML. Texts may have code in backticks. */
import type { Pictured } from '../verify/report/picture/picture';

/** What is shown at once. */
export type Block =
  | { readonly heading: string; readonly level: 2 | 3 }
  | { readonly text: string }
  | { readonly items: readonly Item[]; readonly numbered?: boolean }
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface Item {
  readonly text: string;
  /** Commands for a shell. */
  readonly commands?: readonly string[];
  /** Lines of YAML, to be copied. */
  readonly yaml?: readonly string[];
}

/** What is shown when it is opened: the fields of an object, or the path of a trace. */
export type Detail = { readonly title: string } & (
  | {
      /** Lines of a diff, each with `+`, `-` or a space in front. */
      readonly lines: readonly string[];
    }
  | { readonly picture: Pictured }
);

export interface Section {
  readonly blocks: readonly Block[];
  readonly details: readonly Detail[];
}
