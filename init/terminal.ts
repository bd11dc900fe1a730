/** Questions on the terminal of this process. */
import { createInterface } from 'node:readline';
import { printError } from '../lib/command-line/command';
import type { Ask } from './answers';

/** The exit code that a shell reports for Ctrl-C. */
const INTERRUPTED = 130;

/** @returns how to ask, undefined if standard input is not a terminal; and `end`, which must be called after the last question */
export function terminal(): { readonly ask?: Ask; readonly end: () => void } {
  if (!process.stdin.isTTY) return { end: () => undefined };
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Lines that are pasted arrive before their questions.
  const entered: string[] = [];
  let waiting: ((line: string) => void) | undefined;
  let isEnded = false;
  lines.on('line', (line) => {
    if (waiting) waiting(line);
    else entered.push(line);
    waiting = undefined;
  });
  lines.on('SIGINT', () => process.exit(INTERRUPTED));
  // Ctrl-D ends the input.
  lines.on('close', () => {
    if (isEnded) return;
    printError('\nthe input ended before the last question; nothing was written');
    process.exit(1);
  });
  return {
    ask: async (text) => {
      lines.setPrompt(text);
      lines.prompt();
      const early = entered.shift();
      return early ?? new Promise((resolve) => (waiting = resolve));
    },
    end: () => {
      isEnded = true;
      lines.close();
    },
  };
}
