/** What the commands share that print a page of docs/. */
import { reportFile } from '../output/report-file';
import { type Options, print, run } from './command';

export interface PageCommand {
  /** The name of its script: `rules`. */
  readonly name: string;
  readonly description: string;
  /** What `--markdown` writes. @default Markdown */
  readonly written?: string;
  /** The page in Markdown. */
  readonly page: () => string;
  /** The same for a terminal. */
  readonly text: () => string;
}

/** Prints the text, or writes the page to the file of `--markdown`. */
export function runPage({ name, description, written = 'Markdown', page, text }: PageCommand): void {
  run({
    usage: `npm run ${name} -- [--markdown FILE]`,
    description,
    options: { markdown: { argument: 'FILE', meaning: `write ${written} to this file instead`, default: '' } },
    run: ({ extra: { markdown } }: Options) => {
      if (markdown) {
        reportFile(markdown, 'the page').write(page());
        print(`written ${markdown}`);
      } else print(text());
      return 0;
    },
  });
}
